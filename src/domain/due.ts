import { following, nextAfter } from './schedule.ts';
import type { Occurrence, Rhythm, Week } from './schedule.ts';

/** A post that comes so much after its time says that it is late. */
const lateAfterMinutes = 5;

/** As many missed weeks as are told one by one; of a clock that stood still for years the latest tell enough. */
const mostTold = 8;

/** What is to happen now with a schedule whose time has come. */
export type Judgement = Readonly<{
  /** The occurrence to post, if any; `late`: after its time, within grace. */
  post: Readonly<{ occurrence: Occurrence; late: boolean }> | undefined;
  /** Missed for good, oldest first. */
  missed: readonly Occurrence[];
  /** The one that is next afterwards. */
  next: Occurrence;
}>;

/**
 * Judges the pending occurrence and those that came due after it while nobody looked. However many weeks were missed, one
 * post is all that comes of it: the latest one, if it is within grace.
 */
export function judgeDue(
  pending: Occurrence,
  parts: Readonly<{ rhythm: Rhythm; first: Week; graceHours: number; now: Temporal.Instant }>,
): Judgement {
  const { rhythm, first, graceHours, now } = parts;
  const due: Occurrence[] = [];
  // Of years in which nobody looked only the end matters.
  const recent = nextAfter(now.subtract({ hours: mostTold * rhythm.everyWeeks * 7 * 24 }), rhythm, first);
  let next = recent.week > pending.week ? recent : pending;
  while (Temporal.Instant.compare(next.at, now) <= 0) {
    due.push(next);
    if (due.length > mostTold) due.shift();
    next = following(next, rhythm, first);
  }
  const last = due.at(-1);
  if (!last || !isWithinGrace(last, graceHours, now)) return { post: undefined, missed: due, next };
  return { post: { occurrence: last, late: isLate(last.at, now) }, missed: due.slice(0, -1), next };
}

/** Whether a post that is sent now has to say that it is late. */
export const isLate = (dueAt: Temporal.Instant, now: Temporal.Instant): boolean =>
  now.since(dueAt).total('minutes') > lateAfterMinutes;

/** The last moment at which an occurrence may still be posted. A few minutes are always allowed: nobody is quicker than that. */
export const graceEnd = ({ at }: Pick<Occurrence, 'at'>, graceHours: number): Temporal.Instant =>
  at.add({ minutes: Math.max(graceHours * 60, lateAfterMinutes) });

const isWithinGrace = (occurrence: Occurrence, graceHours: number, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, graceEnd(occurrence, graceHours)) <= 0;
