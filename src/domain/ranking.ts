import { bayesianAverage, meanOf, varianceOf } from './rating.ts';
import type { Tally } from './rating.ts';

/**
 * What a ranking looks for. `best`: the highest Bayesian average. `most_rated`: the most ratings. `divisive`: the greatest
 * variance, if there is any. `hidden_gems`: by Bayesian average, films better than the club’s average that no more members
 * have rated than the film in the middle.
 */
export const rankings = ['best', 'most_rated', 'divisive', 'hidden_gems'] as const;
export type RankingKind = (typeof rankings)[number];

export type Ranked = Readonly<{ filmId: string; tally: Tally }>;

/** A ranking, and the average of all scores that it was made with. */
export type Ranking<T extends Ranked = Ranked> = Readonly<{ places: readonly T[]; mean: number }>;

/** Ranks films that have at least `minVotes` ratings. Equal films stand in the order of their ids: pages must agree. */
export function rank<T extends Ranked>(
  rated: readonly T[],
  { kind, minVotes }: Readonly<{ kind: RankingKind; minVotes: number }>,
): Ranking<T> {
  const mean = meanOf(rated.map(({ tally }) => tally));
  const middle = median(rated.map(({ tally }) => tally.count));
  const bayesian = ({ tally }: Ranked): number => bayesianAverage(tally, mean);
  const fits: Record<RankingKind, (one: Ranked) => boolean> = {
    best: () => true,
    most_rated: () => true,
    divisive: ({ tally }) => varianceOf(tally) > 0,
    hidden_gems: ({ tally }) => tally.average > mean && tally.count <= middle,
  };
  const worth: Record<RankingKind, (one: Ranked) => number> = {
    best: bayesian,
    most_rated: ({ tally }) => tally.count,
    divisive: ({ tally }) => varianceOf(tally),
    hidden_gems: bayesian,
  };
  const places = rated
    .filter((one) => one.tally.count >= minVotes && fits[kind](one))
    .toSorted((a, b) => worth[kind](b) - worth[kind](a) || bayesian(b) - bayesian(a) || (a.filmId < b.filmId ? -1 : 1));
  return { places, mean };
}

/** The number in the middle; of an even count the higher of the two. */
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
