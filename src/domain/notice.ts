import type { SkipReason } from './club-schedule.ts';
import type { OccurrenceRecord } from './occurrence.ts';
import { isObstacle, isOwnFault } from './posting.ts';

/** What moderators are told about a schedule, once each time. */
export type Notice = Readonly<{
  guildId: string;
  schedule: string;
  /** When the post that it is about was due. */
  dueAt: Temporal.Instant;
}> &
  /** `key`: the week that it is about. */
  (
    | Readonly<{ kind: 'parked' | 'unsure'; reason: SkipReason; filmId: string | undefined; key: string }>
    /** `dropped`: its film was queued, and is so no more. */
    | Readonly<{
        kind: 'skipped';
        reason: SkipReason;
        filmId: string | undefined;
        key: string;
        dropped?: true;
      }>
    /** What was in the way is gone: this film came, or the next one will. */
    | Readonly<{ kind: 'unparked'; filmId: string | undefined; key: string }>
    /** A step of a post that is there could not be done. */
    | Readonly<{ kind: 'step-failed'; step: string; reason: SkipReason; filmId: string | undefined }>
    /** A film of the queue that the library does not hold any more was taken out of it. */
    | Readonly<{ kind: 'film-lost'; filmId: string }>
    /** So few of the coming posts have a film. */
    | Readonly<{ kind: 'running-out'; left: number }>
  );

/**
 * What moderators are to know of what has become of an occurrence. Of a schedule that is parked they are told when it is,
 * with the reason, and when it is no more; of the weeks between nothing.
 */
export function noticesOf(before: OccurrenceRecord, after: OccurrenceRecord): readonly Notice[] {
  const { guildId, schedule, dueAt, key, filmId, posting } = after;
  const about = { guildId, schedule, dueAt };
  const { state, reason = 'late', told, barred = false, steps } = posting;
  const isNew = state !== before.posting.state;
  const notices: Notice[] = [];
  if (isNew && (state === 'parked' || state === 'unsure') && reason !== told)
    notices.push({ ...about, kind: state, reason, filmId, key });
  if (isNew && state === 'skipped' && !barred) {
    const isDropped = before.item !== undefined && isOwnFault(reason);
    notices.push({ ...about, kind: state, reason, filmId, key, ...(isDropped && { dropped: true }) });
  }
  if (isNew && state === 'posted' && isObstacle(told)) notices.push({ ...about, kind: 'unparked', filmId, key });
  if (before.posting.barred && !barred) notices.push({ ...about, kind: 'unparked', filmId: undefined, key });
  for (const [at, { name, failed }] of steps.entries()) {
    if (failed && !before.posting.steps[at]?.failed)
      notices.push({ ...about, kind: 'step-failed', step: name, reason: failed, filmId });
  }
  return notices;
}
