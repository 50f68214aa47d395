import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Ticker } from '../../src/jobs/ticker.ts';
import type { Job } from '../../src/jobs/ticker.ts';
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

let now: Temporal.Instant;
let ran: string[];
let ticker: Ticker | undefined;
beforeEach(() => {
  now = someEvening;
  ran = [];
});
afterEach(() => ticker?.[Symbol.asyncDispose]());

const ticking = (...jobs: Job[]): void => {
  ticker = new Ticker({ jobs, services: aClub(), clock: () => now, log: pino({ level: 'silent' }), tickMs: 5 });
};
const daily = (name: string, run: () => Promise<void> = () => Promise.resolve()): Job => ({
  ...{ name, every: Temporal.Duration.from({ hours: 24 }) },
  run: () => {
    ran.push(name);
    return run();
  },
});
const someTicks = () => sleep(50);

test('a job runs at the start, and then each time its time has passed by the clock', async () => {
  ticking(daily('purge'));
  await expect.poll(() => ran).toEqual(['purge']);
  now = now.add({ hours: 23 });
  await someTicks();
  expect(ran).toEqual(['purge']);
  now = now.add({ hours: 1 });
  await expect.poll(() => ran).toEqual(['purge', 'purge']);
});

test('after a long sleep of the machine a job runs once', async () => {
  ticking(daily('purge'));
  await expect.poll(() => ran).toEqual(['purge']);
  now = now.add({ hours: 24 * 40 });
  await expect.poll(() => ran).toEqual(['purge', 'purge']);
  await someTicks();
  expect(ran).toEqual(['purge', 'purge']);
});

test('a job that fails is due again at its next time, and keeps no other', async () => {
  ticking(
    daily('broken', () => Promise.reject(new Error('broken'))),
    daily('purge'),
  );
  await expect.poll(() => ran).toEqual(['broken', 'purge']);
  now = now.add({ hours: 24 });
  await expect.poll(() => ran).toEqual(['broken', 'purge', 'broken', 'purge']);
});

test('a job never runs twice at once, and a stop waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  ticking(daily('slow', () => promise));
  await someTicks();
  now = now.add({ hours: 48 });
  await someTicks();
  expect(ran).toEqual(['slow']);
  let stopped = false;
  const stopping = ticker?.[Symbol.asyncDispose]().then(() => {
    stopped = true;
  });
  await someTicks();
  expect(stopped).toBe(false);
  resolve();
  await stopping;
  expect(stopped).toBe(true);
});

test('a job without a time of its own runs at every look at the clock', async () => {
  ticking({ name: 'always', run: () => void ran.push('always') });
  await expect.poll(() => ran.length).toBeGreaterThan(2);
});
