import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Listeners } from '../../src/discord/listener.ts';
import { listeners } from '../../src/listeners/index.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { servicesOf } from '../support/services.ts';

const post = aPost();
const five = { id: null, name: '5️⃣' };
const told = (more: object = {}): object => ({
  ...{ message_id: post.messageId, user_id: '1', guild_id: post.guildId, emoji: five, burst: false, type: 0 },
  ...more,
});

/** A club with an open post that hears what Discord tells. */
async function aListeningClub() {
  const stores = storesInMemory();
  await stores.posts.add(post);
  const counts = { received: 0, durable: 0 };
  const services = servicesOf(aLibrary([aFilm()]), {
    stores,
    metrics: {
      ...noMetrics,
      reactionReceived: () => (counts.received += 1),
      reactionsDurable: (count) => (counts.durable += count),
    },
  });
  services.ballots.open(post);
  const heard = new Listeners({ listeners, services, log: pino({ level: 'silent' }) });
  const scoreOf = async (userId = '1') => {
    await services.ballots.settled();
    return services.ratings.of({ guildId: post.guildId, userId, filmId: post.filmId });
  };
  return { hear: (t: string, d: object) => heard.hear({ t: `MESSAGE_REACTION_${t}`, d }), scoreOf, services, counts };
}

test('a reaction under a post rates its film, and taking it back withdraws the rating', async () => {
  const { hear, scoreOf } = await aListeningClub();
  hear('ADD', told({ member: { user: { id: '1' } } }));
  expect(await scoreOf()).toBe(5);
  hear('REMOVE', told());
  expect(await scoreOf()).toBeUndefined();
});

test('a super reaction is a reaction, and an emoji without its selector the same emoji', async () => {
  const { hear, scoreOf } = await aListeningClub();
  hear('ADD', told({ burst: true, type: 1, emoji: { id: null, name: '4\u{20e3}' } }));
  expect(await scoreOf()).toBe(4);
});

test('who has an emoji in both ways keeps the score until both are taken back', async () => {
  const { hear, scoreOf } = await aListeningClub();
  const superOne = told({ burst: true, type: 1 });
  hear('ADD', told());
  hear('ADD', superOne);
  hear('REMOVE', told());
  // Discord tells of some removals twice.
  hear('REMOVE', told());
  expect(await scoreOf()).toBe(5);
  hear('REMOVE', superOne);
  expect(await scoreOf()).toBeUndefined();
});

test('bots, other messages, other emoji and custom ones that are called the same count for nothing', async () => {
  const { hear, scoreOf, counts } = await aListeningClub();
  hear('ADD', told({ member: { user: { id: '1', bot: true } } }));
  hear('ADD', told({ message_id: '1' }));
  for (const emoji of [
    { id: null, name: '👍' },
    { id: '7', name: '5️⃣' },
    { id: '7', name: null },
  ])
    hear('ADD', told({ emoji }));
  expect(counts).toEqual({ received: 0, durable: 0 });
  expect(await scoreOf()).toBeUndefined();
});

test('what a moderator clears keeps its ratings', async () => {
  const { hear, scoreOf, counts } = await aListeningClub();
  hear('ADD', told());
  hear('ADD', told({ user_id: '2', emoji: { id: null, name: '1️⃣' } }));
  hear('REMOVE_EMOJI', { message_id: post.messageId, emoji: five });
  hear('REMOVE_ALL', { message_id: post.messageId });
  expect([await scoreOf('1'), await scoreOf('2')]).toEqual([5, 1]);
  // What comes too late takes nothing away.
  hear('REMOVE', told());
  expect(await scoreOf()).toBe(5);
  expect(counts).toEqual({ received: 5, durable: 5 });
});

test('a post that has closed takes no more', async () => {
  const { hear, scoreOf, services } = await aListeningClub();
  services.ballots.close(post.messageId);
  hear('ADD', told());
  expect(await scoreOf()).toBeUndefined();
});
