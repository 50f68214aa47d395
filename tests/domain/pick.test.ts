import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseTogether } from '../../src/domain/chance.ts';
import type { Candidate, Chooser } from '../../src/domain/chance.ts';
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

  test('one that is pinned to a week in which nothing comes is the first in line after it', () => {
    const queue = [
      anItem({ id: 'a', filmId: 'wings' }),
      anItem({ id: 'b', filmId: 'daisies', date: '2026-11-20' }),
      anItem({ id: 'c', filmId: 'ivan', date: '2026-12-04' }),
    ];
    expect(planned(queue, []).slice(0, 3)).toEqual(['daisies by queue', 'ivan by date', 'wings by queue']);
    const everyOther = fourWeeks.filter((_, at) => at % 2 === 0);
    const films = planPicks(everyOther, { queue: queue.slice(2), ahead: [{ filmId: 'mirror' }], known: all });
    expect(films.map(({ pick }) => pick?.filmId)).toEqual(['mirror', 'ivan']);
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
        let items: readonly QueueItem[] = queue.map(({ pinned }, at) =>
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
          items = unpinned(items, fourWeeks[week + 1]?.week ?? '');
        }
      }),
    );
  });
});

describe('chance', () => {
  const pool: Candidate[] = Array.from({ length: 12 }, (_, at) => ({
    ...{ filmId: `film-${at}`, themes: [`theme-${at % 3}`] },
  }));
  const turns = (count: number): Temporal.Instant[] => upcoming(pending, fridays, first, count).map(({ at }) => at);
  const chooser = (parts: Partial<Chooser> = {}): Chooser => ({
    ...{ mode: 'queue_then_random', theme: undefined, lastTheme: undefined, before: [], turns: turns(8) },
    ...parts,
  });
  const together = (choosers: readonly Chooser[], seed = 7, films: readonly Candidate[] = pool) =>
    chooseTogether(choosers, {
      ...{ pool: films, themes: ['theme-0', 'theme-1', 'theme-2'], random: seededRandom(seed) },
    });
  const choose = (parts: Partial<Chooser> = {}, seed?: number, films?: readonly Candidate[]) =>
    together([chooser(parts)], seed, films)[0] ?? [];
  const without = (films: readonly (RandomPick | undefined)[]) =>
    pool.filter(({ filmId }) => !films.some((one) => one?.filmId === filmId));

  test('keeps what it has chosen, and chooses no film twice', () => {
    const before = choose({ turns: turns(3) });
    const after = choose({ before }, 8);
    expect(after.slice(0, 3)).toEqual(before);
    expect(new Set(after.map(({ filmId }) => filmId)).size).toBe(8);
    expect(choose({ before: after, turns: turns(100) })).toHaveLength(12);
  });

  test('chooses anew in the place of what may not come any more, and changes nothing else', () => {
    const before = choose({ turns: turns(4) });
    const after = choose({ before, turns: turns(4) }, 8, without([before[1]]));
    expect(after.toSpliced(1, 1)).toEqual(before.toSpliced(1, 1));
    expect(before).not.toContainEqual(after[1]);
  });

  test('chooses only of the theme, where there is one, and nothing where moderators choose all', () => {
    const found = choose({ theme: 'theme-1' }).map(({ filmId }) => filmId);
    expect(found.toSorted()).toEqual(['film-1', 'film-10', 'film-4', 'film-7']);
    expect(choose({ mode: 'queue_only' })).toEqual([]);
  });

  test('lets the themes take turns, from the one given, over those that have no film left', () => {
    const themes = (parts: Partial<Chooser>, films?: readonly Candidate[]) =>
      choose({ mode: 'theme_rotation', turns: turns(4), ...parts }, 7, films).map(({ theme }) => theme);
    expect(themes({ theme: 'theme-1' })).toEqual(['theme-1', 'theme-2', 'theme-0', 'theme-1']);
    expect(themes({ lastTheme: 'theme-2' })).toEqual(['theme-0', 'theme-1', 'theme-2', 'theme-0']);
    const others = pool.filter((film) => !film.themes.includes('theme-1'));
    expect(themes({}, others)).toEqual(['theme-0', 'theme-2', 'theme-0', 'theme-2']);
  });

  test('gives two schedules different films, and the last ones to whose turn comes first', () => {
    const [one = [], other = []] = together([
      chooser(),
      chooser({ turns: turns(8).map((at) => at.add({ hours: 1 })) }),
    ]);
    expect([one.length, other.length]).toEqual([6, 6]);
    expect(new Set([...one, ...other].map(({ filmId }) => filmId)).size).toBe(12);
  });

  test('takes nothing that another has chosen, but the film of both is that of the one whose turn comes first', () => {
    const before = choose();
    const sooner = turns(2).map((at) => at.subtract({ hours: 1 }));
    const [all = [], rest = []] = together([chooser({ before }), chooser({ turns: sooner })], 8);
    expect(all).toEqual(before);
    expect(before).not.toContainEqual(rest[0]);
    const [kept = [], taken = []] = together([chooser({ before }), chooser({ before, turns: sooner })], 8);
    expect(taken.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(kept.slice(2)).toEqual(before.slice(2));
  });

  test('keeps what has no turn for now, until another has no film left', () => {
    const before = choose();
    const paused = chooser({ before, turns: [] });
    const [kept, four] = together([paused, chooser({ turns: turns(4) })]);
    expect([kept, four?.length]).toEqual([before, 4]);
    const [left, six] = together([paused, chooser({ turns: turns(6) })]);
    expect([left?.length, six?.length]).toEqual([6, 6]);
    expect(before).toEqual(expect.arrayContaining([...(left ?? [])]));
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
