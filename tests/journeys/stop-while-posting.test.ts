import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelType } from 'discord.js';
import { expect, test, vi } from 'vitest';
import type { ScheduleSettings } from '../../src/domain/club-schedule.ts';
import { once, WeeklyClub } from '../support/weekly-club.ts';

/* The bot as a process of its own, told to stop (SIGTERM) in the middle of twenty posts. */

const films = Array.from({ length: 20 }, (_, at) => `film-${at}`);

async function twentyPosts() {
  const club = await WeeklyClub.start();
  const bot = await club.bot();
  const db = club.openStore();
  const stop = async (): Promise<number> => {
    const start = performance.now();
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
    return performance.now() - start;
  };
  const held = () => db.selectFrom('occurrences').select('schedule').where('lease_until', '>', 0).execute();
  /** Each in a channel of its own: what waits for one channel is no matter here. */
  const due = (name: string, chosen: Partial<ScheduleSettings> & { inMs?: number }) =>
    club.due(db, name, { channelId: club.playground.world.addChannel(name, ChannelType.GuildText).id, ...chosen });
  return { club, db, stop, held, due };
}

test('a bot that is stopped among twenty posts gives back what it holds; the next one brings all to their end, once', async () => {
  const { club, db, stop, held, due } = await twentyPosts();
  await using _club = club;
  await using _db = db;
  for (const name of films) await due(name, { inMs: 1000, thread: true });
  await vi.waitFor(() => expect(club.posts.length).toBeGreaterThan(2), { timeout: 20_000, interval: 1 });
  const tookMs = await stop();
  // At nine seconds it would end itself, whatever hangs.
  expect(tookMs).toBeLessThan(8500);
  expect(await held()).toEqual([]);
  await club.bot();
  for (const name of films) expect([name, await club.outcome(db, name)]).toEqual([name, once({ thread: true })]);
}, 120_000);

test('a bot that is stopped while Discord hangs ends all the same', async () => {
  const { club, db, stop, held, due } = await twentyPosts();
  await using _club = club;
  await using _db = db;
  club.playground.faults.rest.during(60_000, { method: 'POST', path: /\/messages$/ }, { delayMs: 14_000 });
  for (const name of films) await due(name, { inMs: 1000 });
  await vi.waitFor(() => expect(club.playground.ledger.events('fault').length).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 1,
  });
  await sleep(100);
  const tookMs = await stop();
  expect(tookMs).toBeLessThan(8500);
  expect(await held()).toEqual([]);
  club.playground.faults.clear();
  await club.bot();
  for (const name of films) expect([name, await club.outcome(db, name)]).toEqual([name, once()]);
}, 120_000);

test.each([
  ['as a post is sent', { method: 'POST', path: /\/messages$/ }],
  ['between reactions', { method: 'PUT', path: /3%EF%B8%8F%E2%83%A3\/@me$/ }],
])(
  'a token that Discord refuses %s ends the process with 69, and the next one brings the post to its end',
  async (_when, where) => {
    await using club = await WeeklyClub.start();
    const bot = await club.bot();
    await using db = club.openStore();
    club.playground.faults.rest.next(where, { status: 401 });
    await club.due(db, 'main');
    expect(await bot.ended).toMatchObject({
      ...{ code: 69, stderr: expect.stringMatching(/^kinoklub: Discord refuses the token[^\n]*\n$/) as string },
    });
    await club.bot();
    expect(await club.outcome(db, 'main')).toEqual(once());
  },
  60_000,
);
