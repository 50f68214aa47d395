import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseAhead } from '../../src/domain/chance.ts';
import type { Candidate } from '../../src/domain/chance.ts';
import type { QueueItem, RandomPick } from '../../src/domain/club-schedule.ts';
import { lostItems, planPicks, unpinned } from '../../src/domain/pick.ts';
import { upcoming } from '../../src/domain/schedule.ts';
import { seededRandom } from '../support/library.ts';
import { anItem, aSchedule, fridays } from '../support/schedules.ts';

const { pending, first } = aSchedule();
if (!pending) throw new Error('a schedule has a next occurrence');
const fourWeeks = upcoming(pending, fridays, first, 4);
const all = () => true;
const planned = (queue: readonly QueueItem[], ahead: readonly RandomPick[], known: (id: string) => boolean = all) =>
  planPicks(fourWeeks, { queue, ahead, known }).map(({ pick }) => pick && `${pick.filmId} by ${pick.from}`);

describe('the films to come', () => {
  test('are those of the queue in order, then those of chance', () => {
    const queue = [anItem({ id: 'a', filmId: 'wings' }), anItem({ id: 'b', filmId: 'daisies' })];
    expect(planned(queue, [{ filmId: 'ivan' }])).toEqual([
      'wings by queue',
      'daisies by queue',
      'ivan by random',
      undefined,
    ]);
  });

  test('one that is pinned to a date comes in the week of that date, and the queue waits', () => {
    const queue = [anItem({ id: 'a', filmId: 'wings' }), anItem({ id: 'b', filmId: 'daisies', date: '2026-12-04' })];
    expect(planned(queue, [])).toEqual(['wings by queue', 'daisies by date', undefined, undefined]);
    const first = [anItem({ id: 'a', filmId: 'wings' }), anItem({ id: 'b', filmId: 'daisies', date: '2026-11-27' })];
    expect(planned(first, [])).toEqual(['daisies by date', 'wings by queue', undefined, undefined]);
  });

  test('pass over what the library does not hold any more, and say what that is', () => {
    const queue = [anItem({ id: 'a', filmId: 'gone' }), anItem({ id: 'b', filmId: 'wings' })];
    const known = (id: string): boolean => id !== 'gone';
    expect(planned(queue, [{ filmId: 'gone' }, { filmId: 'ivan' }], known).slice(0, 2)).toEqual([
      'wings by queue',
      'ivan by random',
    ]);
    expect(lostItems(queue, known).map(({ id }) => id)).toEqual(['a']);
  });

  test('what was previewed is what comes, week after week', () => {
    const aPlan = fc.record({
      queue: fc.array(fc.record({ pinned: fc.option(fc.integer({ min: 0, max: 3 })) }), { maxLength: 6 }),
      ahead: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(aPlan, ({ queue, ahead }) => {
        let items = queue.map(({ pinned }, at) =>
          anItem({
            ...{ id: `q${at}`, filmId: `queued-${at}` },
            date:
              pinned === null
                ? undefined
                : fourWeeks[pinned]?.at.toZonedDateTimeISO('Europe/Moscow').toPlainDate().toString(),
          }),
        );
        let chance = Array.from({ length: ahead }, (_, at) => ({ filmId: `chance-${at}` }));
        const plan = (from: number) => planPicks(fourWeeks.slice(from), { queue: items, ahead: chance, known: all });
        const promised = plan(0);
        for (const [week, promise] of promised.entries()) {
          const [now] = plan(week);
          expect(now?.pick?.filmId).toBe(promise.pick?.filmId);
          if (now?.pick?.item) items = items.filter(({ id }) => id !== now.pick?.item?.id);
          else chance = chance.slice(1);
        }
      }),
    );
  });
});

describe('chance', () => {
  const pool: Candidate[] = Array.from({ length: 12 }, (_, at) => ({
    ...{ filmId: `film-${at}`, themes: [`theme-${at % 3}`] },
  }));
  const choose = (before: readonly RandomPick[], parts: Partial<Parameters<typeof chooseAhead>[1]> = {}) =>
    chooseAhead(before, {
      ...{ mode: 'queue_then_random', theme: undefined, pool, themes: ['theme-0', 'theme-1', 'theme-2'] },
      ...{ lastTheme: undefined, count: 8, random: seededRandom(7) },
      ...parts,
    });

  test('keeps what it has chosen, and chooses no film twice', () => {
    const before = choose([], { count: 3 });
    const after = choose(before, { random: seededRandom(8) });
    expect(after.slice(0, 3)).toEqual(before);
    expect(new Set(after.map(({ filmId }) => filmId)).size).toBe(8);
    expect(choose(after, { count: 100 })).toHaveLength(12);
  });

  test('drops what may not come any more, and nothing else', () => {
    const before = choose([], { count: 4 });
    const after = choose(before, { count: 4, pool: pool.filter(({ filmId }) => filmId !== before[1]?.filmId) });
    expect(after.slice(0, 3)).toEqual([before[0], before[2], before[3]]);
    expect(after).toHaveLength(4);
  });

  test('chooses only of the theme, where there is one, and nothing where moderators choose all', () => {
    const found = choose([], { theme: 'theme-1' }).map(({ filmId }) => filmId);
    expect(found.toSorted()).toEqual(['film-1', 'film-10', 'film-4', 'film-7']);
    expect(choose([], { mode: 'queue_only' })).toEqual([]);
  });

  test('lets the themes take turns, from the one given, over those that have no film left', () => {
    const turns = (parts: Partial<Parameters<typeof chooseAhead>[1]>) =>
      choose([], { mode: 'theme_rotation', count: 4, ...parts }).map(({ theme }) => theme);
    expect(turns({ theme: 'theme-1' })).toEqual(['theme-1', 'theme-2', 'theme-0', 'theme-1']);
    expect(turns({ lastTheme: 'theme-2' })).toEqual(['theme-0', 'theme-1', 'theme-2', 'theme-0']);
    const without = pool.filter(({ themes }) => !themes.includes('theme-1'));
    expect(turns({ pool: without })).toEqual(['theme-0', 'theme-2', 'theme-0', 'theme-2']);
  });
});

test('what was pinned to weeks that are over is the first in line, what is pinned to later ones stays', () => {
  const [past, present, line] = [
    anItem({ id: 'a', date: '2026-11-27' }),
    anItem({ id: 'b', date: '2026-12-04' }),
    anItem({ id: 'c' }),
  ];
  expect(unpinned([past, present, line], '2026-11-30')).toEqual([{ ...past, date: undefined }, present, line]);
  const queue = [present, line];
  expect(unpinned(queue, '2026-11-30')).toBe(queue);
});
