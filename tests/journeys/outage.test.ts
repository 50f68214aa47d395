import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Playground } from '../../src/playground/server.ts';
import { startClub, Visitor } from '../support/club.ts';
import type { Club } from '../support/club.ts';
import { memoryOf, startRealBot, withProbe } from '../support/real-bot.ts';

/*
 * Discord is gone: HTTP and gateway, every connection. Real time, so the outage is a short one; that the delays of a longer
 * one stay within bounds is told by tests/discord/attempts.test.ts, and once in a while by a long one below.
 */
let club: Club;
beforeEach(async () => {
  club = await startClub({ random: () => 0.5 });
});
afterEach(() => club[Symbol.asyncDispose]());

const seen = (kind: 'gateway' | 'fault', what: string) =>
  club.playground.ledger.events(kind).filter((event) => event.what === what).length;
const online = () =>
  vi.waitFor(() => expect(club.playground.gateway.online).toBe(true), { timeout: 30_000, interval: 50 });

test('after an outage of 10 s (real time) the bot resumes its session and answers; it tried a few times only', async () => {
  const anna = await club.as('member');
  club.playground.faults.outage(10_000);
  expect((await anna.command('/film help')).state).toBe('failed');
  expect(club.playground.gateway.online).toBe(false);
  await online();
  expect((await anna.command('/film help')).state).toBe('sent');
  expect({ identifies: seen('gateway', 'identify'), resumes: seen('gateway', 'resume') }).toEqual({
    identifies: 1,
    resumes: 1,
  });
  expect(seen('fault', 'connection refused')).toBeLessThan(8);
  expect(club.playground.ledger.requests.filter(({ status }) => [401, 403, 429].includes(status))).toEqual([]);
}, 60_000);

test('after an outage in which the session was lost, and its HTTP side comes back late, the bot starts one new session', async () => {
  const { faults } = club.playground;
  faults.gateway.refuse('resume', 1);
  faults.outage(1500);
  faults.rest.during(6000, 'any', { status: 503 });
  await vi.waitFor(() => expect(seen('gateway', 'identify')).toBe(2), { timeout: 30_000, interval: 50 });
  await online();
  const anna = await club.as('member');
  expect((await anna.command('/film help')).state).toBe('sent');
  expect({ identifies: seen('gateway', 'identify'), resumes: seen('gateway', 'resume') }).toEqual({
    identifies: 2,
    resumes: 1,
  });
  // Asked for the gateway's address again and again, with pauses.
  expect(seen('fault', 'request')).toBeLessThan(8);
}, 60_000);

test('a bot that is stopped in an outage stops at once, and starts again after it', async () => {
  const anna = await club.as('member');
  club.playground.faults.outage(4000);
  const started = performance.now();
  await anna.act({ do: 'bot', run: false });
  expect(performance.now() - started).toBeLessThan(4000);
  await anna.act({ do: 'bot', run: true });
  expect((await anna.command('/film help')).state).toBe('sent');
}, 60_000);

/** As long as Discord's worst mornings, which nobody waits for at every run: `EXHAUSTIVE=1`. */
const longMs = 20 * 60_000;

test.skipIf(!process.env['EXHAUSTIVE'])(
  'through twenty minutes without Discord the bot keeps its memory and its sessions, and goes on after them (EXHAUSTIVE=1)',
  async () => {
    await using playground = await Playground.start({ port: 0, heartbeatIntervalMs: 10_000 });
    const bot = startRealBot(playground, { LOG_LEVEL: 'warn', ...withProbe });
    await vi.waitFor(() => expect(playground.world.commands.size).toBe(1), { timeout: 30_000, interval: 20 });
    await sleep(3000);
    const before = await memoryOf(bot);
    playground.faults.outage(longMs);
    await sleep(longMs);
    const after = await memoryOf(bot);
    await vi.waitFor(() => expect(playground.gateway.online).toBe(true), { timeout: 5 * 60_000, interval: 100 });
    const count = (what: string): number =>
      playground.ledger.events('fault').filter((event) => event.what === what).length;
    const identifies = playground.ledger.events('gateway').filter(({ what }) => what === 'identify').length;
    const tried = { connections: count('connection refused'), requests: count('request'), identifies };
    console.log(JSON.stringify({ before, after, tried }));
    expect(after.keptMb - before.keptMb).toBeLessThan(50);
    expect(after.rssMb - before.rssMb).toBeLessThan(50);
    expect(tried.connections + tried.requests).toBeLessThan(100);
    expect(identifies).toBe(2);
    await using anna = new Visitor(playground.url, playground.world.people[0]?.id ?? '');
    expect((await anna.command('/film help')).state).toBe('sent');
    bot.child.kill('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  },
  longMs + 10 * 60_000,
);
