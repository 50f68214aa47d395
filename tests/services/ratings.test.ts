import { expect, test } from 'vitest';
import type { Score } from '../../src/domain/rating.ts';
import { aFilm } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const films = [aFilm({ id: 'a', themes: [{ id: 'memory' }] }), aFilm({ id: 'b' }), aFilm({ id: 'c' })];
const question = { kind: 'best', filter: {}, since: undefined, minVotes: 1 } as const;

/** A club in which members, numbered through, gave these scores on some evening. */
async function aRatedClub(given: Readonly<Record<string, readonly Score[]>>) {
  const club = aClub(films);
  for (const [filmId, scores] of Object.entries(given))
    for (const [member, score] of scores.entries())
      await club.ratings.rate({
        ...{ guildId: '1', userId: String(member), filmId, score },
        ...{ source: 'button', updatedAt: someEvening },
      });
  return club;
}

test('the latest rating of a member replaces the one before', async () => {
  const { ratings } = aClub(films);
  const rating = { guildId: '1', userId: '7', filmId: 'a', source: 'command', updatedAt: someEvening } as const;
  expect((await ratings.rate({ ...rating, score: 2 })).before).toBeUndefined();
  expect((await ratings.rate({ ...rating, score: 5 })).before).toBe(2);
  expect(await ratings.tally('1', 'a')).toMatchObject({ count: 1, average: 5 });
  expect(await ratings.withdraw(rating, someEvening)).toBe(5);
  expect(await ratings.of(rating)).toBeUndefined();
});

test('a ranking by theme keeps to the theme, and measures with the whole club’s average', async () => {
  const { ratings } = await aRatedClub({ a: [4, 4], b: [1, 1] });
  const { places, mean } = await ratings.top('1', { ...question, filter: { theme: 'memory' } });
  expect(places.map(({ film }) => film.id)).toEqual(['a']);
  expect(mean).toBe(2.5);
});

test('a ranking of a month forgets what was given before', async () => {
  const { ratings } = await aRatedClub({ a: [5] });
  const { places } = await ratings.top('1', { ...question, since: someEvening.add({ hours: 1 }) });
  expect(places).toEqual([]);
  expect((await ratings.top('1', { ...question, since: someEvening })).places).toHaveLength(1);
});

test('a film that left the library is in no ranking, and another guild has its own', async () => {
  const { ratings } = await aRatedClub({ gone: [5, 5], b: [3] });
  expect((await ratings.top('1', question)).places.map(({ filmId }) => filmId)).toEqual(['b']);
  expect((await ratings.top('2', question)).places).toEqual([]);
});
