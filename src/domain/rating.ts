import { z } from 'zod';

export const scores = [1, 2, 3, 4, 5] as const;

/** What a member gives a film: 1 is worst. */
export const Score = z.literal(scores);
export type Score = z.infer<typeof Score>;

/** By what a member rated. The latest counts, whichever it was. */
export type RatingSource = 'command' | 'button' | 'reaction';

/** Whose score it is: one member, one film, one guild. */
export type RatingKey = Readonly<{ guildId: string; userId: string; filmId: string }>;

export type Rating = RatingKey & Readonly<{ score: Score; source: RatingSource; updatedAt: Temporal.Instant }>;

/** What a guild thinks of a film. `perScore`: how often each score was given, 1 first. The average of nothing is 0. */
export type Tally = Readonly<{ count: number; average: number; perScore: readonly number[] }>;

const nothing: Tally = { count: 0, average: 0, perScore: scores.map(() => 0) };

/** The tally of so many of each score; a score that is not mentioned was not given. */
export function tallyOf(given: readonly Readonly<{ score: Score; count: number }>[]): Tally {
  // Most films in most clubs.
  if (given.length === 0) return nothing;
  const perScore = scores.map((score) =>
    given.filter((part) => part.score === score).reduce((sum, part) => sum + part.count, 0),
  );
  const count = perScore.reduce((sum, times) => sum + times, 0);
  const sum = perScore.reduce((total, times, at) => total + times * (at + 1), 0);
  return count === 0 ? nothing : { count, average: sum / count, perScore };
}

/** The average of all scores of all these tallies. */
export function meanOf(tallies: readonly Tally[]): number {
  const count = tallies.reduce((sum, tally) => sum + tally.count, 0);
  const total = tallies.reduce((sum, tally) => sum + tally.count * tally.average, 0);
  return count === 0 ? 0 : total / count;
}

/** How many average ratings a film is given beside its own before it is ranked: `C` in the formula. */
export const priorRatings = 5;

/**
 * The Bayesian average (C·m + Σ) / (C + n): n scores with the sum Σ, as if C = 5 members had also given the club’s average
 * m. Three fives do not outrank thirty ratings of 4.8, and with many ratings the C hardly matter.
 */
export const bayesianAverage = ({ count, average }: Tally, mean: number): number =>
  (priorRatings * mean + count * average) / (priorRatings + count);

/** How far the scores lie apart: the mean square of their distance to the average. 0 when all agree, at most 4. */
export function varianceOf({ count, average, perScore }: Tally): number {
  const squares = perScore.reduce((sum, times, at) => sum + times * (at + 1 - average) ** 2, 0);
  return count === 0 ? 0 : squares / count;
}
