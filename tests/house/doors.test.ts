import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { toWire } from '../../src/discord/registration.ts';
import { catalogOf } from '../../src/locales/translate.ts';

/** Everything that the files of a room export, by the name it is exported under. */
async function exportsOf(pattern: string): Promise<[string, unknown][]> {
  const modules = await Promise.all(
    globSync(pattern)
      .filter((file) => !file.endsWith('index.ts'))
      .map((file) => import(pathToFileURL(resolve(file)).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.entries(module));
}

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => Object.hasOwn(value, name));

describe('every door is listed by hand:', () => {
  test('components', async () => {
    const exported = (await exportsOf('src/components/**/*.ts')).filter(([, value]) => has(value, 'route', 'execute'));
    expect(exported.length).toBeGreaterThan(0);
    for (const [name, component] of exported) expect(components, name).toContain(component);
    expect(new Set(components.map(({ route }) => route)).size).toBe(components.length);
  });

  test('commands and their subcommands', async () => {
    const exported = await exportsOf('src/commands/**/*.ts');
    const subcommands = commands.flatMap((command) => (command.kind === 'slash' ? command.subcommands : []));
    const isCommand = ([, value]: [string, unknown]): boolean => has(value, 'kind', 'name');
    const isSubcommand = ([, value]: [string, unknown]): boolean => has(value, 'name', 'options', 'execute');
    for (const [name, command] of exported.filter(isCommand)) expect(commands, name).toContain(command);
    for (const [name, subcommand] of exported.filter(isSubcommand)) expect(subcommands, name).toContain(subcommand);
    expect(exported.filter(isSubcommand).length).toBe(subcommands.length);
  });
});

const Words = z.object({ 'en-US': z.string(), ru: z.string() });
const Node = z.object({
  name: z.string(),
  name_localizations: Words,
  description: z.string().optional(),
  description_localizations: Words.optional(),
  value: z.string().optional(),
  required: z.boolean().optional(),
  get options() {
    return z.array(Node).optional();
  },
  get choices() {
    return z.array(Node).optional();
  },
});
type Node = z.infer<typeof Node>;

const wires = commands.map((command) => Node.parse(toWire(command)));
const film = wires.find(({ name }) => name === 'film');
const filmdata = wires.find(({ name }) => name === 'filmdata');
const filmweek = wires.find(({ name }) => name === 'filmweek');
const everyNode = (node: Node): Node[] => [node, ...(node.options ?? []).flatMap(everyNode)];

describe('what is registered', () => {
  test('is /film, /filmdata, /filmconfig and /filmweek with the subcommands of this release, and three entries in the menu of messages', () => {
    expect(wires.map(({ name }) => name)).toEqual([
      'film',
      'filmdata',
      'filmconfig',
      'filmweek',
      'Film details',
      'Rate this film',
      'Recount ratings',
    ]);
    expect(film?.options?.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      ['random', ['theme', 'collection', 'decade', 'max_runtime', 'from', 'private']],
      ['theme', ['theme', 'sort', 'private']],
      ['info', ['film', 'spoilers', 'private']],
      ['search', ['query', 'in', 'private']],
      ['list', ['collection', 'theme', 'person', 'year_from', 'year_to', 'max_runtime', 'seen', 'sort', 'private']],
      ['themes', ['private']],
      ['collections', ['private']],
      ['fact', ['film', 'theme']],
      ['similar', ['film']],
      ['week', ['private']],
      ['history', ['year', 'theme', 'private']],
      ['top', ['period', 'theme', 'kind', 'min_votes', 'private']],
      ['rate', ['film', 'score']],
      ['unrate', ['film']],
      ['watchlist', ['add', 'remove', 'show', 'clear']],
      ['seen', ['add', 'remove', 'show']],
      ['nominate', ['film', 'note']],
      ['help', ['topic']],
    ]);
    const nominations = filmweek?.options?.find(({ name }) => name === 'nominations');
    expect(filmweek?.options?.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      [
        'schedule',
        [
          ...[
            'channel',
            'weekday',
            'time',
            'timezone',
            'mode',
            'theme',
            'name',
            'role',
            'every_weeks',
            'thread',
            'pin',
          ],
          ...['grace_hours', 'close_rating_days'],
        ],
      ],
      ['show', ['name']],
      ['preview', ['name', 'ahead']],
      ['skip', ['name', 'date', 'reason']],
      ['replace', ['film', 'name', 'date']],
      ['post', ['film', 'name', 'counts']],
      ['pause', ['name', 'until', 'reason']],
      ['resume', ['name']],
      ['edit', ['name']],
      ['remove', ['name']],
      ['queue', ['add', 'list', 'move', 'remove', 'fill', 'clear']],
      ['nominations', ['list', 'accept', 'decline']],
      ['recount', ['post']],
      ['report', ['period', 'format']],
    ]);
    expect(nominations?.options?.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      ['list', []],
      ['accept', ['nomination']],
      ['decline', ['nomination', 'reason']],
    ]);
    expect(filmdata?.options?.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      ['show', []],
      ['export', []],
      ['delete', ['scope']],
    ]);
    const filmconfig = wires.find(({ name }) => name === 'filmconfig');
    expect(filmconfig?.options?.map(({ name, options }) => [name, options?.map((option) => option.name)])).toEqual([
      ['setup', []],
      ['show', []],
      ['check', ['channel']],
      ['language', ['posts']],
      ['timezone', ['zone']],
      ['ratings', ['mode', 'emoji_set']],
      ['content', ['spoilers', 'warnings', 'plain_text', 'color']],
      ['nominations', ['open', 'per_member']],
      ['roles', ['moderator', 'ping', 'remove']],
      ['log', ['channel', 'off']],
      ['collection', ['enable', 'disable']],
    ]);
  });

  test('has its words in the catalogs, and the catalogs have no others', () => {
    const spoken = new Set(wires.flatMap(everyNode).flatMap((node) => [node, ...(node.choices ?? [])]));
    const all = [...spoken].flatMap((node) => [node.name_localizations.ru, node.description_localizations?.ru]);
    const said = new Set<string | undefined>(all);
    const words = Object.entries(catalogOf('ru')).filter(([key]) => /^(?:command|option|choice)\./.test(key));
    expect(words.filter(([, text]) => !said.has(text))).toEqual([]);
  });
});
