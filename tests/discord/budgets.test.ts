import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Budgets } from '../../src/discord/budgets.ts';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { defineOption, defineSubcommand } from '../../src/discord/command.ts';
import type { Command } from '../../src/discord/command.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { createRest } from '../../src/discord/rest.ts';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';
import { aSeal } from '../support/seal.ts';
import { LocalDiscord } from './local-discord.ts';

const anna = { userId: '1', guildId: '10' };

describe('a budget', () => {
  const times = (budgets: Budgets, count: number, use = anna, nowMs = 0) =>
    Array.from({ length: count }, () => budgets.tooMany(use, nowMs));

  test('lets nobody normal notice it', () => {
    const budgets = new Budgets();
    // A member who presses a button twice a second for ten minutes, in a guild of fifty like that.
    for (let nowMs = 0; nowMs < 600_000; nowMs += 500)
      for (let member = 0; member < 50; member += 1)
        expect(budgets.tooMany({ ...anna, userId: String(member) }, nowMs)).toBeUndefined();
  });

  test('stops a member who floods the bot, tells the first use too many, and forgives ten seconds later', () => {
    const budgets = new Budgets({ most: { member: 3, guild: 100 } });
    expect(times(budgets, 6)).toEqual([undefined, undefined, undefined, 'now', 'still', 'still']);
    expect(times(budgets, 1, { ...anna, userId: '2' })).toEqual([undefined]);
    expect(times(budgets, 1, anna, 9_999)).toEqual(['still']);
    expect(times(budgets, 4, anna, 10_000)).toEqual([undefined, undefined, undefined, 'now']);
  });

  test('is the member’s own in every guild, and in direct messages', () => {
    const budgets = new Budgets({ most: { member: 2, guild: 100 } });
    expect(budgets.tooMany(anna, 0)).toBeUndefined();
    expect(budgets.tooMany({ userId: '1', guildId: undefined }, 0)).toBeUndefined();
    expect(budgets.tooMany({ userId: '1', guildId: '11' }, 0)).toBe('now');
  });

  test('stops a guild in which many flood the bot together, and no other guild', () => {
    const budgets = new Budgets({ most: { member: 10, guild: 3 } });
    const use = (userId: string, guildId: string) => budgets.tooMany({ userId, guildId }, 0);
    expect(['1', '2', '3', '4', '5'].map((userId) => use(userId, '10'))).toEqual([
      ...[undefined, undefined, undefined, 'now', 'still'],
    ]);
    expect(use('5', '11')).toBeUndefined();
  });

  test('of a guild is not used up by one member who floods it', () => {
    const budgets = new Budgets({ most: { member: 2, guild: 3 } });
    times(budgets, 100);
    expect(budgets.tooMany({ ...anna, userId: '2' }, 0)).toBeUndefined();
  });

  test('remembers no more members than it may, however many come by: the first are forgotten early', () => {
    const budgets = new Budgets({ most: { member: 1, guild: Infinity }, remembered: 1000 });
    const use = (member: number) => budgets.tooMany({ ...anna, userId: `member ${member}` }, 0);
    expect([use(0), use(0)]).toEqual([undefined, 'now']);
    for (let member = 1; member < 1000; member += 1) use(member);
    expect(use(0)).toBeUndefined();
    expect(use(0)).toBe('now');
  });
});

describe('a member who floods the bot', () => {
  let discord: LocalDiscord;
  let callbacks: Callbacks;
  let router: InteractionRouter;
  let lines: string[];
  let used: number;
  let nextId = 1300000000000000000n;

  const word = defineOption({
    key: 'word',
    type: 3,
    schema: z.string().optional(),
    autocomplete: () => [{ name: 'a', value: 'a' }],
  });
  const say = defineSubcommand({
    name: 'say',
    options: { word },
    visibility: 'public',
    execute: () => ({ content: `use ${(used += 1)}` }),
  });
  const commands: readonly Command[] = [{ kind: 'slash', name: 'club', inDirectMessages: true, subcommands: [say] }];

  beforeEach(async () => {
    [lines, used] = [[], 0];
    discord = await LocalDiscord.start();
    const { apiUrl } = discord;
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
    callbacks = new Callbacks({ apiUrl, log });
    router = new InteractionRouter({
      ...{ rest: createRest({ apiUrl, token: 'token', log }), callbacks, log, commands, components: [] },
      ...{ seal: aSeal(), services: aClub(), clock: () => someEvening, applicationId: () => '6' },
      budgets: new Budgets({ most: { member: 2, guild: 100 } }),
    });
  });
  afterEach(async () => {
    await callbacks[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  });

  const interaction = (type: number, locale = 'en-US', userId = '1'): object => ({
    ...{ id: String((nextId += 1n)), token: 'token', type, guild_id: '10', guild_locale: 'en-US', locale },
    member: { user: { id: userId } },
    data: {
      name: 'club',
      type: 1,
      options: [{ name: 'say', type: 1, options: [{ name: 'word', type: 3, value: 'x', focused: type === 4 }] }],
    },
  });
  type Body = { data: { content?: string; flags?: number; choices?: object[] } };
  const answers = () => discord.calls.map(({ body }) => (body as Body).data);

  test('is told kindly and alone to wait, in their language; nothing is done, and the log has one line', async () => {
    for (const locale of ['en-US', 'en-US', 'en-US', 'ru', 'ru']) await router.handle(interaction(2, locale));
    const patience = [enUS['error.too-fast'], ru['error.too-fast'], ru['error.too-fast']];
    expect(answers().map(({ content }) => content)).toEqual(['use 1', 'use 2', ...patience]);
    expect(answers()[2]?.flags).toBe(64);
    expect(used).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"level":40.*"userId":"1","guildId":"10"/);
    await router.handle(interaction(2, 'en-US', '2'));
    expect(answers().at(-1)?.content).toBe('use 3');
  });

  test('may type for longer, and then is offered nothing, without a word', async () => {
    for (let count = 0; count < 102; count += 1) await router.handle(interaction(4));
    expect(answers().map(({ choices }) => choices?.length)).toEqual([...Array.from({ length: 100 }, () => 1), 0, 0]);
    expect(lines).toHaveLength(1);
    await router.handle(interaction(2));
    expect(answers().at(-1)?.content).toBe('use 1');
  });
});
