import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ApplicationCommandOptionType, ComponentType } from 'discord.js';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { readMarkdown } from '../../src/discord/markdown-spans.ts';
import { createRest } from '../../src/discord/rest.ts';
import { demand } from '../../src/playground/rest/discord-error.ts';
import { MessageBody, messageParts } from '../../src/playground/rest/message-rules.ts';
import { LocalDiscord } from '../discord/local-discord.ts';
import { endless } from '../support/club.ts';
import { leastCpuMs } from '../support/cpu.ts';
import { someEvening } from '../support/requests.ts';
import { aSeal, sealedId } from '../support/seal.ts';
import { servicesOf } from '../support/services.ts';
import { hostileTexts } from './texts.ts';

/*
 * Whatever a member sends, through the whole hallway: one answer comes, Discord takes it, nothing in it pings or acts, and
 * it costs next to nothing. A bug would be told with a reference; no hostile input may find one.
 */
const seal = aSeal(components);
let discord: LocalDiscord;
let router: InteractionRouter;
let callbacks: Callbacks;
let lines: string[] = [];

beforeAll(async () => {
  discord = await LocalDiscord.start();
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log });
  const services = servicesOf(loadLibrary());
  callbacks = new Callbacks({ apiUrl: discord.apiUrl, log });
  const parts = {
    rest,
    callbacks,
    services,
    commands,
    components,
    seal,
    budgets: endless(),
    log,
    clock: () => someEvening,
    applicationId: () => '6',
  };
  router = new InteractionRouter(parts);
});
beforeEach(() => {
  lines = [];
  discord.calls.length = 0;
});
afterAll(async () => {
  await callbacks[Symbol.asyncDispose]();
  await discord[Symbol.asyncDispose]();
});

let nextId = 1_300_000_000_000_000_000n;
const interaction = (type: number, data: object, more: object = {}): object => ({
  ...{ id: String((nextId += 1n)), application_id: '6', token: 'interaction-token', type, data, version: 1 },
  ...{ guild_id: '1', guild_locale: 'en-US', locale: 'ru', channel_id: '2', ...more },
  member: { user: { id: '3', username: 'anna' }, permissions: '0' },
});

type Data = Record<string, unknown> & { content?: string; flags?: number; choices?: { name: string; value: string }[] };
type Embed = { title?: string; description?: string; fields?: { name: string; value: string }[] };

/** Sends one interaction and gives back its one answer. */
async function answerTo(payload: object): Promise<Data> {
  discord.calls.length = 0;
  await router.handle(payload);
  expect(discord.calls.map(({ path }) => path.replace(/\d{10,}/, 'id'))).toEqual([
    '/interactions/id/interaction-token/callback',
  ]);
  const [{ body } = { body: undefined }] = discord.calls;
  return (body as { data: Data }).data;
}

/** Discord takes the message, it can ping nobody, and what was typed acts on nothing in it. */
function expectHarmless(data: Data, typed: string): void {
  messageParts({ body: demand(MessageBody, data), uploads: [] });
  expect(data['allowed_mentions']).toEqual({ parse: [] });
  const embeds = (data['embeds'] ?? []) as Embed[];
  const texts = embeds.flatMap(({ title, description, fields = [] }) => [
    ...[title, description],
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  for (const text of [data.content, ...texts]) {
    if (!text) continue;
    expect(text.isWellFormed()).toBe(true);
    // Who nominated a film and when it was decided the bot says by itself.
    const typedPart = text.replaceAll('<@3>', '').replaceAll(`<t:${someEvening.epochMilliseconds / 1000}:d>`, '');
    expect(typedPart).not.toMatch(/(?<!\\)<(?:@|#|t:|a?:\w|id:|\/)/);
    expect(text).not.toContain('://evil');
    expect(text).not.toContain('discord.gg/');
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\u200B\uFEFF]|\p{M}{4}/u);
  }
  // The sentence around what was typed has no marks of its own, so there must be none.
  if (data.content && typed.length > 0) expect(readMarkdown(data.content).spans).toEqual([]);
}

const slash = commands.filter((command) => command.kind === 'slash');
const textOptions = slash.flatMap(({ name, subcommands }) =>
  subcommands.flatMap((subcommand) =>
    Object.entries(subcommand.options)
      .filter(([, { type, choices }]) => type === ApplicationCommandOptionType.String && !choices)
      .map(([option]) => ({ path: `/${name} ${subcommand.name}`, command: name, subcommand, option })),
  ),
);

/** Values for the other required options. */
const others = (required: string): { name: string; type: number; value: string | number }[] => [
  ...(required === 'film' ? [{ name: 'film', type: 3, value: 'the-ascent' }] : []),
  ...(required === 'score' ? [{ name: 'score', type: 4, value: 4 }] : []),
];

describe.each(Object.entries(hostileTexts))('%s', (_, text) => {
  test('typed into any option gets one harmless answer', async () => {
    expect(textOptions.length).toBeGreaterThan(10);
    for (const { command, subcommand, option } of textOptions) {
      const options = [
        ...Object.entries(subcommand.options)
          .filter(([name, { required }]) => required === true && name !== option)
          .flatMap(([name]) => others(name)),
        { name: option, type: 3, value: text },
      ];
      const data = { id: '1', name: command, type: 1, options: [{ name: subcommand.name, type: 1, options }] };
      expectHarmless(await answerTo(interaction(2, data)), text);
    }
    expect(lines.filter((line) => line.includes('a bug'))).toEqual([]);
  });

  test('is completed with what Discord takes', async () => {
    for (const { command, subcommand, option } of textOptions) {
      const focused = { name: option, type: 3, value: text, focused: true };
      const data = {
        id: '1',
        name: command,
        type: 1,
        options: [{ name: subcommand.name, type: 1, options: [focused] }],
      };
      const { choices = [] } = await answerTo(interaction(4, data));
      expect(choices.length).toBeLessThanOrEqual(25);
      for (const { name, value } of choices) {
        expect(name.length).toBeGreaterThan(0);
        expect(Math.max(name.length, value.length)).toBeLessThanOrEqual(100);
      }
    }
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
  });

  test('as a custom id or in it, as a value or as a form’s text changes nothing and gets one harmless answer', async () => {
    const message = { id: '9', channel_id: '2', components: [], embeds: [] };
    const routes = components.map(({ route }) => route);
    const written = [text, ...routes.flatMap((route) => [`${route}:${text}`, `${route}:${text}:${text}:1`, route])];
    // Even with one that the bot has sealed: a film, and what is picked in a menu, may be anything.
    const ids = [...written, ...written.map((id) => sealedId(seal, id, { guildId: '1', userId: '3' }))];
    ids.push(...['score::3', 'unrate:'].map((id) => sealedId(seal, id, { guildId: '1', userId: '3' })));
    for (const customId of ids) {
      const data = { custom_id: customId, component_type: ComponentType.StringSelect, values: [text, text] };
      expectHarmless(await answerTo(interaction(3, data, { message })), '');
    }
    const form = { custom_id: text, components: [{ type: 18, component: { type: 4, custom_id: text, value: text } }] };
    expectHarmless(await answerTo(interaction(5, form)), '');
    expect(lines.filter((line) => line.includes('a bug'))).toEqual([]);
  });

  test('in a message on which Film details is used gets one harmless answer', async () => {
    const embeds = [{ title: text, description: text, fields: [{ name: text, value: text }] }];
    const parts = [{ type: 1, components: [{ type: 2, custom_id: `film:${text}`, label: text }] }];
    const target = { id: '9', content: text, embeds, components: parts };
    const data = { id: '1', name: 'Film details', type: 3, target_id: '9', resolved: { messages: { '9': target } } };
    expectHarmless(await answerTo(interaction(2, data)), '');
    expect(lines.filter((line) => line.includes('a bug'))).toEqual([]);
  });

  test('costs less than 25 ms of computing, wherever it is typed', async () => {
    const handling = (payload: () => object) => leastCpuMs(() => router.handle(payload()), 25);
    for (const { path, command, subcommand, option } of textOptions) {
      const value = { name: option, type: 3, value: text };
      const inside = (more: object) => ({
        ...{ id: '1', name: command, type: 1 },
        options: [{ name: subcommand.name, type: 1, options: [{ ...value, ...more }] }],
      });
      expect(await handling(() => interaction(2, inside({}))), `${path} ${option}`).toBeLessThan(25);
      expect(await handling(() => interaction(4, inside({ focused: true }))), `${path} ${option}, typing`).toBeLessThan(
        25,
      );
    }
  });
});
