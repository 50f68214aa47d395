import { beforeEach, expect, test } from 'vitest';
import type { Services } from '../../src/services/services.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { Lists } from '../support/lists.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

const { guildId, channelId, filmId, emojiSet, locale } = aPost();
const wish = { id: 'wish', guildId, channelId, filmId, mode: 'both', emojiSet, locale } as const;

let now: Temporal.Instant;
let discord: Lists;
let stores: ReturnType<typeof storesInMemory>;
beforeEach(() => {
  now = someEvening;
  discord = new Lists();
  discord.seeded = [];
  stores = storesInMemory();
});

/** A process of the bot on the same store. */
const start = (): Services => servicesOf(aLibrary([aFilm()]), { stores, channels: discord, clock: () => now });
const seedsThere = () => expect.poll(() => discord.seeded, { timeout: 5000 });

test('a post is sent once, with the bot’s own reactions, and then one press more is told of it', async () => {
  const { posts } = start();
  const [first, second] = await Promise.all([posts.publish(wish), posts.publish({ ...wish, id: 'other' })]);
  expect(first).toEqual({ kind: 'done', value: '1400000000000000009' });
  expect(second).toEqual({ kind: 'already', messageId: undefined });
  expect(await posts.publish({ ...wish, id: 'third' })).toEqual({ kind: 'already', messageId: '1400000000000000009' });
  expect(discord.sent).toEqual(['wish']);
  await seedsThere().toEqual([1, 2, 3, 4, 5]);
});

test('where only buttons are wanted there are no reactions, and they do not count', async () => {
  const { posts, ballots, ratings } = start();
  await posts.publish({ ...wish, mode: 'buttons' });
  ballots.give({ messageId: '1400000000000000009', userId: '7', emoji: '5️⃣', isSuper: false });
  await ballots.settled();
  expect(await ratings.of({ guildId, userId: '7', filmId })).toBeUndefined();
  expect(discord.calls).toEqual(['send']);
});

test('what an outage swallowed is sent again with the same nonce', async () => {
  const { posts } = start();
  discord.instead = { send: 'outage' };
  await expect(posts.publish(wish)).rejects.toThrow('does not answer');
  discord.instead = {};
  await posts.tick();
  expect(discord.sent).toEqual(['wish']);
  expect(await posts.ofMessage(guildId, '1400000000000000009')).toMatchObject({ state: 'open', filmId });
});

test('too late for the nonce, the bot looks whether its post is there, and takes it for its own', async () => {
  discord.instead = { send: 'outage' };
  await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
  discord.instead = {};
  now = now.add({ minutes: 5 });
  discord.found = '1400000000000000042';
  const { posts } = start();
  await posts.tick();
  expect(discord.sent).toEqual([]);
  expect(await posts.ofMessage(guildId, '1400000000000000042')).toMatchObject({ state: 'open' });
});

test('a post that is not there after all is forgotten, and may be wished for again', async () => {
  discord.instead = { send: 'outage' };
  await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
  discord.instead = {};
  now = now.add({ minutes: 5 });
  const { posts } = start();
  await posts.tick();
  expect(discord.sent).toEqual([]);
  expect(await posts.publish({ ...wish, id: 'again' })).toMatchObject({ kind: 'done' });
});

test('a call that hangs for minutes is waited for: nobody meanwhile takes its post for one that is not there', async () => {
  discord.instead = { send: 'outage' };
  await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
  discord.instead = {};
  const { posts } = start();
  const answered = Promise.withResolvers<void>();
  discord.sending = answered.promise;
  const hanging = posts.tick();
  await new Promise(setImmediate);
  now = now.add({ minutes: 5 });
  await posts.tick();
  expect(discord.calls).toEqual(['send']);
  answered.resolve();
  await hanging;
  expect(await posts.ofMessage(guildId, '1400000000000000009')).toMatchObject({ state: 'open' });
});

test('where the bot may not look for a post, it keeps it until it may', async () => {
  discord.instead = { send: 'outage' };
  await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
  now = now.add({ minutes: 5 });
  discord.instead = { find: 'refused' };
  const { posts } = start();
  await posts.tick();
  discord.instead = {};
  discord.found = '1400000000000000042';
  now = now.add({ seconds: 5 });
  await posts.tick();
  expect(await posts.ofMessage(guildId, '1400000000000000042')).toMatchObject({ state: 'open' });
});

test.each(['refused', 'outage'] as const)(
  'a look that comes to nothing (%s) is taken less and less often',
  async (what) => {
    discord.instead = { send: 'outage' };
    await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
    discord.instead = { find: what };
    const { posts } = start();
    const looks = async (times: number, each: Temporal.DurationLike): Promise<number> => {
      const before = discord.calls.length;
      for (let time = 0; time < times; time += 1) {
        now = now.add(each);
        await posts.tick();
      }
      return discord.calls.length - before;
    };
    now = now.add({ minutes: 5 });
    expect(await looks(720, { seconds: 5 })).toBeLessThan(12);
    expect(await looks(24 * 6, { minutes: 10 })).toBeLessThan(9);
  },
);

test.each(['refused', 'outage'] as const)('looks (%s) end when the post would be closed', async (what) => {
  discord.instead = { send: 'outage' };
  await expect(start().posts.publish(wish)).rejects.toThrow('does not answer');
  discord.instead = { find: what };
  const { posts } = start();
  for (let day = 0; day < 30; day += 1) {
    now = now.add({ hours: 24 });
    await posts.tick();
  }
  discord.calls.length = 0;
  now = now.add({ hours: 24 });
  await posts.tick();
  expect(discord.calls).toEqual([]);
});

test('a refusal leaves nothing behind', async () => {
  const { posts } = start();
  discord.instead = { send: 'refused' };
  expect(await posts.publish(wish)).toEqual({ kind: 'refused' });
  discord.instead = {};
  await posts.tick();
  expect(discord.sent).toEqual([]);
});

test('reactions that a crash kept from being put there come after the next start', async () => {
  discord.instead = { react: 'outage' };
  await start().posts.publish(wish);
  await expect.poll(() => discord.calls).toContain('react');
  discord.instead = {};
  await start().posts.tick();
  await seedsThere().toEqual([1, 2, 3, 4, 5]);
});

test('where the bot may not react it does not try again', async () => {
  const { posts } = start();
  discord.instead = { react: 'refused' };
  await posts.publish(wish);
  await expect.poll(() => stores.posts.unseeded()).toEqual([]);
  discord.instead = {};
  await posts.tick();
  expect(discord.seeded).toEqual([]);
});

test.each(['published', 'adopted'])(
  'a post with buttons alone closes in its time, without being read (%s)',
  async (how) => {
    const { posts, reconciliation } = start();
    const closesAt = now.add({ hours: 28 * 24 });
    if (how === 'published') await posts.publish({ ...wish, mode: 'buttons' });
    else await posts.adopt({ ...wish, mode: 'buttons' }, { messageId: '1400000000000000009', closesAt });
    const calls = discord.calls.length;
    now = closesAt.subtract({ seconds: 1 });
    await reconciliation.tick();
    expect(await posts.ofMessage(guildId, '1400000000000000009')).toMatchObject({ state: 'open' });
    now = closesAt;
    await reconciliation.tick();
    expect(await posts.ofMessage(guildId, '1400000000000000009')).toMatchObject({ state: 'frozen' });
    expect(discord.calls).toHaveLength(calls);
  },
);

test('under an adopted post each of the bot’s own reactions counts as there once it is, and not before', async () => {
  const { posts, reconciliation, ballots, ratings } = start();
  const messageId = '1400000000000000042';
  await posts.adopt(wish, { messageId, closesAt: undefined });
  for (const userId of ['11', '12']) ballots.give({ messageId, userId, emoji: '5️⃣', isSuper: false });
  discord.stand(5, '11', '12');
  // Read while the bot's own are not there yet.
  now = now.add({ minutes: 6 });
  await reconciliation.tick();
  discord.seeded = [5];
  await posts.seeded(wish.id, 5);
  await posts.seeded(wish.id, 5);
  expect(await posts.ofMessage(guildId, messageId)).toMatchObject({ seeded: [5], toSeed: [] });
  // Somebody clears the post while the bot is away: ratings stay.
  discord.seeded = [];
  discord.stand(5);
  for (let reading = 0; reading < 2; reading += 1) {
    now = now.add({ minutes: 61 });
    await reconciliation.tick();
  }
  expect(await posts.ofMessage(guildId, messageId)).toMatchObject({ seeded: [] });
  expect(await ratings.of({ guildId, userId: '11', filmId })).toBe(5);
});
