import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Programme, QueueItem } from '../../src/domain/club-schedule.ts';
import {
  newSchedule,
  readSomeSchedule,
  scheduleDifference,
  withoutChange,
  withPause,
  withSettings,
  writeSomeSchedule,
} from '../../src/domain/schedule-change.ts';
import { aSchedule, anItem, fridays, wednesday } from '../support/schedules.ts';

const programme = (queue: readonly QueueItem[] = [], parts: Parameters<typeof aSchedule>[0] = {}): Programme => ({
  schedule: aSchedule(parts),
  queue,
});

const where = { guildId: '1', name: 'main', now: wednesday, last: undefined };
const [a, b, c] = ['a', 'b', 'c'].map((id) => anItem({ id, filmId: `film-${id}` })) as [
  QueueItem,
  QueueItem,
  QueueItem,
];

/** The change as the store gives it back. */
function change(before: Programme | undefined, after: Programme | undefined) {
  const found = scheduleDifference(before, after);
  if (!found) throw new Error('nothing is different');
  return { before: read(found.before), after: read(found.after) };
}
const read = (some: Parameters<typeof writeSomeSchedule>[0]) => readSomeSchedule(writeSomeSchedule(some));

describe('a change that is taken back', () => {
  test('leaves the queue as it was, whatever was done to it', () => {
    const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 8 });
    const queueOf = (ids: readonly string[]) => ids.map((id) => anItem({ id, filmId: id }));
    fc.assert(
      fc.property(items, items, (before, after) => {
        const [was, is] = [programme(queueOf(before)), programme(queueOf(after))];
        fc.pre(scheduleDifference(was, is) !== undefined);
        expect(withoutChange(is, change(was, is), where)?.programme).toEqual(was);
      }),
    );
  });

  test('leaves what came since', () => {
    const done = change(programme([a]), programme([a, b]));
    expect(withoutChange(programme([a, b, c]), done, where)?.programme?.queue).toEqual([a, c]);
    const cleared = change(programme([a, b]), programme([]));
    expect(withoutChange(programme([c]), cleared, where)?.programme?.queue).toEqual([a, b, c]);
  });

  test('is refused where what it was about has changed again', () => {
    const added = change(programme([a]), programme([a, b]));
    expect(withoutChange(programme([a]), added, where)).toBeUndefined();
    expect(withoutChange(undefined, added, where)).toBeUndefined();
    const removed = change(programme([a]), programme([]));
    expect(withoutChange(programme([{ ...a, id: 'other' }]), removed, where)).toBeUndefined();
    const later = { ...programme(), schedule: aSchedule({ settings: { ...fridays, time: '21:00' } }) };
    const latest = { ...programme(), schedule: aSchedule({ settings: { ...fridays, time: '22:00' } }) };
    expect(withoutChange(latest, change(programme(), later), where)).toBeUndefined();
  });

  test('does not put two films on one date', () => {
    const pinned = { ...a, date: '2026-12-04' };
    const removed = change(programme([pinned]), programme([]));
    expect(withoutChange(programme([{ ...b, date: '2026-12-04' }]), removed, where)).toBeUndefined();
    expect(withoutChange(programme([b]), removed, where)?.programme?.queue).toEqual([pinned, b]);
  });

  test('brings a setting back, also one that was absent, and keeps the week', () => {
    const before = programme();
    const settings = { ...fridays, weekday: 'monday', roleId: '9' } as const;
    const after = { queue: [], schedule: withSettings(before.schedule, settings, where) };
    const undone = withoutChange(after, change(before, after), where)?.programme?.schedule;
    expect(undone?.settings).toEqual({ ...fridays, roleId: undefined });
    expect(undone?.pending).toEqual(before.schedule.pending);
  });

  test('ends a pause, or goes on with it', () => {
    const before = programme();
    const after = { queue: [], schedule: withPause(before.schedule, { reason: 'summer' }, where) };
    expect(after.schedule.pending).toBeUndefined();
    expect(withoutChange(after, change(before, after), where)?.programme).toEqual(before);
    expect(withoutChange(before, change(after, before), where)?.programme).toEqual(after);
  });

  test('lets the film come whose hour came in the pause, but for a week that has had one', () => {
    const before = programme();
    const after = { queue: [], schedule: withPause(before.schedule, {}, where) };
    const now = Temporal.Instant.from('2026-11-27T17:02:00Z');
    const taken = (parts: object) => withoutChange(after, change(before, after), { ...where, now, ...parts });
    expect(taken({})?.programme).toEqual(before);
    expect(taken({ last: '2026-11-23' })?.programme?.schedule.pending?.week).toBe('2026-11-30');
  });

  test('removes a schedule that was new, unless it has posted or was changed, and brings back one that was removed', () => {
    const made = programme([a]);
    const seen = {
      ...made,
      schedule: { ...made.schedule, state: { ...made.schedule.state, ahead: [{ filmId: 'x' }] } },
    };
    expect(withoutChange(seen, change(undefined, made), where)).toEqual({ programme: undefined });
    expect(withoutChange(programme([a, b]), change(undefined, made), where)).toBeUndefined();
    const back = withoutChange(undefined, change(made, undefined), where)?.programme;
    expect(back).toMatchObject({ queue: [a], schedule: { pending: made.schedule.pending, state: { doubtful: true } } });
    expect(withoutChange(made, change(made, undefined), where)).toBeUndefined();
  });
});

test('nothing is different where only chance has gone on', () => {
  const { schedule } = programme();
  const ahead = [{ filmId: 'wings' }];
  expect(
    scheduleDifference(programme(), { queue: [], schedule: { ...schedule, state: { ...schedule.state, ahead } } }),
  ).toBeUndefined();
});

test('what no version of ours wrote says nothing', () => {
  expect(readSomeSchedule('{"queue":7,"line":{"at":-1,"items":[]}}')).toEqual({});
});

test('a week that has had its film has no second one, however a schedule is made, paused or resumed', () => {
  const saturday = Temporal.Instant.from('2026-11-28T09:00:00Z');
  const parts = { now: saturday, last: '2026-11-23' };
  const sundays = { ...fridays, weekday: 'sunday' } as const;
  expect(newSchedule({ guildId: '1', name: 'main' }, sundays, parts).pending?.week).toBe('2026-11-30');
  const { schedule } = programme([], { settings: sundays });
  expect(withPause(schedule, { until: '2026-11-29' }, parts).pending?.week).toBe('2026-11-30');
  expect(withPause(schedule, undefined, parts).pending?.week).toBe('2026-11-30');
});

test('a pause lasts until its date, whatever day is chosen meanwhile, and gives no week two films', () => {
  const until = { until: '2026-12-10' };
  const paused = withPause(aSchedule(), until, where);
  const mondays = withSettings(paused, { ...fridays, weekday: 'monday' }, where);
  expect(mondays).toMatchObject({ pending: { week: '2026-12-14' }, state: { paused: until } });
  expect(withSettings(mondays, fridays, where).pending).toEqual(paused.pending);
  expect(withSettings(mondays, fridays, { ...where, last: '2026-12-07' }).pending?.week).toBe('2026-12-14');
  // Once the date is there, the week that is next stays the next one.
  const friday = { ...where, now: Temporal.Instant.from('2026-12-11T12:00:00Z') };
  expect(withSettings(paused, { ...fridays, weekday: 'thursday' }, friday).pending).toEqual(paused.pending);
});
