import { z } from 'zod';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** When a schedule posts: a wall time in a zone, never an offset, so that it keeps its hour over summer and winter. */
export const Rhythm = z.object({
  weekday: z.enum(weekdays),
  /** HH:MM, of 24 hours. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** An IANA zone; where the platform knows it no more, it holds up nobody: posts come by UTC then. */
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
  /** Counted from the week of the first occurrence. */
  everyWeeks: z.int().min(1).max(12),
});
export type Rhythm = Readonly<z.infer<typeof Rhythm>>;

/** A local week, named by its Monday (YYYY-MM-DD). A schedule posts once in a week at most, whatever is changed meanwhile. */
export type Week = string;

/** One schedule in one week, and when it is due. */
export type Occurrence = Readonly<{ week: Week; at: Temporal.Instant }>;

/** A zone that Temporal computes with; an offset is none: it would not follow the clocks. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone));
  } catch {
    return false;
  }
}

/** The zone, or UTC where the platform knows none of this name (any more). */
export const zoneOrUtc = (zone: string): string => (isTimeZone(zone) ? zone : 'UTC');

/** The local week of a moment. */
export const weekOf = (moment: Temporal.Instant, timeZone: string): Week =>
  mondayOf(moment.toZonedDateTimeISO(timeZone).toPlainDate()).toString();

/** The local week of a date, YYYY-MM-DD. */
export const weekOfDate = (date: string): Week => mondayOf(Temporal.PlainDate.from(date)).toString();

/** The local date on which a schedule posts in a week. */
export const dateIn = (week: Week, { weekday }: Pick<Rhythm, 'weekday'>): Temporal.PlainDate =>
  Temporal.PlainDate.from(week).add({ days: weekdays.indexOf(weekday) });

/** The local date of an occurrence, YYYY-MM-DD. One that has kept its time, although another day was chosen, has kept its date. */
export function dateOf({ week, at }: Occurrence, rhythm: Rhythm): string {
  const usual = dateIn(week, rhythm).toString();
  if (dueIn(week, rhythm).equals(at)) return usual;
  const kept = at.toZonedDateTimeISO(rhythm.timeZone).toPlainDate().toString();
  // By the clocks of another zone it may be in another week.
  return weekOfDate(kept) === week ? kept : usual;
}

/** When a schedule is due in a week. A local time that is skipped moves forward by the gap, a repeated one means the first. */
export const dueIn = (week: Week, rhythm: Rhythm): Temporal.Instant =>
  dateIn(week, rhythm)
    .toZonedDateTime({ timeZone: rhythm.timeZone, plainTime: Temporal.PlainTime.from(rhythm.time) })
    .toInstant();

/** The first occurrence after a moment; of a schedule that is new (no `first` week) the very first. */
export function nextAfter(moment: Temporal.Instant, rhythm: Rhythm, first?: Week): Occurrence {
  // A post of the week before may still be ahead: a gap can move it by as much as a day.
  let week = Temporal.PlainDate.from(weekOf(moment, rhythm.timeZone)).subtract({ weeks: 1 });
  if (first !== undefined) week = firstFrom(week, rhythm, first);
  for (;;) {
    const at = dueIn(week.toString(), rhythm);
    if (Temporal.Instant.compare(at, moment) > 0) return { week: week.toString(), at };
    week = week.add({ weeks: first === undefined ? 1 : rhythm.everyWeeks });
  }
}

/** The occurrence after another one, of a rhythm that counts from the week `first`. */
export function following({ week, at }: Occurrence, rhythm: Rhythm, first: Week): Occurrence {
  let next = firstFrom(Temporal.PlainDate.from(week).add({ weeks: 1 }), rhythm, first);
  for (;;) {
    const found = { week: next.toString(), at: dueIn(next.toString(), rhythm) };
    // Where a change of zone brings the next one forward past this one, its week has had its film.
    if (Temporal.Instant.compare(found.at, at) > 0) return found;
    next = next.add({ weeks: rhythm.everyWeeks });
  }
}

/** This occurrence and the ones after it. */
export function upcoming(from: Occurrence, rhythm: Rhythm, first: Week, count: number): readonly Occurrence[] {
  const found = [from];
  while (found.length < count) found.push(following(found.at(-1) ?? from, rhythm, first));
  return found.slice(0, count);
}

/**
 * The occurrence that is next when the rhythm changes. It stays the one of its week, so that no week is lost and none has
 * two: where the new time of that week is over already, it still comes at the old one, and the new one holds from then on.
 */
export function rescheduled(pending: Occurrence, rhythm: Rhythm, first: Week, now: Temporal.Instant): Occurrence {
  const week = firstFrom(Temporal.PlainDate.from(pending.week), rhythm, first).toString();
  const at = dueIn(week, rhythm);
  return Temporal.Instant.compare(at, now) > 0 ? { week, at } : { week, at: pending.at };
}

/** The week itself, or the first one after it in which a schedule posts at all. */
function firstFrom(week: Temporal.PlainDate, { everyWeeks }: Rhythm, first: Week): Temporal.PlainDate {
  const start = Temporal.PlainDate.from(first);
  if (Temporal.PlainDate.compare(week, start) <= 0) return start;
  const weeks = week.since(start, { largestUnit: 'week' }).weeks;
  return start.add({ weeks: Math.ceil(weeks / everyWeeks) * everyWeeks });
}

const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });
