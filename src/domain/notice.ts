import type { SkipReason } from './club-schedule.ts';

/** What moderators are told about a schedule, once each time. */
export type Notice = Readonly<{
  guildId: string;
  schedule: string;
  /** When the post that it is about was due. */
  dueAt: Temporal.Instant;
}> &
  /** `key`: the week that it is about. */
  (
    | Readonly<{ kind: 'skipped' | 'parked' | 'unsure'; reason: SkipReason; filmId: string | undefined; key: string }>
    /** A step of a post that is there could not be done. */
    | Readonly<{ kind: 'step-failed'; step: string; reason: SkipReason; filmId: string | undefined }>
    /** A film of the queue that the library does not hold any more was taken out of it. */
    | Readonly<{ kind: 'film-lost'; filmId: string }>
    /** So few of the coming posts have a film. */
    | Readonly<{ kind: 'running-out'; left: number }>
  );
