import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { faultsOf } from './wire.ts';

let stage: Stage;
let all: string;
beforeEach(async () => {
  stage = await Stage.open();
  all = `/applications/${stage.world.applicationId}/commands`;
});
afterEach(() => stage[Symbol.asyncDispose]());

const film = { name: 'film', description: 'Films' };
const option = { type: 3, name: 'title', description: 'A title' };
const subcommand = { type: 1, name: 'show', description: 'Shows' };
type Registered = { id: string; version: string; name: string };

describe('a command is refused', () => {
  const long = (length: number): string => 'x'.repeat(length);
  const choices = (count: number): object[] =>
    Array.from({ length: count }, (_, at) => ({ name: `${at}`, value: `${at}` }));
  const wide = (letter: string): object => ({
    ...{ ...option, name: `${letter}${long(31)}`, description: long(100) },
    choices: Array.from({ length: 25 }, (_, at) => ({ name: `${at}${long(98)}`, value: `${at}${long(98)}` })),
  });
  test.each<[why: string, more: object, faults: readonly string[]]>([
    ['with capitals in its name', { name: 'Film' }, ['name BASE_TYPE_INVALID']],
    ['with a space in its name', { name: 'a film' }, ['name BASE_TYPE_INVALID']],
    ['with a name of 33', { name: long(33) }, ['name BASE_TYPE_INVALID']],
    ['without a description', { description: '' }, ['description BASE_TYPE_REQUIRED']],
    ['with a description of 101', { description: long(101) }, ['description BASE_TYPE_MAX_LENGTH']],
    [
      'in a language that Discord does not speak',
      { name_localizations: { xx: 'film' } },
      ['name_localizations.xx ENUM_TYPE_COERCE'],
    ],
    [
      'with capitals in a translated name',
      { name_localizations: { ru: 'Фильм' } },
      ['name_localizations.ru BASE_TYPE_INVALID'],
    ],
    [
      'with 26 options',
      { options: Array.from({ length: 26 }, (_, at) => ({ ...option, name: `o${at}` })) },
      ['options BASE_TYPE_MAX_LENGTH'],
    ],
    [
      'with one option twice',
      { options: [option, option] },
      ['options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
    ],
    ['with 26 choices', { options: [{ ...option, choices: choices(26) }] }, ['options.0.choices BASE_TYPE_MAX_LENGTH']],
    [
      'with choices and autocomplete',
      { options: [{ ...option, choices: choices(1), autocomplete: true }] },
      ['options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_INVALID'],
    ],
    [
      'with an option that must be given after one that may',
      { options: [option, { ...option, name: 'b', required: true }] },
      ['options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
    ],
    [
      'with options beside subcommands',
      { options: [subcommand, option] },
      ['options.1.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
    ],
    [
      'with a text where a number is chosen',
      { options: [{ ...option, type: 4, choices: choices(1) }] },
      ['options.0.choices.0.value APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID'],
    ],
    [
      'with half a number as the least whole one',
      { options: [{ ...option, type: 4, min_value: 0.5 }] },
      ['options.0.min_value NUMBER_TYPE_COERCE'],
    ],
    [
      'with a translation that is none',
      { name_localizations: { ru: null } },
      ['name_localizations.ru STRING_TYPE_CONVERT'],
    ],
    ['with more than 8,000 characters', { options: [wide('a'), wide('b')] }, ['APPLICATION_COMMAND_TOO_LARGE']],
    ['with a context twice', { contexts: [0, 0] }, ['contexts.1 SET_TYPE_ALREADY_CONTAINS_VALUE']],
  ])('%s', async (_, more, faults) => {
    const answer = await stage.call(`POST ${all}`, { ...film, ...more });
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(faultsOf(answer)).toEqual(faults);
  });
});

test('a command of a context menu may have spaces and capitals, and nothing to describe', async () => {
  expect((await stage.call(`POST ${all}`, { type: 3, name: 'Film details' })).status).toBe(201);
  const answer = await stage.call(`POST ${all}`, { type: 3, name: 'Film details', description: 'x' });
  expect(faultsOf(answer)).toEqual(['description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID']);
});

test('a command is made, read, changed and removed', async () => {
  const made = await stage.call(`POST ${all}`, film);
  expect(made).toMatchObject({ status: 201, body: { ...film, type: 1, contexts: null, nsfw: false } });
  const { id } = made.body as Registered;
  const one = `${all}/${id}`;
  expect((await stage.call(`GET ${one}`)).body).toEqual(made.body);
  const changed = (await stage.call(`PATCH ${one}`, { description: 'Other films' })).body;
  expect(changed).toMatchObject({ id, name: 'film', description: 'Other films' });
  expect((changed as Registered).version).not.toBe((made.body as Registered).version);
  expect((await stage.call(`DELETE ${one}`)).status).toBe(204);
  for (const method of ['GET', 'DELETE']) {
    expect(await stage.call(`${method} ${one}`)).toMatchObject({ status: 404, code: 10063 });
  }
});

test('a second command of the same name takes the place of the first', async () => {
  const first = await stage.call(`POST ${all}`, film);
  const second = await stage.call(`POST ${all}`, { ...film, description: 'Other films' });
  expect(second).toMatchObject({ status: 200, body: { id: (first.body as Registered).id } });
});

test('a command cannot be given the name of another', async () => {
  await stage.call(`POST ${all}`, film);
  const { id } = (await stage.call(`POST ${all}`, { ...film, name: 'help' })).body as Registered;
  const answer = await stage.call(`PATCH ${all}/${id}`, { name: 'film' });
  expect(faultsOf(answer)).toEqual(['name APPLICATION_COMMANDS_DUPLICATE_NAME']);
});

test('a whole list replaces another; what stays keeps its id, and its version if nothing changed', async () => {
  const before = (await stage.call(`PUT ${all}`, [film, { ...film, name: 'help' }])).body as Registered[];
  const after = (await stage.call(`PUT ${all}`, [film, { ...film, name: 'new' }])).body as Registered[];
  expect(after[0]).toEqual(before[0]);
  expect(after.map(({ name }) => name)).toEqual(['film', 'new']);
  const twice = await stage.call(`PUT ${all}`, [film, film]);
  expect(faultsOf(twice)).toEqual(['1.name APPLICATION_COMMANDS_DUPLICATE_NAME']);
});

test('translations come only to those who ask for them', async () => {
  const words = { ru: 'фильм' };
  const made = await stage.call(`PUT ${all}`, [
    { ...film, name_localizations: words, options: [{ ...option, name_localizations: { ru: 'название' } }] },
  ]);
  expect(JSON.stringify(made.body)).toContain('название');
  expect(JSON.stringify((await stage.call(`GET ${all}`)).body)).not.toContain('_localizations');
  const { body } = await stage.call(`GET ${all}?with_localizations=true`);
  expect(body).toMatchObject([{ name_localizations: words, options: [{ name_localizations: { ru: 'название' } }] }]);
});

test('a guild has its own commands, beside the global ones', async () => {
  const guild = `/applications/${stage.world.applicationId}/guilds/${stage.world.guild.id}/commands`;
  expect((await stage.call(`POST ${guild}`, film)).body).toMatchObject({ guild_id: stage.world.guild.id });
  expect((await stage.call(`GET ${all}`)).body).toEqual([]);
  expect(await stage.call(`GET /applications/${stage.world.applicationId}/guilds/1/commands`)).toMatchObject({
    status: 403,
    code: 50001,
  });
});

test("another application's commands are none of the bot's business", async () => {
  expect(await stage.call('GET /applications/1/commands')).toMatchObject({ status: 403, code: 20012 });
});

test('200 commands may be created in a day; to change one is no creation', async () => {
  const list = (from: number): object[] => Array.from({ length: 100 }, (_, at) => ({ ...film, name: `f${from + at}` }));
  expect((await stage.call(`PUT ${all}`, list(0))).status).toBe(200);
  expect((await stage.call(`PUT ${all}`, list(100))).status).toBe(200);
  expect((await stage.call(`PUT ${all}`, list(100))).status).toBe(200);
  expect(await stage.call(`PUT ${all}`, list(101))).toMatchObject({ status: 429, code: 30034 });
  stage.passTime({ hours: 25 });
  expect((await stage.call(`PUT ${all}`, list(101))).status).toBe(200);
});

test('an application has at most 100 commands, and 15 of a menu', async () => {
  const many = Array.from({ length: 101 }, (_, at) => ({ ...film, name: `f${at}` }));
  expect(await stage.call(`PUT ${all}`, many)).toMatchObject({ status: 400, code: 30032 });
  const menus = Array.from({ length: 16 }, (_, at) => ({ type: 3, name: `Menu ${at}` }));
  expect(await stage.call(`PUT ${all}`, menus)).toMatchObject({ status: 400, code: 30032 });
});
