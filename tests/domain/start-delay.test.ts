import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startDelayMs } from '../../src/domain/start-delay.ts';

const minute = 60_000;
const hour = 60 * minute;

test('three starts in a row are at once, each further one waits twice as long', () => {
  expect(startDelayMs([], 0)).toBe(0);
  expect(startDelayMs([0, 1000], 2000)).toBe(0);
  expect(startDelayMs([0, 1000, 2000], 2000)).toBe(5000);
  expect(startDelayMs([0, 1000, 2000, 7000], 8000)).toBe(9000);
});

test('whoever has waited long enough elsewhere does not wait here', () => {
  expect(startDelayMs([0, 1000, 2000], 7000)).toBe(0);
});

test('what was a day ago does not count any more', () => {
  expect(startDelayMs([0, 1000, 2000], 24 * hour + 1500)).toBe(0);
});

test('a clock that was wrong does not lock the bot out', () => {
  expect(startDelayMs([50 * 365 * 24 * hour, 50 * 365 * 24 * hour, 50 * 365 * 24 * hour], hour)).toBe(5000);
});

test('a supervisor that restarts at once for a whole day uses up a small part of the sessions that Discord allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), (lifeMs) => {
      const starts: number[] = [];
      for (let now = 0; now < 24 * hour; now += lifeMs + 1) {
        now += startDelayMs(starts, now);
        starts.push(now);
      }
      expect(starts.length).toBeLessThan(120);
    }),
    { numRuns: 20 },
  );
});
