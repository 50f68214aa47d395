import { z } from 'zod';
import type { Answer } from './answer.ts';
import { SkipReason } from './club-schedule.ts';
import { isExtra } from './occurrence.ts';
import type { OccurrenceRecord } from './occurrence.ts';
import { isObstacle, isOwnFault } from './posting.ts';

const about = {
  guildId: z.string(),
  schedule: z.string(),
  /** When the post that it is about was due. */
  dueAt: z.string().transform((text) => Temporal.Instant.from(text)),
};
/** `key`: the week that it is about. */
const aboutPost = { ...about, filmId: z.string().optional(), key: z.string() };

const Notice = z.discriminatedUnion('kind', [
  z.object({ ...aboutPost, kind: z.enum(['parked', 'unsure']), reason: SkipReason }),
  /** `dropped`: its film was queued, and is so no more. */
  z.object({ ...aboutPost, kind: z.literal('skipped'), reason: SkipReason, dropped: z.literal(true).optional() }),
  /** What was in the way is gone: this film came, or the next one will. */
  z.object({ ...aboutPost, kind: z.literal('unparked') }),
  /** A step of a post that is there could not be done. */
  z.object({
    ...about,
    ...{ kind: z.literal('step-failed'), step: z.string(), reason: SkipReason, filmId: z.string().optional() },
  }),
  /** A film of the queue that the library does not hold any more was taken out of it. */
  z.object({ ...about, kind: z.literal('film-lost'), filmId: z.string() }),
  /** So few of the coming posts have a film. */
  z.object({ ...about, kind: z.literal('running-out'), left: z.int() }),
]);

/** What moderators are told about a schedule, once each time. */
export type Notice = Readonly<z.output<typeof Notice>>;

export const writeNotice = (notice: Notice): string => JSON.stringify(notice);

/** Reads what `writeNotice` wrote; undefined where that makes no sense any more. */
export function readNotice(text: string): Notice | undefined {
  try {
    return Notice.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * What moderators are to know of what has become of an occurrence. Of a schedule that is parked they are told when it is,
 * with the reason, and when it is no more; of the weeks between nothing.
 */
export function noticesOf(before: OccurrenceRecord, after: OccurrenceRecord): readonly Notice[] {
  const { guildId, schedule, dueAt, key, filmId, posting } = after;
  const of = { guildId, schedule, dueAt };
  const { state, reason = 'late', told, barred = false, steps } = posting;
  const isNew = state !== before.posting.state;
  const notices: Notice[] = [];
  if (isNew && (state === 'parked' || state === 'unsure') && reason !== told)
    notices.push({ ...of, kind: state, reason, filmId, key });
  if (isNew && state === 'skipped' && !barred) {
    const isDropped = before.item !== undefined && !isExtra(before) && isOwnFault(reason);
    notices.push({ ...of, kind: state, reason, filmId, key, ...(isDropped && { dropped: true }) });
  }
  if (isNew && state === 'posted' && isObstacle(told)) notices.push({ ...of, kind: 'unparked', filmId, key });
  if (before.posting.barred && !barred) notices.push({ ...of, kind: 'unparked', filmId: undefined, key });
  for (const [at, { name, failed }] of steps.entries()) {
    if (failed && !before.posting.steps[at]?.failed)
      notices.push({ ...of, kind: 'step-failed', step: name, reason: failed, filmId });
  }
  return notices;
}

/** After a week nobody needs to hear it any more. */
const mostAgeMs = 7 * 24 * 3_600_000;
const mostWaitMs = 6 * 3_600_000;

/**
 * After how long what the log channel did not take, so many times, is told again; undefined once it is over: told, refused for
 * its words, or too old. What is refused is told, too, when Discord tells that something has changed there.
 */
export function retellMs(answer: Answer<unknown>, attempts: number, ageMs: number): number | undefined {
  if (answer.kind === 'done' || answer.kind === 'gone' || ageMs > mostAgeMs) return undefined;
  if (answer.kind === 'refused') return isOwnFault(answer.refusal) ? undefined : mostWaitMs;
  return answer.kind === 'limited' ? answer.waitMs : Math.min(mostWaitMs, 2500 * 2 ** attempts);
}
