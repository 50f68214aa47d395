import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import type { Subcommand } from '../../src/discord/command.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { aCommandRequest } from '../support/requests.ts';
import { aFilm, theFirstTen } from '../support/library.ts';
import { aClub, servicesOf } from '../support/services.ts';

const library = theFirstTen();

function subcommandOf(name: string): Subcommand {
  const subcommand = commands
    .flatMap((command) => (command.kind === 'slash' ? command.subcommands : []))
    .find((candidate) => candidate.name === name);
  if (!subcommand) throw new Error(`no /film ${name}`);
  return subcommand;
}

const parsed = ({ options }: Subcommand, given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema.parse(given[name])]));

async function film(
  name: string,
  given: Record<string, unknown> = {},
  services = servicesOf(library),
  request: Parameters<typeof aCommandRequest>[1] = {},
): Promise<MessageReply> {
  const subcommand = subcommandOf(name);
  const reply = await subcommand.execute(aCommandRequest(parsed(subcommand, given), request), services);
  if ('modal' in reply) throw new Error('a form');
  return reply;
}

const embedOf = ({ embeds = [] }: MessageReply) => embeds[0] ?? {};
const menuOf = ({ components = [] }: MessageReply) => {
  const menu = components.flatMap((row) => row.components).find(({ type }) => type === ComponentType.StringSelect);
  return menu?.type === ComponentType.StringSelect ? menu : undefined;
};
const offered = (reply: MessageReply) => menuOf(reply)?.options.map(({ value }) => value);
const labels = ({ components = [] }: MessageReply) =>
  components.flatMap((row) => row.components).flatMap((part) => ('label' in part ? [part.label] : []));

test('an answer is public unless the member asks for it in private; help is private', () => {
  const seenBy = (name: string, given: Record<string, unknown>) => {
    const { visibility, options } = subcommandOf(name);
    return typeof visibility === 'function'
      ? visibility(parsed({ ...subcommandOf(name), options }, given))
      : visibility;
  };
  for (const name of ['random', 'list', 'themes', 'collections']) {
    expect(seenBy(name, {})).toBe('public');
    expect(seenBy(name, { private: false })).toBe('public');
    expect(seenBy(name, { private: true })).toBe('ephemeral');
  }
  for (const from of ['watchlist', 'unseen_by_me']) {
    expect(seenBy('random', { from })).toBe('ephemeral');
    expect(seenBy('random', { from, private: false })).toBe('public');
  }
  expect(seenBy('random', { from: 'unseen_by_club' })).toBe('public');
  expect(seenBy('list', { seen: 'any' })).toBe('public');
  expect(seenBy('list', { seen: 'unseen', private: false })).toBe('ephemeral');
  expect(seenBy('theme', { theme: 'x', private: true })).toBe('ephemeral');
  expect(seenBy('info', { film: 'x', private: true })).toBe('ephemeral');
  expect(seenBy('search', { query: 'xx', private: true })).toBe('ephemeral');
  expect(seenBy('fact', {})).toBe('public');
  expect(seenBy('help', {})).toBe('ephemeral');
});

describe('/film theme', () => {
  test('shows the theme, its films with how each relates to it, and a menu that opens them', async () => {
    const reply = await film('theme', { theme: 'evacuation' });
    expect(embedOf(reply).title).toBe('Evacuation');
    expect(embedOf(reply).footer?.text).toBe('10 films');
    expect(embedOf(reply).description).toMatch(/\*\*The Cranes Are Flying \(1957\)\*\*\n\*part of the story\* — \w/);
    expect(offered(reply)).toHaveLength(10);
    expect(offered(reply)?.[0]).toBe('the-cranes-are-flying');
  });

  test('takes a name in any language and case', async () => {
    for (const typed of ['Evacuation', 'ЭВАКУАЦИЯ', 'эвак']) {
      expect(embedOf(await film('theme', { theme: typed })).title).toBe('Evacuation');
    }
  });

  test('offers the nearest three for a theme that there is not', async () => {
    const reply = await film('theme', { theme: 'evakuazion**', sort: 'title' });
    expect(reply.content).toContain('There is no theme “evakuazion\\*\\*”');
    expect(offered(reply)).toHaveLength(3);
    expect(offered(reply)).toContain('evacuation');
    expect(menuOf(reply)?.custom_id).toMatch(/^theme-choice:title:/);
  });
});

describe('/film random', () => {
  test('says how many are left, and carries its filter in the button for another', async () => {
    const reply = await film('random', { decade: '1950' });
    expect(embedOf(reply).footer?.text).toBe('2 of 3 left in this pool');
    expect(labels(reply)[0]).toBe('Another film');
  });

  test('draws for a guild and for a person in direct messages from bags of their own', async () => {
    const services = aClub([aFilm({ id: 'a' }), aFilm({ id: 'b' })]);
    const left = async (guildId: string | undefined) =>
      embedOf(await film('random', {}, services, { guildId })).footer?.text;
    expect(await left('1')).toBe('1 of 2 left in this pool');
    expect(await left(undefined)).toBe('1 of 2 left in this pool');
    expect(await left('1')).toMatch(/^The last of 2/);
  });

  test('asks which theme was meant, and goes on with the rest of the filter', async () => {
    const reply = await film('random', { theme: 'evakuazion', max_runtime: 100 });
    expect(menuOf(reply)?.custom_id).toMatch(/^another:\?/);
    expect(offered(reply)).toContain('evacuation');
  });

  test('refuses a filter that nothing fits', async () => {
    await expect(film('random', { max_runtime: 1 })).rejects.toMatchObject({ key: 'random.empty' });
  });

  test('says of each of two unclear names what it may have meant', async () => {
    const reply = await film('random', { theme: 'evakuazion', collection: 'qx**' });
    expect(reply.content).toMatch(
      /^There is no theme “evakuazion”\. Was it one of these\? “Evacuation”, .*\nThere is no collection “qx\\\*\\\*”\. .*Evacuation.*\nThat is more than one menu can ask\./,
    );
    expect(reply.components).toBeUndefined();
  });

  test('does not take one letter, however often it is typed, for the theme that begins with it', async () => {
    for (const typed of ['зззз', 'з', 'Zz']) {
      const reply = await film('random', { theme: typed });
      expect(reply.content).toContain(`There is no theme “${typed}”`);
      expect(offered(reply)).toHaveLength(3);
    }
  });
});

describe('/film info', () => {
  test('opens the full card by id, by a title of either language, or by the start of one', async () => {
    for (const typed of ['the-ascent', 'The Ascent', 'восхождение', 'Восхож']) {
      const reply = await film('info', { film: typed });
      expect(embedOf(reply).title, typed).toBe('The Ascent (1977)');
      expect(labels(reply)).toEqual(['Watchlist', 'Seen', 'Rate', 'How it ends', 'Another fact', 'Similar films']);
    }
  });

  test('tells the ending masked when asked to, and then needs no button for it', async () => {
    const reply = await film('info', { film: 'the-ascent', spoilers: true });
    expect(embedOf(reply).fields?.at(-1)).toMatchObject({
      name: 'How it ends',
      value: expect.stringMatching(/^\|\|.+\|\|$/s) as string,
    });
    expect(labels(reply)).not.toContain('How it ends');
  });

  test('asks which film was meant, and remembers that spoilers were wanted', async () => {
    const reply = await film('info', { film: 'the', spoilers: true });
    expect(reply.content).toContain('“the” could be several films');
    expect(menuOf(reply)?.custom_id).toBe('film-choice:spoilers');
  });
});

describe('/film search', () => {
  test('names the field that matched', async () => {
    const reply = await film('search', { query: 'чухрай' }, undefined, { locale: 'ru' });
    expect(embedOf(reply).title).toBe('Поиск: чухрай');
    expect(embedOf(reply).description).toContain('имя: Григорий Чухрай');
  });

  test('opens the card of a single hit', async () => {
    expect(embedOf(await film('search', { query: 'журавли', in: 'title' })).title).toBe('The Cranes Are Flying (1957)');
  });

  test('finds words in facts, and shows them', async () => {
    const reply = await film('search', { query: 'шнитке', in: 'fact' }, undefined, { locale: 'ru' });
    expect(embedOf(reply).description).toMatch(/факт: .*Шнитке/);
  });

  test('understands the wrong keyboard', async () => {
    expect(embedOf(await film('search', { query: ',fkkflf', in: 'title' })).title).toBe('Ballad of a Soldier (1959)');
  });

  test('finds nothing, says so, and offers the nearest of what was looked for', async () => {
    const titles = await film('search', { query: 'crains are flyin' });
    expect(titles.content).toMatch(/^Nothing found for “crains are flyin”/);
    expect(offered(titles)?.[0]).toBe('the-cranes-are-flying');
    const themes = await film('search', { query: 'evaquzion', in: 'theme' });
    expect(themes.content).toMatch(/^No theme found for “evaquzion”/);
    expect(offered(themes)).toContain('evacuation');
    const people = await film('search', { query: 'kallatasow', in: 'person' });
    expect(people.content).toMatch(/^Nobody found for “kallatasow”/);
    expect(offered(people)).toContain('mikhail-kalatozov');
    expect(menuOf(people)?.custom_id).toMatch(/^list:\.\.\?:/);
  });

  test('names the year by which a film was found', async () => {
    const services = aClub([aFilm({ id: 'a', year: 1957 }), aFilm({ id: 'b', year: 1956, endYear: 1958 })]);
    expect(embedOf(await film('search', { query: '1957' }, services)).description?.match(/year: 1957/g)).toHaveLength(
      2,
    );
  });
});

describe('/film list', () => {
  test('names its filters in the header and sorts as asked', async () => {
    const reply = await film('list', {
      theme: 'evacuation',
      year_from: 1957,
      year_to: 1972,
      max_runtime: 100,
      sort: 'title',
    });
    expect(embedOf(reply).description).toMatch(
      /^theme “Evacuation” · from 1957 on · up to 1972 · at most 100 min · Sorted by title\n\n1\\\. \*\*Ballad of a Soldier/,
    );
  });

  test('keeps the order of a collection', async () => {
    const [collection] = library.collections;
    expect(offered(await film('list', { collection: collection?.id }))).toEqual(collection?.films.slice(0, 10));
  });

  test('asks who was meant', async () => {
    const reply = await film('list', { person: 'чюхой' });
    expect(offered(reply)).toHaveLength(3);
    expect(menuOf(reply)?.custom_id).toMatch(/^list:\.\.\?:usual:/);
  });

  test('refuses what no film fits', async () => {
    await expect(film('list', { year_to: 1900 })).rejects.toMatchObject({ key: 'list.empty' });
  });
});

test('/film themes lists all of them with counts, those without films last', async () => {
  const { description = '' } = embedOf(await film('themes'));
  expect(description).toMatch(/\*\*Evacuation\*\* · 10 films\n/);
  const counts = [...description.matchAll(/ · (\d+) films?\n/g)].map(([, count]) => Number(count) > 0);
  expect(counts).toEqual(counts.toSorted((a, b) => Number(b) - Number(a)));
});

test('/film collections shows how each begins and opens it', async () => {
  const reply = await film('collections');
  expect(embedOf(reply).description).toMatch(/^\*\*.+\*\* · 10 films\n.+/);
  expect(offered(reply)).toEqual(library.collections.map(({ id }) => id));
});

describe('/film fact', () => {
  test('tells the facts of a film in turns', async () => {
    const services = servicesOf(library);
    const { facts = [] } = library.films.find(({ id }) => id === 'hot-snow') ?? {};
    const told = new Set<string | undefined>();
    for (const _ of facts) told.add(embedOf(await film('fact', { film: 'hot-snow' }, services)).description);
    expect(told.size).toBe(facts.length);
  });

  test('does not use up the films of /film random', async () => {
    const services = servicesOf(library);
    await film('fact', {}, services);
    await film('fact', { theme: 'evacuation' }, services);
    expect(embedOf(await film('random', {}, services)).footer?.text).toBe('9 of 10 left in this pool');
  });
});

test('/film similar gives up to five films, each with a reason in words', async () => {
  const reply = await film('similar', { film: 'ballad-of-a-soldier' }, undefined, { locale: 'ru' });
  expect(embedOf(reply).title).toBe('Похоже на «Баллада о солдате (1959)»');
  expect(embedOf(reply).description).toContain('тот же режиссёр: Григорий Чухрай');
  expect(offered(reply)?.length).toBeLessThanOrEqual(5);
  await expect(film('similar', { film: 'daisies' }, aClub())).rejects.toMatchObject({ key: 'similar.none' });
});

test('/film help speaks of every subcommand by the name that a member sees', async () => {
  for (const [locale, names] of [
    [
      'en-US',
      commands.flatMap((command) =>
        command.kind === 'slash' && command.needs === undefined
          ? command.subcommands.map(({ name }) => name.split(' ')[0] ?? '')
          : [],
      ),
    ],
    [
      'ru',
      [
        ...['случайный', 'тема', 'карточка', 'поиск', 'список', 'темы', 'подборки', 'факт', 'похожие'],
        ...['оценить', 'снять-оценку', 'хочу-посмотреть', 'просмотренные'],
      ],
    ],
  ] as const) {
    const topics = ['films', 'ratings', 'week'].map((topic) => film('help', { topic }, undefined, { locale }));
    const description = (await Promise.all(topics)).map((reply) => embedOf(reply).description).join(' ');
    for (const name of names.filter((each) => each !== 'help')) expect(description).toContain(` ${name}`);
  }
  expect(embedOf(await film('help', { topic: 'privacy' })).title).toBe('Privacy');
});

test('/film help says of a rating taken back that this is kept, and what stays after a deletion', async () => {
  const { description } = embedOf(await film('help', { topic: 'privacy' }));
  expect(description).toContain('while such posts are open, that you took a rating back');
  expect(description).toContain('for about a day one by which the button that deletes works only once');
});

test('/film help promises Undo for changes, and not for a post', async () => {
  const { description } = embedOf(await film('help', { topic: 'week' }));
  expect(description).toContain('Every change can be undone for 15 minutes; what has been posted stays.');
});
