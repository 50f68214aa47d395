import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { createRest } from '../../src/discord/rest.ts';
import { LocalDiscord } from '../discord/local-discord.ts';
import { endless } from '../support/club.ts';
import { someEvening } from '../support/requests.ts';
import { aSeal } from '../support/seal.ts';
import { aClub } from '../support/services.ts';

/*
 * Whatever a server sends as an interaction, the hallway survives, and answers at most once what can be answered at all.
 */
let discord: LocalDiscord;
let router: InteractionRouter;
let callbacks: Callbacks;
let lines: string[] = [];
const errors = () => lines.filter((line) => /"level":[56]0/.test(line));

beforeAll(async () => {
  discord = await LocalDiscord.start();
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log });
  callbacks = new Callbacks({ apiUrl: discord.apiUrl, log });
  const doors = { services: aClub(), commands, components, seal: aSeal(components), budgets: endless() };
  const parts = { rest, callbacks, ...doors, log, clock: () => someEvening };
  router = new InteractionRouter({ ...parts, applicationId: () => '6' });
});
afterAll(async () => {
  await callbacks[Symbol.asyncDispose]();
  await discord[Symbol.asyncDispose]();
});

let nextId = 1_400_000_000_000_000_000n;
const whole = (): Record<string, unknown> => ({
  ...{ id: String((nextId += 1n)), application_id: '6', token: 'token', version: 1, guild_id: '1', channel_id: '2' },
  ...{ guild_locale: 'ru', locale: 'en-US', member: { user: { id: '3' }, permissions: '8', roles: [] } },
  ...{ message: { id: '9', flags: 64 }, channel: { id: '2' } },
});
const command = { id: '1', name: 'film', type: 1, options: [{ name: 'info', type: 1, options: [] }] };
const kinds: readonly [type: number, data: object][] = [
  [2, command],
  [4, command],
  [3, { custom_id: 'film', component_type: 3, values: ['x'] }],
  [5, { custom_id: 'film', components: [] }],
];
const aKind = fc.constantFrom(...kinds);
const anything = fc.jsonValue({ maxDepth: 4 });
const field = fc.constantFrom(
  ...['id', 'application_id', 'token', 'type', 'guild_id', 'channel_id', 'guild_locale', 'locale', 'member', 'message'],
  ...['data', 'channel', 'user', 'version', 'context', '__proto__', 'constructor'],
);

test('any one field of an interaction may be anything, or missing', async () => {
  await fc.assert(
    fc.asyncProperty(aKind, field, fc.option(anything), async ([type, data], name, value) => {
      const payload: Record<string, unknown> = { ...whole(), type, data };
      const { [name]: _, ...rest } = payload;
      const before = discord.calls.length;
      await router.handle(value === null ? rest : { ...rest, [name]: value });
      expect(discord.calls.length - before).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
  expect(lines.filter((line) => line.includes('an interaction failed'))).toEqual([]);
});

test('the data of an interaction may be anything: whoever sent it is told kindly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(2, 3, 5), anything, async (type, data) => {
      const before = discord.calls.length;
      await router.handle({ ...whole(), type, data });
      expect(discord.calls.slice(before).map(({ path }) => path.endsWith('/callback'))).toEqual([true]);
    }),
    { numRuns: 200 },
  );
  expect(errors()).toEqual([]);
});

test('what is no interaction at all costs nothing', async () => {
  const before = discord.calls.length;
  await fc.assert(
    fc.asyncProperty(anything, async (payload) => router.handle(payload)),
    { numRuns: 300 },
  );
  expect(discord.calls.length).toBe(before);
});

/** `{"options":[{"options":[…]}]}`, or with any other name, so many levels deep. */
const nested = (key: string, levels: number): object => {
  let inner: object = { name: 'x', type: 1 };
  for (let level = 0; level < levels; level += 1) inner = { name: 'x', type: 1, [key]: [inner] };
  return inner;
};

test.each<[what: string, type: number, data: object]>([
  ['options', 2, { ...command, ...nested('options', 20_000) }],
  ['options while typing', 4, { ...command, ...nested('options', 20_000) }],
  ['parts of a form', 5, { custom_id: 'film', ...nested('components', 20_000) }],
  ['labels of a form', 5, { custom_id: 'film', component: nested('component', 20_000) }],
  [
    'parts of a message',
    2,
    {
      ...command,
      name: 'Film details',
      type: 3,
      resolved: { messages: { '9': { id: '9', ...nested('components', 20_000) } } },
    },
  ],
])('%s nested 20,000 deep are no bug: one answer, one warning at most', async (_, type, data) => {
  lines = [];
  const before = discord.calls.length;
  await router.handle({ ...whole(), type, data });
  expect(discord.calls.length - before).toBe(1);
  expect(errors()).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(1);
});

test.each<[what: string, message: object]>([
  ['words', { content: 'летят журавли '.repeat(350_000) }],
  ['embeds', { embeds: Array.from({ length: 100_000 }, () => ({ title: 'x', description: 'журавли' })) }],
  ['a custom id', { components: [{ components: [{ custom_id: ':'.repeat(5_000_000) }] }] }],
])('Film details on a message with 5 MB of %s costs as little as on any other', async (_, message) => {
  const data = { ...command, name: 'Film details', type: 3, resolved: { messages: { '9': { id: '9', ...message } } } };
  const started = process.cpuUsage();
  await router.handle({ ...whole(), type: 2, data });
  const { user } = process.cpuUsage(started);
  expect(user / 1000).toBeLessThan(100);
  expect(errors()).toEqual([]);
});

test('a payload of 5 MB is answered like any other', async () => {
  const text = 'ы'.repeat(2_500_000);
  const options = [{ name: 'info', type: 1, options: [{ name: 'film', type: 3, value: text }] }];
  const before = discord.calls.length;
  const started = process.cpuUsage();
  await router.handle({ ...whole(), type: 2, data: { ...command, options }, extra: text });
  const { user } = process.cpuUsage(started);
  expect(discord.calls.length - before).toBe(1);
  expect(user / 1000).toBeLessThan(250);
});
