import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';

let now: Temporal.Instant;
let club: Club;
let anna: Visitor;

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-27T18:00:00Z');
  club = await startClub({ clock: () => now, tickMs: 20 });
  anna = await club.as();
  await anna.command('/film rate', { film: 'the-ascent', score: 5 });
});
afterEach(() => club[Symbol.asyncDispose]());

const gateway = () => club.playground.faults.gateway;
const ratings = async (): Promise<string> => textOf(await anna.command('/filmdata show'));
const someTicks = () => sleep(300);

/** Days go by, and the bot looks at the clock. */
async function pass(days: number): Promise<void> {
  await someTicks();
  now = now.add({ hours: 24 * days });
  await someTicks();
}

/** How often the bot has asked Discord whether it is in the club. */
const asked = (): number => club.playground.ledger.requests.filter(({ path }) => /^\/guilds\/\d+$/.test(path)).length;

/** Day after day goes by until the bot asks Discord whether it is still in the club; and then some time for what follows. */
async function passUntilAsked(): Promise<number> {
  const before = asked();
  for (let days = 1; days < 100; days += 1) {
    now = now.add({ hours: 24 });
    await sleep(50);
    if (asked() === before) continue;
    await someTicks();
    return days;
  }
  throw new Error('the bot never asked');
}

test('a club that takes the bot out and invites it back after a fortnight finds its ratings', async () => {
  gateway().kick();
  await expect(anna.command('/filmdata show')).rejects.toThrow('not in this server');
  await pass(14);
  gateway().invite();
  await pass(31);
  expect(await ratings()).toContain('1 rating');
});

test('30 days after the bot was taken out nothing of the club is left', async () => {
  gateway().kick();
  expect(await passUntilAsked()).toBeGreaterThanOrEqual(30);
  gateway().invite();
  expect(await ratings()).toContain('no ratings');
});

test('the bot notices what happened while it was away', async () => {
  await anna.act({ do: 'bot', run: false });
  await anna.until('the bot to stop', ({ bot }) => (bot.state === 'offline' ? true : undefined));
  gateway().kick();
  await anna.act({ do: 'bot', run: true });
  await anna.until('the bot to start', ({ bot }) => (bot.state === 'online' ? true : undefined));
  expect(await passUntilAsked()).toBeGreaterThanOrEqual(30);
  gateway().invite();
  // This process meets the club for the first time, and says hello.
  await anna.until('the greeting', ({ messages }) => JSON.stringify(messages).includes('I am kinoklub') || undefined);
  expect(await ratings()).toContain('no ratings');
});

test('a club that has the commands alone, without the bot, keeps what is said there while they are used', async () => {
  const { world } = club.playground;
  gateway().kick();
  for (let month = 0; month < 2; month += 1) {
    await pass(25);
    // Only so that the playground offers the commands: the bot hears nothing of it.
    world.botIsMember = true;
    expect(await ratings()).toContain('1 rating');
    world.botIsMember = false;
  }
  expect(asked()).toBe(0);
});

test('an outage, however long, costs a club nothing', async () => {
  gateway().setAvailable(false);
  await pass(40);
  await club.restartBot();
  await pass(40);
  expect(asked()).toBe(0);
  gateway().setAvailable(true);
  expect(await ratings()).toContain('1 rating');
});

test('a club that Discord left out by mistake keeps everything: it is asked for before anything is deleted', async () => {
  gateway().kick();
  club.playground.world.botIsMember = true;
  expect(await passUntilAsked()).toBeGreaterThanOrEqual(30);
  expect(await ratings()).toContain('1 rating');
});
