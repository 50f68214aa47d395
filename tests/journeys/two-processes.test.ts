import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { seededRandom } from '../support/library.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { once, WeeklyClub } from '../support/weekly-club.ts';

/* Bots as processes of their own that share one real PostgreSQL, and what may happen to it and to them. */

/** More by `KILL_SEEDS=50`. */
const seeds = Number(process.env['KILL_SEEDS'] ?? 1);
const timeout = 60_000 + seeds * 30_000;

describe.skipIf(noPostgres !== '')(`films of the week of two processes on one PostgreSQL${noPostgres}`, () => {
  let server: PostgresServer;
  let club: WeeklyClub;
  let store: Database;
  let env: { DATABASE_URL: string };
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    club = await WeeklyClub.start();
    env = { DATABASE_URL: await server.freshUrl() };
    store = await openDatabase(env.DATABASE_URL, { log: pino({ level: 'silent' }) });
  });
  afterEach(async () => {
    await club[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  });

  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `film-${at}`);
  const steps = { thread: true, pin: true };
  const finished = async (films: readonly string[]): Promise<void> => {
    for (const name of films) expect([name, await club.outcome(store.db, name)]).toEqual([name, once(steps)]);
  };
  const twoBots = async () => [await club.bot(env), await club.bot(env)];
  const stopBots = async (bots: Awaited<ReturnType<typeof twoBots>>): Promise<void> => {
    for (const { child } of bots) child.kill('SIGTERM');
    for (const { ended } of bots) expect(await ended).toMatchObject({ code: 0, stderr: '' });
  };
  /** Somebody works on it, or has worked on it and died: after this nobody has the right to it any more. */
  const leasesRunOut = (): void => club.pass(125);

  test('both alive: each film once', { timeout }, async () => {
    const bots = await twoBots();
    const films = names(6);
    for (const name of films) await club.due(store.db, name, { inMs: 500, ...steps });
    await finished(films);
    expect(club.posts).toHaveLength(films.length);
    await stopBots(bots);
  });

  test('one killed at any moment: the other brings every film to its end, once', { timeout }, async () => {
    const random = seededRandom(Number(process.env['SEED'] ?? 1));
    await club.bot(env);
    for (let seed = 0; seed < seeds; seed += 1) {
      await store.db.deleteFrom('session_starts').execute();
      const bot = await club.bot(env);
      const films = names(3).map((name) => `${name}-${seed}`);
      const before = club.posts.length;
      for (const name of films) await club.due(store.db, name, steps);
      await vi.waitFor(() => expect(club.posts.length).toBeGreaterThan(before), { timeout: 30_000, interval: 1 });
      await sleep(800 * random());
      bot.child.kill('SIGKILL');
      await bot.ended;
      leasesRunOut();
      await finished(films);
    }
  });

  test('PostgreSQL stopped around the due time: nobody ends, each film once', { timeout }, async () => {
    const bots = await twoBots();
    const films = names(3);
    for (const name of films) await club.due(store.db, name, { inMs: 2500, ...steps });
    await server.stop();
    await sleep(3500);
    expect(club.posts).toHaveLength(0);
    await server.resume();
    await finished(films);
    await stopBots(bots);
  });

  test('PostgreSQL stopped in the middle of posting: each film once', { timeout }, async () => {
    const random = seededRandom(Number(process.env['SEED'] ?? 1));
    const bots = await twoBots();
    for (let seed = 0; seed < seeds; seed += 1) {
      const films = names(3).map((name) => `${name}-${seed}`);
      const before = club.posts.length;
      for (const name of films) await club.due(store.db, name, steps);
      await vi.waitFor(() => expect(club.posts.length).toBeGreaterThan(before), { timeout: 30_000, interval: 1 });
      await sleep(300 * random());
      await server.stop();
      await sleep(300 * random());
      await server.resume();
      leasesRunOut();
      await finished(films);
    }
    await stopBots(bots);
  });

  test('connections ended again and again: each film once', { timeout }, async () => {
    const bots = await twoBots();
    const films = names(4);
    for (const name of films) await club.due(store.db, name, { inMs: 1000, ...steps });
    const occurrences = new OccurrenceStore(store.db);
    const open = async (): Promise<number> => {
      const history = await occurrences.history(club.playground.world.guild.id, { limit: 50 }).catch(() => []);
      return films.length - history.filter(({ posting }) => posting.state === 'done').length;
    };
    for (let times = 0; times < 40 && (await open()) > 0; times += 1) {
      await server.terminateAll();
      await sleep(100);
      if (times % 5 === 4) leasesRunOut();
    }
    leasesRunOut();
    await finished(films);
    await stopBots(bots);
  });
});
