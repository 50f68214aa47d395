import { describe, expect, test } from 'vitest';
import type { PoolName } from '../../src/domain/film-list.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const films = ['a', 'b', 'c'].map((id) => aFilm({ id }));
const anna = { guildId: '1', userId: '7' };
const boris = { guildId: '1', userId: '8' };
const rating = { ...anna, score: 4, source: 'command', updatedAt: someEvening } as const;

/** Draws so often, and tells each film and how many are left. */
async function drawn(club: Services, from: PoolName, times: number, place = anna) {
  const seen: [string, number][] = [];
  for (let at = 0; at < times; at += 1) {
    const pool = await club.lists.pool(from, place);
    const { film, left } = await club.draws.draw(pool.scope, {}, pool);
    seen.push([film.id, left]);
  }
  return seen;
}
const idsOf = (draws: readonly (readonly [string, number])[]) => draws.map(([id]) => id).toSorted();

test('whoever rated a film has seen it, wherever that was', async () => {
  const { lists, ratings } = aClub(films);
  await ratings.rate({ ...rating, guildId: '9', filmId: 'b' });
  await lists.put('seen', 'a', anna, someEvening);
  expect(await lists.seenBy('7')).toEqual(['a', 'b']);
  expect(await lists.seenBy('8')).toEqual([]);
});

describe('a draw', () => {
  test('from a watchlist brings each of its films once, in whichever guild the member draws', async () => {
    const club = aClub(films);
    for (const id of ['a', 'b']) await club.lists.put('watchlist', id, anna, someEvening);
    const first = await drawn(club, 'watchlist', 1);
    const second = await drawn(club, 'watchlist', 1, { ...anna, guildId: '2' });
    expect(idsOf([...first, ...second])).toEqual(['a', 'b']);
    expect([...first, ...second].map(([, left]) => left)).toEqual([1, 0]);
  });

  test('from a watchlist uses up nobody else’s, and nothing of the club’s', async () => {
    const club = aClub(films);
    for (const member of [anna, boris]) await club.lists.put('watchlist', 'a', member, someEvening);
    await drawn(club, 'watchlist', 1);
    expect(await drawn(club, 'watchlist', 1, boris)).toEqual([['a', 0]]);
    expect(idsOf(await drawn(club, 'all', 3))).toEqual(['a', 'b', 'c']);
  });

  test('from a list that changes on the way repeats nothing and misses nothing', async () => {
    const club = aClub(films);
    for (const id of ['a', 'b']) await club.lists.put('watchlist', id, anna, someEvening);
    const [first] = await drawn(club, 'watchlist', 1);
    // What came is taken off, put back, and another film comes to it.
    await club.lists.takeOff('watchlist', first?.[0] ?? '', '7');
    await club.lists.put('watchlist', first?.[0] ?? '', anna, someEvening);
    await club.lists.put('watchlist', 'c', anna, someEvening);
    const rest = await drawn(club, 'watchlist', 2);
    expect(idsOf([...(first ? [first] : []), ...rest])).toEqual(['a', 'b', 'c']);
    expect(rest.map(([, left]) => left)).toEqual([1, 0]);
  });

  test('of what the club has not seen leaves out what anybody marked or rated there, and only there', async () => {
    const club = aClub(films);
    await club.lists.put('seen', 'a', boris, someEvening);
    await club.ratings.rate({ ...rating, filmId: 'b' });
    expect(await drawn(club, 'unseen_by_club', 2)).toEqual([
      ['c', 0],
      ['c', 0],
    ]);
    expect(idsOf(await drawn(club, 'unseen_by_club', 3, { ...anna, guildId: '2' }))).toEqual(['a', 'b', 'c']);
    await expect(club.lists.pool('unseen_by_club', { ...anna, guildId: undefined as never })).rejects.toMatchObject({
      key: 'random.guild-only',
    });
  });

  test('of what a member marked in direct messages tells no club', async () => {
    const club = aClub(films);
    await club.lists.put('seen', 'a', { userId: '7', guildId: undefined }, someEvening);
    expect(idsOf(await drawn(club, 'unseen_by_me', 2))).toEqual(['b', 'c']);
    expect(idsOf(await drawn(club, 'unseen_by_club', 3))).toEqual(['a', 'b', 'c']);
  });

  test('from nothing says what is empty', async () => {
    const club = aClub(films);
    await expect(drawn(club, 'watchlist', 1)).rejects.toMatchObject({
      ...{ key: 'random.empty.watchlist', params: { count: 3, size: 0 } },
    });
    for (const { id } of films) await club.lists.put('seen', id, anna, someEvening);
    await expect(drawn(club, 'unseen_by_me', 1)).rejects.toMatchObject({
      ...{ key: 'random.empty.unseen_by_me', params: { count: 3, size: 3 } },
    });
    await expect(drawn(club, 'unseen_by_club', 1, boris)).rejects.toMatchObject({ key: 'random.empty.unseen_by_club' });
    const pool = await club.lists.pool('unseen_by_me', anna);
    await expect(club.draws.draw(pool.scope, { decade: 2000 }, pool)).rejects.toMatchObject({ key: 'random.empty' });
  });
});
