import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import { aClub, servicesOf } from '../support/services.ts';

const rating = { userId: '7', filmId: 'a', score: 4, source: 'command', updatedAt: someEvening } as const;

test('a member sees what is known here, how much elsewhere, and can have it forgotten', async () => {
  const { ratings, members, draws } = aClub([aFilm({ id: 'a' })]);
  expect(await members.of('7', '1')).toEqual({
    here: [],
    elsewhere: { ratings: 0, guilds: 0 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: false,
    reactions: 0,
    withdrawals: 0,
  });
  for (const guildId of ['1', '2', '3']) await ratings.rate({ ...rating, guildId });
  await draws.draw('user 7', {});
  const known = await members.of('7', '1');
  expect(known).toEqual({
    here: [{ ...rating, guildId: '1' }],
    elsewhere: { ratings: 2, guilds: 2 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: true,
    reactions: 0,
    withdrawals: 0,
  });

  expect(await members.forgetIn('1', '7', someEvening)).toMatchObject({ ratings: 1 });
  expect(await members.of('7', '1')).toMatchObject({ here: [], elsewhere: { ratings: 2, guilds: 2 } });
  await members.forgetEverywhere('7', someEvening);
  expect(await members.of('7', '1')).toEqual({
    here: [],
    elsewhere: { ratings: 0, guilds: 0 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: false,
    reactions: 0,
    withdrawals: 0,
  });
});

test('a draw that is on its way to the store when all is deleted does not come after the deletion', async () => {
  const stores = storesInMemory();
  const { draws, members } = servicesOf(aLibrary([aFilm({ id: 'a' })]), { stores });
  const write = stores.bags.write.bind(stores.bags);
  const opened = Promise.withResolvers<void>();
  stores.bags.write = async (drawn) => {
    await opened.promise;
    return write(drawn);
  };
  const drawn = draws.draw('user 7', {});
  await setImmediate();
  const forgotten = members.forgetEverywhere('7', someEvening);
  await setImmediate();
  opened.resolve();
  await Promise.all([drawn, forgotten]);
  expect((await members.of('7', undefined)).direct).toBe(false);
});

test('whoever had all deleted draws from the whole library again', async () => {
  const { draws, members } = aClub([aFilm({ id: 'a' }), aFilm({ id: 'b' }), aFilm({ id: 'c' })]);
  const scopes = ['user 7', 'user 77', 'guild 7'];
  for (const scope of scopes) await draws.draw(scope, {});
  await members.forgetEverywhere('7', someEvening);
  const left = await Promise.all(scopes.map(async (scope) => (await draws.draw(scope, {})).left));
  expect(left).toEqual([2, 1, 1]);
});

test('in direct messages every guild is elsewhere', async () => {
  const { ratings, members } = aClub([aFilm({ id: 'a' })]);
  await ratings.rate({ ...rating, guildId: '1' });
  expect(await members.of('7', undefined)).toMatchObject({ here: [], elsewhere: { ratings: 1, guilds: 1 } });
});

test.each(['here', 'everywhere'])('a reaction of a moment ago is forgotten with the rest (%s)', async (where) => {
  const post = aPost();
  const { guildId, messageId, filmId } = post;
  const stores = storesInMemory();
  await stores.posts.add(post);
  const { ballots, members, ratings } = servicesOf(aLibrary([aFilm()]), { stores });
  ballots.open(post);
  ballots.give({ messageId, userId: '7', emoji: '5️⃣', isSuper: false });
  const forgotten = await (where === 'here'
    ? members.forgetIn(guildId, '7', someEvening)
    : members.forgetEverywhere('7', someEvening));
  expect(forgotten).toMatchObject({ ratings: 1 });
  await ballots.settled();
  expect(await ratings.of({ guildId, userId: '7', filmId })).toBeUndefined();
  expect(await members.of('7', guildId)).toMatchObject({ reactions: 0 });
});

test('while the store is away whoever wants to be forgotten is told so, and does not wait for it', async () => {
  const stores = storesInMemory();
  stores.reactions.write = () => Promise.reject(new StoreUnavailable());
  const { members } = servicesOf(aLibrary([aFilm()]), { stores });
  await expect(members.forgetIn('1', '7', someEvening)).rejects.toThrow(StoreUnavailable);
  await expect(members.forgetEverywhere('7', someEvening)).rejects.toThrow(StoreUnavailable);
});
