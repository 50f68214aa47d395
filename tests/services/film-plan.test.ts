import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FilmIndex } from '../../src/data/film-index.ts';
import { modes } from '../../src/domain/club-schedule.ts';
import type { QueueItem, Schedule } from '../../src/domain/club-schedule.ts';
import type { Notice } from '../../src/domain/notice.ts';
import { withPause } from '../../src/domain/schedule-change.ts';
import { dateIn, nextAfter, upcoming, weekdays } from '../../src/domain/schedule.ts';
import type { Week } from '../../src/domain/schedule.ts';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { DuePosts } from '../../src/services/due-posts.ts';
import { FilmPlan } from '../../src/services/film-plan.ts';
import { memoryDatabase } from '../support/database.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { NoticeStore } from '../../src/stores/notice-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { aFilm, aLibrary, seededRandom } from '../support/library.ts';
import { anItem, aSchedule, fridays, wednesday } from '../support/schedules.ts';

const guildId = '1';

/** A club of several schedules, with what claims its films when they are due. */
async function aClub(films: number, seed: number) {
  const database = await memoryDatabase();
  const { db } = database;
  const [schedules, occurrences, notices] = [new ScheduleStore(db), new OccurrenceStore(db), new NoticeStore(db)];
  const settings = new ClubSettings({ store: new GuildSettingsStore(db), changes: new GuildChangeStore(db) });
  const library = Array.from({ length: films }, (_, at) =>
    aFilm({ id: `film-${at}`, themes: [{ id: `theme-${at % 3}` }] }),
  );
  const index = new FilmIndex(aLibrary(library));
  const plan = new FilmPlan({ films: index, schedules, occurrences, settings, random: seededRandom(seed) });
  const due = new DuePosts({ films: index, schedules, occurrences, settings, plan });
  return {
    ...{ schedules, occurrences, plan },
    put: async (schedule: Schedule, queue: readonly QueueItem[] = []): Promise<void> => {
      await schedules.put(schedule);
      await schedules.change(schedule, () => ({ queue }));
    },
    /** Posts everything that is due by then, and gives back what moderators are told. */
    post: async (now: Temporal.Instant): Promise<readonly Notice[]> => {
      for (let more = true; more;) {
        const claimed = await due.claim(now, now, { most: 3 });
        ({ more } = claimed);
      }
      const told = await notices.take(now, now, 1000);
      for (const notice of told) await notices.settle(notice, undefined);
      return told.flatMap(({ notice }) => notice ?? []);
    },
    /** What a preview of the next eight shows. */
    preview: async (name: string): Promise<ReadonlyMap<Week, string | undefined>> => {
      const planned = (await plan.next({ guildId, name }, 8))?.plan ?? [];
      return new Map(planned.map(({ occurrence, pick }) => [occurrence.week, pick?.filmId]));
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

type Club = Awaited<ReturnType<typeof aClub>>;

const aClubSchedule = fc.record({
  settings: fc.record({
    weekday: fc.constantFrom(...weekdays),
    // Few enough that two are often due in the same minute.
    time: fc.constantFrom('02:30', '20:00'),
    timeZone: fc.constantFrom('Europe/Moscow', 'America/New_York'),
    everyWeeks: fc.integer({ min: 1, max: 3 }),
    mode: fc.constantFrom(...modes),
    theme: fc.constantFrom(undefined, 'theme-0', 'theme-1'),
    graceHours: fc.constantFrom(0, 24, 144),
  }),
  /** For ever, or until so many days from now. */
  paused: fc.option(fc.oneof(fc.constant('for ever' as const), fc.integer({ min: 1, max: 40 }))),
  /** Films for a turn, or pinned to one of the first dates; some are in the queues of others as well. */
  queue: fc.uniqueArray(fc.record({ film: fc.nat(9), date: fc.option(fc.nat(7), { nil: undefined }) }), {
    maxLength: 5,
    selector: ({ film, date }) => date ?? film + 100,
  }),
});

const named = (at: number): string => `schedule-${at}`;

async function found(club: Club, chosen: readonly (typeof aClubSchedule extends fc.Arbitrary<infer T> ? T : never)[]) {
  for (const [at, { settings, paused, queue }] of chosen.entries()) {
    const all = { ...fridays, ...settings };
    const pending = nextAfter(wednesday, all);
    const schedule = aSchedule({ name: named(at), settings: all, first: pending.week, pending });
    // Some of the dates are in weeks in which nothing comes.
    const weeks = upcoming(pending, { ...all, everyWeeks: 1 }, pending.week, 8).map(({ week }) =>
      dateIn(week, all).toString(),
    );
    const items = queue.map(({ film, date }, nth) =>
      anItem({ id: `${at} ${nth}`, filmId: `film-${film}`, date: date === undefined ? undefined : weeks[date] }),
    );
    const until =
      typeof paused === 'number' ? { until: dateIn(pending.week, all).add({ days: paused }).toString() } : {};
    await club.put(paused === null ? schedule : withPause(schedule, until, { now: wednesday, last: undefined }), items);
  }
}

test('what every preview of a club shows is what comes, whichever of its schedules posts, on time, late or never', async () => {
  const aStory = fc.record({
    films: fc.integer({ min: 10, max: 40 }),
    seed: fc.nat(),
    schedules: fc.array(aClubSchedule, { minLength: 2, maxLength: 4 }),
    /** After so many hours somebody looks again. */
    hours: fc.array(fc.oneof(fc.integer({ min: 1, max: 72 }), fc.integer({ min: 1, max: 500 })), { maxLength: 8 }),
    /** The schedules of which moderators look at the preview first. */
    seen: fc.array(fc.nat(3), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(aStory, async ({ films, seed, schedules, hours, seen }) => {
      await using club = await aClub(films, seed);
      await found(club, schedules);
      for (const at of seen) await club.preview(named(at));
      const names = schedules.map((_, at) => named(at));
      let now = wednesday;
      for (const passed of hours) {
        const promised = await Promise.all(names.map((name) => club.preview(name)));
        now = now.add({ hours: passed });
        await club.post(now);
        const came = await club.occurrences.history(guildId, { limit: 1000 });
        for (const [at, name] of names.entries()) {
          const promise = promised[at] ?? new Map<Week, string>();
          const over = came.filter(({ schedule, key }) => schedule === name && promise.has(key));
          const left = await club.preview(name);
          // A week without a post moves its own schedule on, and no other.
          if (over.some(({ reason }) => reason === 'missed')) {
            const shown = new Set(over.map(({ filmId }) => filmId));
            const kept = [...promise.values()].filter((film) => film !== undefined && !shown.has(film));
            expect([...left.values()]).toEqual(expect.arrayContaining(kept));
            continue;
          }
          const told = new Map([...over.map(({ key, filmId }) => [key, filmId] as const), ...left]);
          for (const [week, film] of promise) expect([name, week, told.get(week)]).toEqual([name, week, film]);
        }
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('two schedules share the last films, and each is told so before it has none', async () => {
  await using club = await aClub(3, 1);
  await club.put(aSchedule({ name: 'a' }));
  await club.put(aSchedule({ name: 'b' }));
  expect([...(await club.preview('b')).values()].filter((film) => film !== undefined)).toHaveLength(1);
  const friday = Temporal.Instant.from('2026-11-27T17:00:00Z');
  const told = async (weeks: number) =>
    (await club.post(friday.add({ hours: 168 * weeks }))).map((notice) =>
      notice.kind === 'running-out' ? `${notice.schedule} has ${notice.left}` : `${notice.schedule} is ${notice.kind}`,
    );
  expect(await told(0)).toEqual(['a has 1', 'b has 0']);
  expect(await told(1)).toEqual(['a has 0', 'b is skipped']);
  expect(await told(2)).toEqual(['a is skipped', 'b is skipped']);
});
