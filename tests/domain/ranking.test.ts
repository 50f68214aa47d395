import { expect, test } from 'vitest';
import { rank } from '../../src/domain/ranking.ts';
import type { RankingKind } from '../../src/domain/ranking.ts';
import { scores, tallyOf } from '../../src/domain/rating.ts';

/** A film with so many of each score, 1 first. */
const film = (filmId: string, ...perScore: readonly number[]) => ({
  filmId,
  tally: tallyOf(scores.map((score, at) => ({ score, count: perScore[at] ?? 0 }))),
});

const club = [
  film('loved', 0, 0, 0, 2, 20),
  film('perfect-but-few', 0, 0, 0, 0, 3),
  film('split', 6, 0, 0, 0, 6),
  film('seen-by-all', 0, 10, 20, 10, 0),
  film('one-five', 0, 0, 0, 0, 1),
];
const ranked = (kind: RankingKind, minVotes = 3) => rank(club, { kind, minVotes }).places.map(({ filmId }) => filmId);

test('the best are those by the Bayesian average, and only with enough ratings', () => {
  expect(ranked('best')).toEqual(['loved', 'perfect-but-few', 'split', 'seen-by-all']);
  expect(ranked('best', 1)).toContain('one-five');
  expect(ranked('best', 100)).toEqual([]);
});

test('the most rated are counted', () => {
  expect(ranked('most_rated')).toEqual(['seen-by-all', 'loved', 'split', 'perfect-but-few']);
});

test('divisive are those over which members differ; where all agree there is nothing to differ about', () => {
  expect(ranked('divisive')).toEqual(['split', 'seen-by-all', 'loved']);
});

test('hidden gems are better than the club’s average, and rated by few', () => {
  expect(ranked('hidden_gems')).toEqual(['perfect-but-few']);
  expect(ranked('hidden_gems', 1)).toEqual(['perfect-but-few', 'one-five']);
});

test('equal films stand in the same order every time', () => {
  const equal = [film('b', 0, 0, 3), film('a', 0, 0, 3)];
  expect(rank(equal, { kind: 'best', minVotes: 1 }).places.map(({ filmId }) => filmId)).toEqual(['a', 'b']);
  expect(rank([], { kind: 'hidden_gems', minVotes: 1 })).toEqual({ places: [], mean: 0 });
});
