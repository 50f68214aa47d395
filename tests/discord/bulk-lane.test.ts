import { RateLimitError } from '@discordjs/rest';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BulkLane, LaneClosed } from '../../src/discord/bulk-lane.ts';

test('calls leave one by one: never more than 48 in any second, and hardly fewer', async () => {
  const lane = new BulkLane();
  const leftMs: number[] = [];
  const call = (): Promise<void> => lane.go(async () => void leftMs.push(performance.now()));
  await Promise.all(Array.from({ length: 120 }, call));
  for (const [at, from] of leftMs.entries())
    expect(leftMs.slice(at).filter((ms) => ms < from + 1000).length).toBeLessThanOrEqual(48);
  const tookMs = (leftMs.at(-1) ?? 0) - (leftMs[0] ?? 0);
  expect(tookMs).toBeGreaterThan((119 / 48) * 1000 - 120);
  expect(tookMs).toBeLessThan((119 / 48) * 1000 * 1.5);
});

test('what the network brings late and together is no more than that either, and an even delay costs nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const lane = new BulkLane();
  const cameMs: number[] = [];
  // A second of a bad connection, and again after a while.
  const delayMs = (at: number): number => (at % 200 < 20 ? 400 : 60);
  const send = (at: number): Promise<void> =>
    lane.go(async () => {
      await new Promise((resolve) => setTimeout(resolve, delayMs(at)));
      cameMs.push(performance.now());
    });
  const sent = Promise.all(Array.from({ length: 600 }, (_, at) => send(at)));
  await vi.runAllTimersAsync();
  await sent;
  for (const from of cameMs)
    expect(cameMs.filter((ms) => ms >= from && ms < from + 1000).length).toBeLessThanOrEqual(48);
  expect((cameMs.at(-1) ?? 0) - (cameMs[0] ?? 0)).toBeLessThan((600 / 48) * 1000 * 1.1);
});

test('a call without an answer keeps its place for a few seconds, and not for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const lane = new BulkLane({ most: 2 });
  const hang = (): Promise<never> => lane.go(() => new Promise<never>(() => undefined));
  void hang();
  void hang();
  let atMs = 0;
  const third = lane.go(async () => {
    atMs = performance.now();
  });
  await vi.runAllTimersAsync();
  await third;
  expect(atMs).toBeGreaterThan(5000);
  expect(atMs).toBeLessThan(7000);
});

test('a limit of the whole bot holds up what comes after it, and the call hears of it', async () => {
  const lane = new BulkLane();
  const limit = { timeToReset: 300, retryAfter: 300, global: true, limit: 50, method: 'POST', hash: '', url: '' };
  const limited = new RateLimitError({ ...limit, route: '', majorParameter: '', sublimitTimeout: 0, scope: 'global' });
  await expect(lane.go(() => Promise.reject(limited))).rejects.toBe(limited);
  const beforeMs = performance.now();
  await lane.go(() => Promise.resolve());
  expect(performance.now() - beforeMs).toBeGreaterThan(250);
});

test('what a limit would hold up for minutes is told so at once, and goes when it is over', async () => {
  const lane = new BulkLane();
  lane.pause(7200_000);
  let made = 0;
  const calls = Array.from({ length: 3 }, () => lane.go(async () => (made += 1)));
  for (const call of calls) await expect(call).rejects.toThrow(LaneClosed);
  expect(made).toBe(0);
  const other = new BulkLane();
  other.pause(200);
  const beforeMs = performance.now();
  await other.go(() => Promise.resolve());
  expect(performance.now() - beforeMs).toBeGreaterThan(150);
});

test('a call that fails takes only its own turn', async () => {
  const lane = new BulkLane();
  await expect(lane.go(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await lane.go(() => Promise.resolve(7))).toBe(7);
});
