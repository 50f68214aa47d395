import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { weekOf } from '../../src/domain/schedule.ts';
import { Playground } from '../../src/playground/server.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { seededRandom } from '../support/library.ts';
import { startRealBot } from '../support/real-bot.ts';
import { anItem, fridays } from '../support/schedules.ts';

/** More by `KILL_SEEDS=50`: each takes a few seconds. */
const seeds = Number(process.env['KILL_SEEDS'] ?? 1);

/** Where the process is killed: at these requests, before or after the playground has taken them, or at any moment. */
const moments = [
  'at the first message',
  'after the message',
  'between reactions',
  'at the thread',
  'at any time',
] as const;

const log = pino({ level: 'silent' });

/** A club whose film is due in a moment, with two in the queue. */
async function aDueFilm(databaseUrl: string, playground: Playground): Promise<void> {
  await using store = await openDatabase(databaseUrl, { log });
  const now = Temporal.Now.instant();
  const { guild, channels } = playground.world;
  const at = now.add({ seconds: 1 });
  const week = weekOf(at, 'UTC');
  const settings = { ...fridays, timeZone: 'UTC', channelId: channels[0]?.id ?? '', thread: true, pin: true };
  const key = { guildId: guild.id, name: 'main' };
  const state = { ahead: [], skips: [], doubtful: false };
  await new ScheduleStore(store.db).put({ ...key, settings, first: week, pending: { week, at }, state });
  const queue = [anItem({ filmId: 'the-ascent' }), anItem({ id: 'b', filmId: 'wings' })];
  await new ScheduleStore(store.db).change(key, () => ({ queue }));
}

/** Resolves when the moment has come. */
async function comes(moment: (typeof moments)[number], playground: Playground, random: () => number): Promise<void> {
  const after = { 'at the first message': 0, 'after the message': 1, 'between reactions': 1 + Math.ceil(random() * 4) };
  if (moment === 'at any time') return sleep(3000 * random());
  const count = moment === 'at the thread' ? 6 : after[moment];
  if (count === 0) return sleep(950 + 200 * random());
  const done = (): number =>
    playground.ledger.requests.filter(
      ({ method, path, status }) => status < 300 && /\/messages$|@me$/.test(path) && method !== 'GET',
    ).length;
  while (done() < count) await sleep(2);
  return sleep(20 * random());
}

test(
  'killed at any moment and started again: one post, all of its reactions, one thread, and the queue one shorter',
  { timeout: 60_000 + seeds * moments.length * 30_000 },
  async () => {
    const random = seededRandom(Number(process.env['SEED'] ?? 1));
    for (let seed = 0; seed < seeds; seed += 1) {
      for (const moment of moments) {
        await using playground = await Playground.start({ port: 0 });
        const folder = mkdtempSync(join(tmpdir(), 'kinoklub-kill-'));
        const databaseUrl = `sqlite:${join(folder, 'club.db')}`;
        await aDueFilm(databaseUrl, playground);
        const first = startRealBot(playground, { DATABASE_URL: databaseUrl });
        await Promise.race([comes(moment, playground, random), sleep(20_000)]);
        first.child.kill('SIGKILL');
        await first.ended;
        const second = startRealBot(playground, { DATABASE_URL: databaseUrl });
        await second.until('kinoklub is ready');
        const posts = () =>
          [...playground.world.messages.values()].filter(
            ({ message }) => message.author.id === playground.world.bot.id,
          );
        await vi.waitFor(
          () => {
            expect([seed, moment, posts()[0]?.reactions.size]).toEqual([seed, moment, 5]);
            expect(posts()[0]?.message.pinned).toBe(true);
          },
          { timeout: 25_000, interval: 50 },
        );
        second.child.kill('SIGTERM');
        expect((await second.ended).code).toBe(0);
        expect([moment, posts().length]).toEqual([moment, 1]);
        expect(playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
        for (const users of posts()[0]?.reactions.values() ?? []) expect([...users]).toHaveLength(1);
        await using store = await openDatabase(databaseUrl, { log });
        const [stored] = await new ScheduleStore(store.db).list(playground.world.guild.id);
        expect((await new ScheduleStore(store.db).get(stored ?? { guildId: '', name: '' }))?.queue).toHaveLength(1);
        const history = await new OccurrenceStore(store.db).history(playground.world.guild.id, { limit: 9 });
        expect(history.map(({ filmId }) => filmId)).toEqual(['the-ascent']);
        await store[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true });
      }
    }
  },
);
