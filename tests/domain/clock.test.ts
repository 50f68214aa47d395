import { expect, test } from 'vitest';
import { inOrder } from '../../src/domain/clock.ts';
import { someEvening } from '../support/requests.ts';

const at = (minutes: number, milliseconds = 0): Temporal.Instant => someEvening.add({ minutes, milliseconds });

test('what comes later has a later time, also in one moment, and when the clock has gone back, until it has caught up', () => {
  const order = inOrder();
  expect([at(0), at(0), at(-10), at(-5), at(1)].map(order)).toEqual([at(0), at(0, 1), at(0, 2), at(0, 3), at(1)]);
});

test('a clock that was wrong by more than an hour is believed when it is right again', () => {
  const order = inOrder();
  expect([at(24 * 60), at(0), at(-1), at(1)].map(order)).toEqual([at(24 * 60), at(0), at(0, 1), at(1)]);
});
