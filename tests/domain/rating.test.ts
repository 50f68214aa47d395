import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bayesianAverage, meanOf, priorRatings, scores, tallyOf, varianceOf } from '../../src/domain/rating.ts';
import type { Tally } from '../../src/domain/rating.ts';

/** A tally of these scores, one a member. */
const tally = (...given: (typeof scores)[number][]): Tally => tallyOf(given.map((score) => ({ score, count: 1 })));

test('a tally counts each score and takes their average; nothing has none', () => {
  expect(tally(5, 5, 2)).toEqual({ count: 3, average: 4, perScore: [0, 1, 0, 0, 2] });
  expect(tally()).toEqual({ count: 0, average: 0, perScore: [0, 0, 0, 0, 0] });
});

test('the club’s average is that of all scores, not of films', () => {
  expect(meanOf([tally(5), tally(1, 1, 1)])).toBe(2);
  expect(meanOf([])).toBe(0);
});

test('three fives do not outrank thirty ratings of nearly five', () => {
  const thirty = tallyOf([
    { score: 5, count: 24 },
    { score: 4, count: 6 },
  ]);
  expect(bayesianAverage(tally(5, 5, 5), 3)).toBeLessThan(bayesianAverage(thirty, 3));
});

test('the Bayesian average lies between the film’s own and the club’s, and is the formula that is shown', () => {
  const someScores = fc.array(fc.constantFrom(...scores), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(someScores, fc.double({ min: 1, max: 5, noNaN: true }), (given, mean) => {
      const own = tally(...given);
      const value = bayesianAverage(own, mean);
      const sum = given.reduce<number>((total, score) => total + score, 0);
      expect(value).toBeCloseTo((priorRatings * mean + sum) / (priorRatings + given.length), 9);
      expect(value).toBeGreaterThanOrEqual(Math.min(own.average, mean) - 1e-9);
      expect(value).toBeLessThanOrEqual(Math.max(own.average, mean) + 1e-9);
    }),
  );
});

test('members who agree do not lie apart, those who say one and five do most', () => {
  expect(varianceOf(tally(3, 3, 3))).toBe(0);
  expect(varianceOf(tally(1, 5))).toBe(4);
  expect(varianceOf(tally())).toBe(0);
});
