import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineSubcommand } from '../../src/discord/command.ts';
import { defineComponent } from '../../src/discord/component.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import type { RestFault } from '../../src/playground/faults/rest-faults.ts';
import type { MessageView } from '../../src/playground/protocol.ts';
import { textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';
import { startHallway } from '../support/hallway.ts';

/*
 * Answers that take longer are announced first, and sent, edited or followed up later. No command of the bot is that slow,
 * so these are doors of our own behind the bot's real hallway; Discord's HTTP side has a bad day in between.
 */
const slowMs = 1600;
const subcommand = (name: string, visibility: 'public' | 'ephemeral', execute: () => Reply | Promise<Reply>) =>
  defineSubcommand({ name, options: {}, visibility, execute });
const refuse = (): Promise<never> => Promise.reject(new UserError('error.old-component'));
const button = { type: 2, style: 1, label: 'Turn', custom_id: 'turn:1' } as const;
const refusing = { ...button, label: 'Refuse', custom_id: 'turn:13' } as const;

const doors = {
  commands: [
    {
      kind: 'slash',
      name: 'club',
      inDirectMessages: true,
      subcommands: [
        subcommand('quick', 'public', () => ({
          content: 'quick',
          components: [{ type: 1, components: [button, refusing] }],
        })),
        subcommand('whisper', 'ephemeral', () => ({ content: 'whisper' })),
        subcommand('slow', 'public', () => sleep(slowMs, { content: 'slow' })),
        subcommand('secret', 'ephemeral', () => sleep(slowMs, { content: 'secret' })),
        subcommand('refused', 'public', () => sleep(slowMs).then(refuse)),
        subcommand('refused-secret', 'ephemeral', () => sleep(slowMs).then(refuse)),
      ],
    },
  ],
  components: [
    defineComponent({
      route: 'turn',
      args: z.tuple([z.coerce.number().int()]),
      placement: 'update',
      execute: (_request, [page]) => sleep(slowMs).then(() => (page === 13 ? refuse() : { content: 'turned' })),
    }),
  ],
} as const;

const all = (visitor: Visitor) =>
  visitor.until('the world', ({ messages }) => Object.values(messages).flat() as readonly MessageView[]);
const rest = (club: Club) => club.playground.faults.rest;
const faults = (club: Club) => club.playground.ledger.events('fault').length;
const quiet = async (club: Club, least: number) => {
  await vi.waitFor(() => {
    if (faults(club) < least) throw new Error(`met ${faults(club)} faults of ${least}`);
  }, 15_000);
  await sleep(300);
};

/** All that comes of a slow command: what its reader sees when the dust has settled. */
async function whatComesOf(club: Club, name: string, plan: (faults: ReturnType<typeof rest>) => void, least = 1) {
  const anna = await club.as('member');
  plan(rest(club));
  await anna.command(`/club ${name}`);
  await quiet(club, least);
  return (await all(anna)).map((view) => ({ text: textOf(view), ephemeral: view.ephemeral, state: view.state }));
}

const bad: readonly (readonly [what: string, fault: RestFault, times: number])[] = [
  ['errors (500)', { status: 500 }, 2],
  ['unavailability (503)', { status: 503 }, 2],
  ['a connection that breaks before', { cut: 'before' }, 2],
  ['a connection that breaks after', { cut: 'after' }, 2],
  ['a rate limit of its own', { limited: 'user', retryAfterS: 0.5 }, 1],
  ['a shared rate limit', { limited: 'shared', retryAfterS: 0.5 }, 1],
  ['the global rate limit', { limited: 'global', retryAfterS: 0.5 }, 1],
  ['slowness', { delayMs: 2500 }, 1],
];

describe.concurrent('an announced answer', () => {
  test.each(bad)('is filled in exactly once in spite of %s', async (_what, fault, times) => {
    await using club = await startHallway(doors);
    const plan = (planned: ReturnType<typeof rest>) => planned.next('edit', fault, times);
    expect(await whatComesOf(club, 'slow', plan, times)).toEqual([{ text: 'slow', ephemeral: false, state: 'sent' }]);
  });

  test.each(bad)('whose announcement meets %s is given exactly once', async (_what, fault, times) => {
    await using club = await startHallway(doors);
    const plan = (planned: ReturnType<typeof rest>) =>
      planned.next('callback', 'delayMs' in fault ? { delayMs: 1000 } : fault, Math.min(times, 2));
    expect(await whatComesOf(club, 'secret', plan, 1)).toEqual([{ text: 'secret', ephemeral: true, state: 'sent' }]);
  });

  test('whose announcement arrived unnoticed is filled in after all', async () => {
    await using club = await startHallway(doors);
    const seen = await whatComesOf(club, 'slow', (planned) => {
      planned.next('callback', { cut: 'after' });
      planned.next('callback', { status: 503 }, 4);
    });
    expect(seen).toEqual([{ text: 'slow', ephemeral: false, state: 'sent' }]);
  });

  test('whose announcement is limited for longer than Discord waits is not tried a second time', async () => {
    await using club = await startHallway(doors);
    const seen = await whatComesOf(club, 'slow', (planned) =>
      planned.during(60_000, 'callback', { limited: 'user', retryAfterS: 60 }),
    );
    expect(seen).toMatchObject([{ state: 'failed' }]);
    expect(faults(club)).toBe(1);
  });

  test('that becomes a refusal takes its announcement back although that was lost on the way', async () => {
    await using club = await startHallway(doors);
    const seen = await whatComesOf(club, 'refused', (planned) => planned.next({ method: 'DELETE' }, { cut: 'after' }));
    expect(seen).toEqual([{ text: enUS['error.old-component'], ephemeral: true, state: 'sent' }]);
  });

  test('that becomes a refusal in private is told once in spite of errors', async () => {
    await using club = await startHallway(doors);
    const seen = await whatComesOf(club, 'refused-secret', (planned) => planned.next('edit', { status: 502 }, 2), 2);
    expect(seen).toEqual([{ text: enUS['error.old-component'], ephemeral: true, state: 'sent' }]);
  });

  test('never becomes two follow-ups: one that may have arrived is not repeated', async () => {
    await using club = await startHallway(doors);
    const seen = await whatComesOf(club, 'refused', (planned) => planned.next('followup', { cut: 'after' }));
    expect(seen).toEqual([{ text: enUS['error.old-component'], ephemeral: true, state: 'sent' }]);
  });
});

describe.concurrent('a button that takes long', () => {
  test('turns its message once in spite of errors', async () => {
    await using club = await startHallway(doors);
    const anna = await club.as('member');
    const message = await anna.command('/club quick');
    rest(club).next('callback', { cut: 'after' });
    rest(club).next('edit', { status: 500 }, 2);
    expect(textOf(await anna.press(message, 'Turn'))).toBe('turned');
    expect(await all(anna)).toHaveLength(1);
  });

  test('that is refused leaves its message alone and says so once, also when that got lost', async () => {
    await using club = await startHallway(doors);
    const anna = await club.as('member');
    const message = await anna.command('/club quick');
    rest(club).next('followup', { cut: 'after' });
    expect(textOf(await anna.press(message, 'Refuse'))).toBe(enUS['error.old-component']);
    await quiet(club, 1);
    expect((await all(anna)).map(textOf)).toEqual(['quick', enUS['error.old-component']]);
  });
});

test.each(['user', 'shared'] as const)(
  'an edit that is limited (%s) holds up neither answers nor edits of others',
  async (limited) => {
    await using club = await startHallway(doors);
    const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
    rest(club).next('edit', { limited, retryAfterS: 6 });
    const waiting = anna.command('/club secret');
    await vi.waitFor(() => {
      if (faults(club) === 0) throw new Error('not limited yet');
    }, 5000);
    const started = performance.now();
    expect(textOf(await boris.command('/club whisper'))).toBe('whisper');
    expect(textOf(await boris.command('/club secret'))).toBe('secret');
    expect(performance.now() - started).toBeLessThan(4500);
    expect(textOf(await waiting)).toBe('secret');
  },
);

test('the global rate limit on an edit holds up no first answer', async () => {
  await using club = await startHallway(doors);
  const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
  rest(club).next('edit', { limited: 'global', retryAfterS: 4 });
  const waiting = anna.command('/club secret');
  await vi.waitFor(() => {
    if (faults(club) === 0) throw new Error('not limited yet');
  }, 5000);
  const started = performance.now();
  expect(textOf(await boris.command('/club whisper'))).toBe('whisper');
  expect(performance.now() - started).toBeLessThan(1500);
  expect(textOf(await waiting)).toBe('secret');
});

test('a bot that is stopped repeats nothing any more', async () => {
  await using club = await startHallway(doors);
  const anna = await club.as('member');
  rest(club).during(60_000, 'edit', { status: 500 });
  void anna.command('/club slow').catch(() => undefined);
  await vi.waitFor(() => {
    if (faults(club) === 0) throw new Error('nothing failed yet');
  }, 5000);
  await anna.act({ do: 'bot', run: false });
  const atStop = faults(club);
  await sleep(2500);
  // One more may be on its way, and the apology is tried once.
  expect(faults(club) - atStop).toBeLessThanOrEqual(2);
});
