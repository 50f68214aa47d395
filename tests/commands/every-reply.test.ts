import { ComponentType } from 'discord.js';
import type { APIComponentInMessageActionRow } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { clampMessage } from '../../src/discord/clamp-message.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Library } from '../../src/domain/library.ts';
import { rankings } from '../../src/domain/ranking.ts';
import { scores } from '../../src/domain/rating.ts';
import { UserError } from '../../src/errors.ts';
import { locales } from '../../src/locales/translate.ts';
import type { Locale } from '../../src/locales/translate.ts';
import type { Services } from '../../src/services/services.ts';
import { aCommandRequest, aComponentRequest, someEvening } from '../support/requests.ts';
import { storesInMemory } from '../support/database.ts';
import { anOccurrence, aSchedule } from '../support/schedules.ts';
import { servicesOf } from '../support/services.ts';
import { extremes } from './library-of-extremes.ts';

// Every answer that there is takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const slash = commands.find((command) => command.kind === 'slash');

/** What members may ask of a library: every film, theme, person and collection, and a good deal of nonsense. */
function questionsOf({ films, themes, people, collections }: Library): [string, Record<string, unknown>][] {
  const [collection] = collections;
  const some = { theme: themes.at(-1)?.id, collection: collection?.id, max_runtime: 600 };
  const nonsense = [
    'летят',
    'qqqqq',
    '**@everyone** ||x',
    ':'.repeat(60),
    '😀'.repeat(30),
    'a',
    '\n `x',
    '\u202Ex'.repeat(20),
  ];
  return [
    ['random', {}],
    ['random', { ...some, decade: '1950' }],
    ['random', some],
    ...themes.flatMap(
      ({ id }): [string, Record<string, unknown>][] =>
        [
          ...[undefined, 'year', 'title', 'random'].map((sort): [string, object] => ['theme', { theme: id, sort }]),
          ['list', { theme: id }],
          ['random', { theme: id }],
          ['fact', { theme: id }],
        ] as [string, Record<string, unknown>][],
    ),
    ...films.flatMap(({ id, title, originalTitle }): [string, Record<string, unknown>][] => [
      ['info', { film: id }],
      ['info', { film: title }],
      ['info', { film: originalTitle, spoilers: true }],
      ['fact', { film: id }],
      ['fact', { film: id }],
      ['similar', { film: id }],
      ['search', { query: originalTitle.slice(0, 60) }],
    ]),
    ...people.map(({ id }): [string, Record<string, unknown>] => ['list', { person: id, sort: 'title' }]),
    ...collections.map(({ id }): [string, Record<string, unknown>] => ['list', { collection: id }]),
    ['list', {}],
    ['list', { sort: 'random' }],
    ['list', { ...some, person: people.at(-1)?.id, year_from: 1895, year_to: 2100, sort: 'random' }],
    ['list', { ...some, person: people[0]?.id, year_from: 1895, year_to: 2100, sort: 'random' }],
    ...nonsense.flatMap((text): [string, Record<string, unknown>][] => [
      ['theme', { theme: text }],
      ['info', { film: text }],
      ['similar', { film: text }],
      ['fact', { theme: text }],
      ['list', { person: text }],
      ['random', { collection: text }],
      ...['everything', 'title', 'person', 'theme'].map((place): [string, Record<string, unknown>] => [
        'search',
        { query: text, in: place },
      ]),
    ]),
    ['search', { query: 'a' }],
    ['search', { query: 'е', in: 'title' }],
    ...films.flatMap(({ id }): [string, Record<string, unknown>][] => [
      ['watchlist add', { film: id }],
      ['seen add', { film: id }],
      ['seen remove', { film: id }],
    ]),
    ...nonsense.flatMap((text): [string, Record<string, unknown>][] => [
      ['watchlist add', { film: text }],
      ['seen remove', { film: text }],
    ]),
    ...films.map(({ id }): [string, Record<string, unknown>] => ['nominate', { film: id, note: '_'.repeat(200) }]),
    ...nonsense.map((text): [string, Record<string, unknown>] => ['nominate', { film: text, note: text }]),
    ['random', { ...some, from: 'unseen_by_club' }],
    ['random', { ...some, from: 'unseen_by_me' }],
    ['random', { from: 'watchlist' }],
    ['list', { ...some, person: people[0]?.id, year_from: 1895, year_to: 2100, sort: 'random', seen: 'unseen' }],
    ['list', { seen: 'seen' }],
    ['watchlist show', {}],
    ['watchlist clear', {}],
    ['seen show', {}],
    ['themes', {}],
    ['collections', {}],
    ['fact', {}],
    ['help', {}],
    ['help', { topic: 'privacy' }],
    ...rankings.map((kind): [string, Record<string, unknown>] => ['top', { kind, min_votes: 1 }]),
    ['top', { theme: themes[0]?.id, period: 'month', min_votes: 1 }],
    ['top', { theme: 'qqqqq' }],
    ['week', {}],
    ['history', {}],
    ['history', { year: 2026, theme: themes[0]?.id }],
    ['history', { theme: 'qqqqq' }],
  ];
}

let lastId = 1_300_000_000_000_000_000n;

const refused = (error: unknown): undefined => {
  if (!(error instanceof UserError)) throw error;
  return undefined;
};

/** The reply to a question; undefined when the member is told what to do instead. */
async function ask(
  name: string,
  given: Record<string, unknown>,
  locale: Locale,
  services: Services,
): Promise<Reply | undefined> {
  const subcommand = slash?.subcommands.find((candidate) => candidate.name === name);
  if (!subcommand) throw new Error(`no /film ${name}`);
  const options = Object.fromEntries(
    Object.entries(subcommand.options).map(([option, { schema }]) => [option, schema.parse(given[option])]),
  );
  try {
    lastId += 1n;
    return await subcommand.execute(aCommandRequest(options, { locale, interactionId: String(lastId) }), services);
  } catch (error) {
    return refused(error);
  }
}

/** Members rate more films than a page holds, each in another way. */
async function rateAll({ films }: Library, { ratings }: Services): Promise<void> {
  const { guildId = '' } = aCommandRequest({});
  for (const [at, { id: filmId }] of films.slice(0, 12).entries())
    for (const [member, score] of scores.slice(0, 1 + (at % 5)).entries())
      await ratings.rate({
        ...{ guildId, userId: `1${member}`, filmId, source: 'command', updatedAt: someEvening },
        score: at % 3 === 0 ? 5 : score,
      });
}

/** Every film has been shown, by two schedules; the second has only begun to. */
async function showAll(
  { films }: Library,
  { occurrences, schedules }: ReturnType<typeof storesInMemory>,
): Promise<void> {
  const { guildId = '' } = aCommandRequest({});
  for (const name of ['main', 'x'.repeat(32)]) await schedules.put(aSchedule({ guildId, name }));
  const { posting } = anOccurrence();
  const channelId = '1'.repeat(20);
  for (const [at, { id: filmId }] of films.entries()) {
    const post = { channelId, messageId: `${channelId.slice(3)}${100 + at}` };
    const shown = { ...{ guildId, key: `${at}`, filmId }, posting: { ...posting, state: 'done' as const, post } };
    await occurrences.add(anOccurrence(shown), someEvening, someEvening);
  }
}

/** Presses a button, or picks each option of a menu. */
async function press(
  part: APIComponentInMessageActionRow,
  locale: Locale,
  services: Services,
): Promise<(Reply | undefined)[]> {
  if (part.type !== ComponentType.StringSelect && !(part.type === ComponentType.Button && 'custom_id' in part))
    return [];
  const { route, args: written } = readCustomId(part.custom_id);
  const component = components.find((candidate) => candidate.route === route);
  if (!component) throw new Error(`nothing listens to ${part.custom_id}`);
  const args = component.args.parse(written);
  const picks = part.type === ComponentType.StringSelect ? part.options.map(({ value }) => [value]) : [[]];
  return Promise.all(
    picks.map(async (values) => {
      try {
        return await component.execute(aComponentRequest({ values, locale }), args, services);
      } catch (error) {
        return refused(error);
      }
    }),
  );
}

const partsOf = (reply: MessageReply) => (reply.components ?? []).flatMap((row) => row.components);

/** Discord takes the reply as it is, and every part of it can be pressed. */
function expectToFit(reply: Reply | undefined, asked: string): asserts reply is MessageReply {
  if (!reply || 'modal' in reply) throw new Error(`${asked}: no message`);
  const { content, embeds = [], components: rows = [], files } = reply;
  expect(clampMessage(reply), asked).toEqual({
    ...{ ...(content !== undefined && { content }), embeds, components: rows },
    ...(files && { files }),
  });
  const ids = partsOf(reply).map((part) => ('custom_id' in part ? part.custom_id : ''));
  expect(new Set(ids).size, asked).toBe(ids.length);
  for (const id of ids) expect(id.length, id).toBeLessThanOrEqual(100);
  expect(JSON.stringify({ content, embeds, rows }), asked).not.toMatch(/undefined|null|NaN|\[object/);
}

describe.each(locales)('in %s', (locale) => {
  test('every answer about our library fits Discord as it is, and so does all that its buttons and menus lead to', async () => {
    const library = loadLibrary();
    const stores = storesInMemory();
    const services = servicesOf(library, { stores });
    await rateAll(library, services);
    await showAll(library, stores);
    for (const [name, options] of questionsOf(library)) {
      const asked = `/film ${name} ${JSON.stringify(options)}`;
      const reply = await ask(name, options, locale, services);
      if (!reply) continue;
      expectToFit(reply, asked);
      for (const part of partsOf(reply)) {
        for (const next of await press(part, locale, services))
          if (next) expectToFit(next, `${asked} → ${JSON.stringify(part)}`);
      }
    }
  });

  test('a library as bad as may be costs the end of some texts, and nothing else', async () => {
    const stores = storesInMemory();
    const services = servicesOf(extremes, { stores });
    await rateAll(extremes, services);
    await showAll(extremes, stores);
    for (const [name, options] of questionsOf(extremes)) {
      const reply = await ask(name, options, locale, services);
      if (!reply || 'modal' in reply) continue;
      const fitting = clampMessage(reply);
      expect(partsOf(fitting).length, name).toBe(partsOf(reply).length);
      for (const part of partsOf(fitting)) await press(part, locale, services);
    }
  });
});
