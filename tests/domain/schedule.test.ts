import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateIn,
  dateOf,
  dueIn,
  following,
  isTimeZone,
  nextAfter,
  rescheduled,
  upcoming,
  weekdays,
  weekOf,
} from '../../src/domain/schedule.ts';
import type { Occurrence, Rhythm } from '../../src/domain/schedule.ts';

const friday: Rhythm = { weekday: 'friday', time: '20:00', timeZone: 'Europe/Moscow', everyWeeks: 1 };
const local = (at: Temporal.Instant, zone: string): string =>
  at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'minute' });
const dates = (found: readonly Occurrence[], { timeZone }: Rhythm): string[] =>
  found.map(({ at }) => local(at, timeZone).slice(0, 16));

describe('when the film of the week comes', () => {
  test('the first one is the next such hour after now', () => {
    const next = (now: string) => local(nextAfter(Temporal.Instant.from(now), friday).at, 'Europe/Moscow');
    expect(next('2026-11-25T10:00Z')).toBe('2026-11-27T20:00+03:00');
    expect(next('2026-11-27T16:59:59Z')).toBe('2026-11-27T20:00+03:00');
    expect(next('2026-11-27T17:00Z')).toBe('2026-12-04T20:00+03:00');
  });

  test('the hour stays over summer and winter', () => {
    const rhythm = { ...friday, timeZone: 'America/New_York' };
    const first = nextAfter(Temporal.Instant.from('2026-10-25T00:00Z'), rhythm);
    const found = upcoming(first, rhythm, first.week, 2);
    expect(found.map(({ at }) => local(at, 'America/New_York'))).toEqual([
      '2026-10-30T20:00-04:00',
      '2026-11-06T20:00-05:00',
    ]);
  });

  test('a time that the clocks skip moves forward by the gap, one that they repeat is the first', () => {
    const sunday = (time: string, timeZone: string): Rhythm => ({ ...friday, weekday: 'sunday', time, timeZone });
    const due = (week: string, rhythm: Rhythm) => local(dueIn(week, rhythm), rhythm.timeZone);
    expect(due('2027-03-08', sunday('02:30', 'America/New_York'))).toBe('2027-03-14T03:30-04:00');
    expect(due('2026-09-28', sunday('02:15', 'Australia/Lord_Howe'))).toBe('2026-10-04T02:45+11:00');
    expect(due('2026-10-26', sunday('01:30', 'America/New_York'))).toBe('2026-11-01T01:30-04:00');
    // Samoa went without a whole Friday.
    expect(due('2011-12-26', { ...friday, timeZone: 'Pacific/Apia' })).toBe('2011-12-31T20:00+14:00');
  });

  test('every third week counts from the first one', () => {
    const rhythm = { ...friday, everyWeeks: 3 };
    const first = nextAfter(Temporal.Instant.from('2026-11-25T10:00Z'), rhythm);
    expect(dates(upcoming(first, rhythm, first.week, 3), rhythm)).toEqual([
      '2026-11-27T20:00',
      '2026-12-18T20:00',
      '2027-01-08T20:00',
    ]);
    const late = nextAfter(Temporal.Instant.from('2026-12-19T00:00Z'), rhythm, first.week);
    expect(dates([late], rhythm)).toEqual(['2027-01-08T20:00']);
  });

  test('what is no zone is told from one; an offset would not follow the clocks', () => {
    expect(isTimeZone('Europe/Moscow')).toBe(true);
    expect(isTimeZone('UTC')).toBe(true);
    for (const none of ['', '+03:00', 'Mars/Olympus', 'Europe/', '🎬']) expect(isTimeZone(none)).toBe(false);
  });
});

describe('a change of the schedule', () => {
  const now = Temporal.Instant.from('2026-11-26T16:00Z');
  const pending = nextAfter(now, friday);
  const changed = (change: Partial<Rhythm>, at = now) => {
    const rhythm = { ...friday, ...change };
    const next = rescheduled(pending, rhythm, pending.week, at);
    return dates(upcoming(next, rhythm, pending.week, 2), rhythm);
  };

  test('moves the post of this week where its new time is still ahead', () => {
    expect(changed({ weekday: 'saturday' })).toEqual(['2026-11-28T20:00', '2026-12-05T20:00']);
    expect(changed({ time: '23:30' })).toEqual(['2026-11-27T23:30', '2026-12-04T23:30']);
  });

  test('loses no week: where the new time is over the film still comes at the old one', () => {
    expect(changed({ weekday: 'wednesday' })).toEqual(['2026-11-27T20:00', '2026-12-02T20:00']);
    const aMinuteBefore = pending.at.subtract({ minutes: 1 });
    expect(changed({ time: '19:00' }, aMinuteBefore)).toEqual(['2026-11-27T20:00', '2026-12-04T19:00']);
    expect(changed({ timeZone: 'Asia/Tokyo' }, aMinuteBefore)).toEqual(['2026-11-28T02:00', '2026-12-04T20:00']);
  });

  test('keeps the date of a film that still comes at the old time, if its week is the same by the new clocks', () => {
    const next = { week: '2026-11-23', at: Temporal.Instant.from('2026-11-29T20:30Z') };
    const sundays = { weekday: 'sunday', time: '23:30', timeZone: 'Europe/Moscow', everyWeeks: 1 } as const;
    expect(dateOf(next, sundays)).toBe('2026-11-29');
    expect(dateOf(next, { ...sundays, weekday: 'monday' })).toBe('2026-11-29');
    expect(dateOf(next, { ...sundays, weekday: 'monday', timeZone: 'Pacific/Auckland' })).toBe('2026-11-23');
  });

  test('gives no week two: once this week has had its film, a later hour of it does not count', () => {
    const next = following(pending, friday, pending.week);
    const later = { ...friday, time: '23:00', timeZone: 'America/New_York' };
    const after = pending.at.add({ minutes: 1 });
    expect(dates([rescheduled(next, later, pending.week, after)], later)).toEqual(['2026-12-04T23:00']);
  });

  test('leaves out a week that a change of zone brings before the post that was just made', () => {
    const sunday: Rhythm = { ...friday, weekday: 'sunday', time: '23:59', timeZone: 'Pacific/Honolulu' };
    const posted = nextAfter(now, sunday);
    const monday: Rhythm = { ...friday, weekday: 'monday', time: '00:00', timeZone: 'Pacific/Kiritimati' };
    const next = following(posted, monday, posted.week);
    expect(dates([next], monday)).toEqual(['2026-12-07T00:00']);
    expect(Temporal.Instant.compare(next.at, posted.at)).toBe(1);
  });

  test('any changes at any times give every week one post, in order', () => {
    const zones = ['Europe/Moscow', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'America/New_York', 'UTC'];
    const aRhythm = fc.record({
      weekday: fc.constantFrom(...weekdays),
      time: fc.constantFrom('00:00', '02:30', '12:00', '23:59'),
      timeZone: fc.constantFrom(...zones),
      everyWeeks: fc.constantFrom(1, 1, 2, 3),
    });
    const aLife = fc.array(fc.record({ rhythm: aRhythm, hours: fc.integer({ min: 0, max: 200 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(aRhythm, aLife, (start, changes) => {
        let clock = Temporal.Instant.from('2026-10-01T00:00Z');
        let rhythm = start;
        let next = nextAfter(clock, rhythm);
        const first = next.week;
        const posted: Occurrence[] = [];
        for (const change of changes) {
          clock = clock.add({ hours: change.hours });
          while (Temporal.Instant.compare(next.at, clock) <= 0) {
            posted.push(next);
            const after = following(next, rhythm, first);
            // No week is lost, unless a change of zone brought it before the one that was just posted.
            for (const week of weeksBetween(next.week, after.week, first, rhythm))
              expect(Temporal.Instant.compare(dueIn(week, rhythm), next.at)).toBeLessThanOrEqual(0);
            next = after;
          }
          rhythm = change.rhythm;
          const before = next.week;
          next = rescheduled(next, rhythm, first, clock);
          expect(next.week >= before && weeksBetween(before, next.week, first, rhythm).length === 0).toBe(true);
        }
        for (const [one, two] of pairs(posted)) {
          expect(one.week < two.week).toBe(true);
          expect(Temporal.Instant.compare(one.at, two.at)).toBeLessThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('in every zone of the world', () => {
  test('around each change of the clocks, 2011-2037, each week has one post, in order, at its wall time', () => {
    let changes = 0;
    for (const [zone, transition] of transitions()) {
      changes += 1;
      const week = Temporal.PlainDate.from(weekOf(transition, zone));
      for (const { weekday, time } of hoursOfWeek(transition, zone)) {
        const rhythm = { weekday, time, timeZone: zone, everyWeeks: 1 };
        const from = nextAfter(dueIn(week.subtract({ weeks: 2 }).toString(), rhythm), rhythm);
        check(upcoming(from, rhythm, from.week, 4), rhythm);
      }
    }
    expect(changes).toBeGreaterThan(1500);
  }, 1_800_000);

  test('at any other time', () => {
    const aMoment = fc.record({
      weekday: fc.constantFrom(...weekdays),
      time: fc
        .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
        .map((time) => Temporal.PlainTime.from(time).toString().slice(0, 5)),
      timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      everyWeeks: fc.integer({ min: 1, max: 12 }),
    });
    const span = { min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) };
    fc.assert(
      fc.property(aMoment, fc.integer(span), (rhythm, ms) => {
        const from = nextAfter(Temporal.Instant.fromEpochMilliseconds(ms), rhythm);
        expect(from.at.epochMilliseconds).toBeGreaterThan(ms);
        check(upcoming(from, rhythm, from.week, 4), rhythm);
      }),
      { numRuns: 2000 },
    );
  });
});

/** Strictly increasing, in weeks that are `everyWeeks` apart, and at the wall time wherever that time exists. */
function check(found: readonly Occurrence[], rhythm: Rhythm): void {
  for (const [one, two] of pairs(found)) {
    const weeks = Temporal.PlainDate.from(one.week).until(two.week, { largestUnit: 'week' }).weeks;
    if (weeks !== rhythm.everyWeeks || Temporal.Instant.compare(one.at, two.at) >= 0)
      throw new Error(`${JSON.stringify(rhythm)}: ${one.at.toString()} then ${two.at.toString()}`);
  }
  for (const { week, at } of found) {
    const wall = at.toZonedDateTimeISO(rhythm.timeZone).toPlainDateTime();
    const wanted = dateIn(week, rhythm).toPlainDateTime(rhythm.time);
    if (wall.equals(wanted)) {
      // A repeated time means the first: nothing earlier has this wall time.
      const zoned = wanted.toZonedDateTime(rhythm.timeZone, { disambiguation: 'earlier' });
      if (!zoned.toInstant().equals(at)) throw new Error(`${rhythm.timeZone}: not the first ${wanted.toString()}`);
      continue;
    }
    // Only a gap may change it, and then by the gap.
    const [before, after] = (['earlier', 'later'] as const).map((disambiguation) =>
      wanted.toZonedDateTime(rhythm.timeZone, { disambiguation }),
    );
    const gap = (after?.offsetNanoseconds ?? 0) - (before?.offsetNanoseconds ?? 0);
    if (gap === 0 || Temporal.PlainDateTime.compare(wall, wanted) <= 0 || !after?.toInstant().equals(at))
      throw new Error(`${rhythm.timeZone}: ${wanted.toString()} became ${wall.toString()}`);
  }
}

const pairs = <T>(items: readonly T[]): (readonly [T, T])[] =>
  items.slice(1).map((item, at) => [items[at] as T, item] as const);

/**
 * Every change of the clocks in every zone, 2011-2037, once: of zones that change at the same moments from the same
 * offsets to the same ones only the first is computed, since Temporal sees nothing else of a zone.
 */
function* transitions(): Generator<readonly [zone: string, at: Temporal.Instant]> {
  const seen = new Set<string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    let at = Temporal.ZonedDateTime.from(`2011-01-01T00:00[${zone}]`);
    for (;;) {
      const next = at.getTimeZoneTransition('next');
      if (!next || next.year > 2037) break;
      const before = next.subtract({ nanoseconds: 1 });
      const key = `${next.epochMilliseconds} ${before.offset} ${next.offset}`;
      if (!seen.has(key)) yield [zone, next.toInstant()];
      seen.add(key);
      at = next;
    }
  }
}

/** Of each day of the week the hours around a change of the clocks, or by `EXHAUSTIVE=1` every quarter of an hour. */
function hoursOfWeek(transition: Temporal.Instant, zone: string): { weekday: Rhythm['weekday']; time: string }[] {
  // On the clock that the change found: so the times that it skips are among them.
  const before = transition.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone);
  const wall = before.toPlainDateTime().add({ nanoseconds: 1 });
  const minutes = process.env['EXHAUSTIVE'] ? Array.from({ length: 96 }, (_, at) => at * 15) : [-90, -30, 0, 30, 90];
  const times = minutes.map((minute) =>
    wall.toPlainTime().add({ minutes: minute }).toString({ smallestUnit: 'minute' }),
  );
  return weekdays.flatMap((weekday) => times.map((time) => ({ weekday, time })));
}

/** The weeks after one and before another in which a schedule posts. */
function weeksBetween(one: string, other: string, first: string, { everyWeeks }: Rhythm): string[] {
  const found: string[] = [];
  for (
    let week = Temporal.PlainDate.from(one).add({ weeks: 1 });
    week.toString() < other;
    week = week.add({ weeks: 1 })
  )
    if (Temporal.PlainDate.from(first).until(week).days % (7 * everyWeeks) === 0) found.push(week.toString());
  return found;
}
