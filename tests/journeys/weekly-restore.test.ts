import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backUpStore, restoreStore } from '../../src/stores/database/database.ts';
import { once, WeeklyClub } from '../support/weekly-club.ts';

/* The bot as a process of its own, killed after it has posted, on a store that is older than that afterwards. */
let club: WeeklyClub;
beforeEach(async () => {
  club = await WeeklyClub.start();
});
afterEach(() => club[Symbol.asyncDispose]());

const steps = { thread: true, pin: true };
const backup = (): string => join(club.folder, 'backup.db');

/** The store is copied, then the film is posted, and the bot is killed once so many reactions are there. */
async function postedSinceBackup(reactions: number): Promise<void> {
  const bot = await club.bot();
  await using db = club.openStore();
  await club.due(db, 'main', { inMs: 2500, ...steps });
  backUpStore(`sqlite:${club.storePath}`, backup(), { keep: 1, now: club.now });
  const seeds = (): number => club.playground.ledger.events('reaction').length;
  await vi.waitFor(() => expect([club.posts.length, seeds() >= reactions]).toEqual([1, true]), {
    timeout: 30_000,
    interval: 5,
  });
  bot.child.kill('SIGKILL');
  await bot.ended;
}

/** Starts the bot and waits until its film has come to something. */
async function outcome() {
  await club.bot();
  await using db = club.openStore();
  return await club.outcome(db, 'main');
}

test.each([
  ['a moment', 0, 0],
  ['minutes', 150, 3],
  ['hours', 3 * 3600, 5],
])(
  'a store that lost its last seconds, and %s later the bot starts: one post',
  async (_later, seconds, reactions) => {
    await postedSinceBackup(reactions);
    for (const part of ['-wal', '-shm']) rmSync(`${club.storePath}${part}`, { force: true });
    copyFileSync(backup(), club.storePath);
    club.pass(seconds);
    expect(await outcome()).toEqual(once(steps));
  },
  60_000,
);

test('a store restored from a backup, hours later: the post is found, and brought to its end', async () => {
  await postedSinceBackup(2);
  club.pass(3 * 3600);
  restoreStore(`sqlite:${club.storePath}`, backup(), club.now);
  expect(await outcome()).toEqual(once(steps));
}, 60_000);

test('a store restored from a backup does not bring back what a moderator has deleted: moderators are asked', async () => {
  await postedSinceBackup(2);
  club.pass(600);
  const [post] = [...club.playground.world.messages.values()];
  if (post) club.playground.posts.remove(post);
  restoreStore(`sqlite:${club.storePath}`, backup(), club.now);
  const bot = await club.bot();
  await bot.until('moderators are told');
  await using db = club.openStore();
  expect((await club.history(db, 'main'))[0]).toMatchObject({ posting: { state: 'unsure' }, reason: 'restored' });
  expect(bot.output.stdout).toMatch(/"kind":"unsure","reason":"restored"/);
  // What is due after the restore is none of that.
  await club.due(db, 'next');
  expect(await club.outcome(db, 'next')).toEqual(once());
  expect(club.posts).toHaveLength(2);
}, 60_000);
