import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anotherFilm } from '../../src/components/another-film.ts';
import { writeFilter } from '../../src/components/filter-code.ts';
import { components } from '../../src/components/index.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { ComponentRequest } from '../../src/discord/request.ts';
import { aFilm } from '../support/library.ts';
import { aComponentRequest } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

/** Presses what carries this custom_id. */
async function press(
  customId: string,
  services = aClub(),
  request: Partial<ComponentRequest> = {},
): Promise<MessageReply> {
  const { route, args } = readCustomId(customId);
  const component = components.find((candidate) => candidate.route === route);
  if (!component) throw new Error(`nothing listens to ${customId}`);
  const reply = await component.execute(aComponentRequest(request), component.args.parse(args), services);
  if ('modal' in reply) throw new Error('a form');
  return reply;
}
const placementOf = (route: string) => components.find((component) => component.route === route)?.placement;
const idsOf = ({ components: rows = [] }: MessageReply): string[] =>
  rows.flatMap((row) => row.components).flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));

describe('who sees what a press brings:', () => {
  test('pages and answered questions take the place of what was there', () => {
    for (const route of [
      'list',
      'theme-page',
      'collection-page',
      'catalogue',
      'search',
      'help',
      'film-choice',
      'theme-choice',
    ])
      expect(placementOf(route), route).toBe('update');
  });

  test('what one member opens from a list is for that member alone', () => {
    for (const route of ['film', 'card', 'theme', 'collection', 'ending', 'similar'])
      expect(placementOf(route), route).toBe('ephemeral');
  });

  test('another film and another fact go to those who saw the one before', () => {
    expect([placementOf('another'), placementOf('fact')]).toEqual(['same', 'same']);
  });
});

describe('a button that is older than the library', () => {
  test.each([
    ...['card:gone', 'ending:gone', 'similar:gone', 'fact:gone', 'film', 'film-choice:card'].map((id) => [
      id,
      'gone.film',
    ]),
    ...['theme', 'theme-page:gone:usual::1', 'theme-choice:usual:'].map((id) => [id, 'gone.theme']),
    ...['collection', 'collection-page:gone:1'].map((id) => [id, 'gone.collection']),
    ...['another:zzz', 'list:zzz:usual::1', 'drawn-fact:?'].map((id) => [id, 'gone.filter']),
  ])('%s says what to do', async (customId, key) => {
    await expect(press(customId, aClub(), { values: ['gone'] })).rejects.toMatchObject({ name: 'UserError', key });
    await expect(press(customId, aClub(), { values: ['__proto__'] })).rejects.toMatchObject({ key });
  });

  test('shows the last page when the list got shorter, the first for a page before it', async () => {
    const club = aClub(Array.from({ length: 12 }, (_, at) => aFilm({ id: `film-${at}` })));
    const last = await press('list::year::99', club);
    expect(last.embeds?.[0]?.footer?.text).toBe('Page 2 of 2 · 12 films');
    expect((await press('list::year::-5', club)).embeds?.[0]?.footer?.text).toBe('Page 1 of 2 · 12 films');
  });

  test('with arguments that nobody wrote is not of this version', () => {
    for (const customId of [
      'list',
      'list::sideways::1',
      'list::year::x',
      'help:secrets',
      'film-choice:delete',
      'search:a:b:c',
    ]) {
      const { route, args } = readCustomId(customId);
      const schema = components.find((component) => component.route === route)?.args ?? z.never();
      expect(schema.safeParse(args).success, customId).toBe(false);
    }
  });
});

test('a shuffled list keeps its order from page to page, and shows every film once', async () => {
  const films = Array.from({ length: 25 }, (_, at) => aFilm({ id: `film-${at}`, year: 1950 + at }));
  const seen: string[] = [];
  for (let page: string | undefined = 'list::random:seed:1'; page;) {
    const reply = await press(page, aClub(films));
    const menu = reply.components?.[0]?.components[0];
    if (menu?.type !== ComponentType.StringSelect) throw new Error('no menu');
    seen.push(...menu.options.map(({ value }) => value));
    const next = reply.components?.[1]?.components[1];
    page = next?.type === ComponentType.Button && 'custom_id' in next && !next.disabled ? next.custom_id : undefined;
  }
  expect(seen.toSorted()).toEqual(films.map(({ id }) => id).toSorted());
  expect(seen).not.toEqual(films.map(({ id }) => id));
});

test('pressing Another with a filter draws from the same pool until it is used up, then starts anew', async () => {
  const club = aClub([aFilm({ id: 'a', year: 1941 }), aFilm({ id: 'b', year: 1942 }), aFilm({ id: 'c', year: 1950 })]);
  let button: string | undefined = anotherFilm.customId(writeFilter({ decade: 1940 }), 'all');
  const footers: (string | undefined)[] = [];
  const titles: (string | undefined)[] = [];
  for (let press_ = 0; press_ < 3; press_ += 1) {
    const reply: MessageReply = await press(button ?? '', club);
    footers.push(reply.embeds?.[0]?.footer?.text);
    titles.push(reply.embeds?.[0]?.title);
    button = idsOf(reply)[0];
  }
  expect(button).toMatch(/^another:/);
  expect(new Set(titles)).toEqual(new Set(['a (1941)', 'b (1942)']));
  expect(footers).toEqual([
    '1 of 2 left in this pool',
    'The last of 2 in this pool; the next draw starts a new round',
    '1 of 2 left in this pool',
  ]);
});

test('the ending is told masked, and there are words where none is written', async () => {
  const club = aClub([aFilm({ id: 'a', spoilers: { en: 'All is well.', ru: 'Всё хорошо.' } }), aFilm({ id: 'b' })]);
  expect((await press('ending:a', club)).embeds?.[0]?.description).toBe('||All is well.||');
  await expect(press('ending:b', club)).rejects.toMatchObject({ key: 'spoilers.none' });
});

test('a film’s facts take turns, button after button', async () => {
  const fact = (text: string) =>
    ({ text: { en: text, ru: text }, kind: 'history', confidence: 'well-known', sources: [] }) as const;
  const club = aClub([
    aFilm({ id: 'a', facts: [fact('One'), fact('Two'), fact('Three')].map((each) => ({ ...each, sources: [] })) }),
  ]);
  const told = [];
  for (let turn = 0; turn < 3; turn += 1)
    told.push((await press('fact:a', club)).embeds?.[0]?.description?.split('\n')[0]);
  expect(new Set(told)).toEqual(new Set(['One', 'Two', 'Three']));
});
