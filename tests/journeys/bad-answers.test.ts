import { describe, expect, test, vi } from 'vitest';
import type { RestFault } from '../../src/playground/faults/rest-faults.ts';
import type { MessageView } from '../../src/playground/protocol.ts';
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';

/*
 * The whole bot, while Discord's HTTP side has a bad day: what a member gets in the end, and never twice.
 */
const rest = (club: Club) => club.playground.faults.rest;
const faults = (club: Club) => club.playground.ledger.events('fault').length;
const all = (visitor: Visitor) =>
  visitor.until('the world', ({ messages }) => Object.values(messages).flat() as readonly MessageView[]);

/** What comes of a command for who uses it, seen once so many faults were met and the next command was answered as well. */
async function whatComesOf(club: Club, path: string, leastFaults = 1): Promise<{ states: string[]; text: string }> {
  const anna = await club.as('member');
  const before = new Set((await all(anna)).map(({ message }) => message.id));
  const text = textOf(await anna.command(path));
  await vi.waitFor(() => expect(faults(club)).toBeGreaterThanOrEqual(leastFaults), 20_000);
  rest(club).clear();
  const next = await anna.command('/film themes');
  expect(next.state).toBe('sent');
  const isOfNow = ({ message }: MessageView) => !before.has(message.id) && message.id !== next.message.id;
  return { states: (await all(anna)).filter(isOfNow).map(({ state }) => state), text };
}

const passing: readonly (readonly [what: string, fault: RestFault, times: number])[] = [
  ['errors (500) for a moment', { status: 500 }, 3],
  ['a bad gateway (502) for a moment', { status: 502 }, 3],
  ['unavailability (503) for a moment', { status: 503 }, 4],
  ['a connection that breaks before the answer got through', { cut: 'before' }, 2],
  ['a connection that breaks after Discord took the answer', { cut: 'after' }, 1],
  ['a broken connection, again while asking what became of the answer', { cut: 'after' }, 2],
  ['a rate limit of its own', { limited: 'user', retryAfterS: 0.4 }, 1],
  ['a rate limit shared with others', { limited: 'shared', retryAfterS: 0.4 }, 1],
  ['the global rate limit', { limited: 'global', retryAfterS: 0.4 }, 1],
  ['slowness', { delayMs: 1800 }, 1],
];
// One after the other: each must be through within the three seconds that Discord waits, on a busy machine, too.
describe('a member is answered exactly once', () => {
  test.each(passing)('in spite of %s', async (_what, fault, times) => {
    await using club = await startClub();
    const usual = textOf(await (await club.as('member')).command('/film help'));
    rest(club).next('callback', fault, times);
    expect(await whatComesOf(club, '/film help', times)).toEqual({ states: ['sent'], text: usual });
    expect(faults(club)).toBe(times);
  });
});

const lasting: readonly (readonly [what: string, fault: RestFault])[] = [
  ['errors', { status: 500 }],
  ['broken connections', { cut: 'before' }],
  ['a rate limit that lasts longer', { limited: 'user', retryAfterS: 60 }],
  ['a global rate limit that lasts longer', { limited: 'global', retryAfterS: 60 }],
  ['slowness beyond all patience', { delayMs: 8000 }],
];
describe.concurrent('a member is told by Discord that nobody answered, and the next command is answered', () => {
  test.each(lasting)('after 3 s of %s', async (_what, fault) => {
    await using club = await startClub();
    rest(club).during(60_000, 'callback', fault);
    const { states } = await whatComesOf(club, '/film help');
    expect(states).toEqual(['failed']);
    // A bot that hammers a Discord in trouble is banned: https://discord.com/developers/docs/topics/rate-limits
    expect(faults(club)).toBeLessThan('limited' in fault ? 2 : 12);
  });
});

test('an answer that is limited holds up nobody else', async () => {
  await using club = await startClub();
  const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
  rest(club).next('callback', { limited: 'user', retryAfterS: 2 });
  const limited = anna.command('/film themes', { private: true });
  await vi.waitFor(() => expect(faults(club)).toBe(1), 20_000);
  const started = performance.now();
  expect((await boris.command('/film themes', { private: true })).state).toBe('sent');
  expect(performance.now() - started).toBeLessThan(1500);
  expect((await limited).state).toBe('sent');
});

test('choices that Discord refuses leave the composer empty, after a stumble of Discord’s they still come', async () => {
  await using club = await startClub();
  const anna = await club.as('member');
  rest(club).next('callback', { status: 401 });
  expect(await anna.choices('/film theme', 'theme', 'э')).toEqual([]);
  rest(club).next('callback', { status: 500 });
  expect(await anna.choices('/film theme', 'theme', 'эв')).not.toEqual([]);
});
