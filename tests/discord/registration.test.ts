import { ApplicationCommandOptionType } from 'discord.js';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compareCommands } from '../../src/discord/command-difference.ts';
import type { WireCommand } from '../../src/discord/command-difference.ts';
import type { Command } from '../../src/discord/command.ts';
import { registerCommands, toWire } from '../../src/discord/registration.ts';
import { createRest } from '../../src/discord/rest.ts';
import { LocalDiscord } from './local-discord.ts';

const menu: Command = {
  kind: 'message',
  name: 'Film details',
  key: 'error.operator',
  inDirectMessages: true,
  visibility: 'ephemeral',
  execute: () => ({}),
};
const wire = toWire(menu);

const slash: WireCommand = {
  type: 1,
  name: 'film',
  description: 'Films',
  name_localizations: { 'en-US': 'film', ru: 'фильм' },
  options: [
    {
      type: 1,
      name: 'info',
      description: 'One',
      options: [{ type: 3, name: 'film', description: 'x', required: true }],
    },
  ],
  contexts: [0, 1],
  integration_types: [0],
};

/** As Discord gives a command back: with its own fields, and null or a default where nothing was sent. */
const fromDiscord = (command: WireCommand): WireCommand => ({
  id: '9',
  application_id: '8',
  version: '7',
  nsfw: false,
  handler: null,
  dm_permission: true,
  default_member_permissions: null,
  description: '',
  description_localizations: null,
  ...command,
});

test('a message command has words in both languages and says where it works', () => {
  expect(wire).toMatchObject({
    type: 3,
    name: 'Film details',
    name_localizations: { 'en-US': 'Film details', ru: expect.stringMatching(/[а-я]/) as string },
    contexts: [0, 1],
    integration_types: [0],
  });
  expect(wire).not.toHaveProperty('description');
});

test('a word that the catalogs lack is found at once, by its key', () => {
  const option = { key: 'gone', type: ApplicationCommandOptionType.String, schema: z.string() } as const;
  const subcommand = { name: 'x', options: { gone: option }, visibility: 'public', execute: () => ({}) } as const;
  expect(() => toWire({ kind: 'slash', name: 'nope', inDirectMessages: true, subcommands: [subcommand] })).toThrow(
    'command.nope.name',
  );
});

test('what Discord adds or fills in is no difference', () => {
  const same = { added: [], changed: [], removed: [] };
  expect(compareCommands([fromDiscord(slash), fromDiscord(wire)], [wire, slash])).toEqual(same);
  const option = { ...(slash['options'] as object[])[0], required: false, choices: [], name_localizations: null };
  const registered = { ...fromDiscord(slash), contexts: [1, 0], options: [option] };
  expect(compareCommands([registered], [slash])).toEqual(same);
});

test.each([
  ['a description', { description: 'All films' }],
  ['a Russian name', { name_localizations: { 'en-US': 'film', ru: 'кино' } }],
  ['a language that is gone', { name_localizations: { 'en-US': 'film', ru: 'фильм', de: 'film' } }],
  ['where it works', { contexts: [0] }],
  ['who may use it', { default_member_permissions: '32' }],
  ['its options', { options: [] }],
])('%s that changed is a difference', (_what, change) => {
  expect(compareCommands([fromDiscord({ ...slash, ...change })], [slash])).toEqual({
    added: [],
    changed: ['film'],
    removed: [],
  });
});

test('commands are told apart by kind and name', () => {
  const other = { ...slash, type: 3 } as WireCommand;
  expect(compareCommands([slash], [other])).toEqual({ added: ['film'], changed: [], removed: ['film'] });
});

test('commands are sent when they changed, and only then', async () => {
  await using discord = await LocalDiscord.start();
  let registered: unknown = [];
  discord.answer(({ method, body }) => {
    if (method === 'PUT') registered = (body as WireCommand[]).map(fromDiscord);
    return { status: 200, body: registered };
  });
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log: pino({ level: 'silent' }) });
  const scope = { rest, applicationId: '5', devGuildId: undefined };
  expect(await registerCommands({ ...scope, commands: [menu] })).toMatchObject({ added: ['Film details'] });
  expect(await registerCommands({ ...scope, commands: [menu] })).toMatchObject({ added: [], changed: [], removed: [] });
  expect(discord.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /applications/5/commands?with_localizations=true',
    'PUT /applications/5/commands',
    'GET /applications/5/commands?with_localizations=true',
  ]);
  expect(await registerCommands({ ...scope, commands: [] })).toMatchObject({ removed: ['Film details'] });
  expect(discord.calls.at(-1)).toMatchObject({ method: 'PUT', body: [] });
});

test('with a guild for developing the global commands are left alone', async () => {
  await using discord = await LocalDiscord.start();
  discord.answer(() => ({ status: 200, body: [] }));
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log: pino({ level: 'silent' }) });
  await registerCommands({ rest, applicationId: '5', devGuildId: '6', commands: [menu] });
  expect(discord.calls.map(({ path }) => path.split('?')[0])).toEqual(
    Array(2).fill('/applications/5/guilds/6/commands'),
  );
  expect(discord.calls[1]?.body).toEqual([expect.not.objectContaining({ contexts: [0, 1] })]);
});
