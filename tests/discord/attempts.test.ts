import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Attempts, healthyMs } from '../../src/discord/attempts.ts';
import { delayMs } from '../../src/discord/patience.ts';

/*
 * What 20 minutes without Discord cost, in scaled time: the real rules, a clock that only jumps. That the bot really comes
 * back is told by tests/journeys/outage.test.ts.
 */
const minuteMs = 60_000;
const outageMs = 20 * minuteMs;
const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const drawn = (stream: Iterator<number>) => () => stream.next().value as number;

/** When attempts begin while the gateway is away, or throws the bot out after `lastMs` each time. */
function attemptsIn(spanMs: number, random: () => number, lastMs?: number): number[] {
  const attempts = new Attempts();
  const begun: number[] = [];
  for (let nowMs = 0; ;) {
    nowMs += attempts.next(nowMs, random);
    if (nowMs >= spanMs) return begun;
    begun.push(nowMs);
    if (lastMs === undefined) nowMs += 1;
    else {
      attempts.up(nowMs);
      nowMs += Math.max(lastMs, 1);
    }
  }
}

describe('20 minutes of a gateway that is away', () => {
  test('cost fewer than 40 attempts, whatever chance says, and the bot is back within 75 s of its return', () => {
    fc.assert(
      fc.property(chances, (stream) => {
        const begun = attemptsIn(outageMs, drawn(stream));
        expect(begun.length).toBeLessThan(40);
        const pauses = [...begun.slice(1), outageMs].map((atMs, index) => atMs - (begun[index] ?? 0));
        expect(Math.max(...pauses)).toBeLessThanOrEqual(1.25 * minuteMs + 1);
      }),
    );
  });

  test('are as cheap when the bot is let in and thrown out at once: fewer than 40 identifies of 1,000 a day', () => {
    fc.assert(
      fc.property(chances, fc.integer({ min: 0, max: 1000 }), (stream, lastMs) => {
        expect(attemptsIn(outageMs, drawn(stream), lastMs).length).toBeLessThan(40);
      }),
    );
  });

  test('cost fewer than 40 requests for the gateway’s address, of 10,000 that may be invalid', () => {
    fc.assert(
      fc.property(chances, (stream) => {
        const random = drawn(stream);
        let [asked, nowMs] = [0, 0];
        for (let attempt = 1; nowMs < outageMs; attempt += 1) {
          asked += 1;
          nowMs += delayMs(attempt, random);
        }
        expect(asked).toBeLessThan(40);
      }),
    );
  });
});

test('two attempts are at once; after a session that lasted they are again', () => {
  const attempts = new Attempts();
  const next = (nowMs: number) => attempts.next(nowMs, () => 0.5);
  expect([next(0), next(0), next(0), next(1000)]).toEqual([0, 0, 1000, 2000]);
  attempts.up(3000);
  expect(next(3000 + healthyMs)).toBe(4000);
  attempts.up(10_000);
  expect([next(10_001 + healthyMs), next(80_000), next(80_000)]).toEqual([0, 0, 1000]);
});
