import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ComponentRequest } from '../../src/discord/request.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest, someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const me = aRequest().userId;
const wings = [aFilm({ id: 'wings', title: 'Wings' }), aFilm({ id: 'wings-of-desire', title: 'Wings of Desire' })];
const partOf = (customId: string) => {
  const { route, args } = readCustomId(customId);
  const component = components.find((candidate) => candidate.route === route);
  if (!component) throw new Error(`nothing listens to ${customId}`);
  return { component, args: component.args.parse(args) };
};
async function press(customId: string, club: Services, request: Partial<ComponentRequest> = {}): Promise<MessageReply> {
  const { component, args } = partOf(customId);
  return (await component.execute(aComponentRequest(request), args, club)) as MessageReply;
}
const subcommandOf = (name: string) => {
  const film = commands.find((command) => command.name === 'film');
  const subcommand = film?.kind === 'slash' && film.subcommands.find((candidate) => candidate.name === name);
  if (!subcommand) throw new Error(`no /film ${name}`);
  return subcommand;
};
const film = async (
  name: string,
  options: Record<string, unknown>,
  club: Services,
  request: Parameters<typeof aRequest>[0] = {},
): Promise<MessageReply> =>
  (await (subcommandOf(name).execute(aCommandRequest(options, request), club) as Promise<Reply>)) as MessageReply;
const said = ({ content, embeds = [] }: MessageReply) => content ?? embeds[0]?.description;
const idsOf = ({ components: rows = [] }: MessageReply): string[] =>
  rows.flatMap((row) => row.components).flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));
const id = (reply: MessageReply, route: string): string =>
  idsOf(reply).find((each) => each.startsWith(`${route}:`)) ?? '';

test('everything about one’s lists is for the member alone', () => {
  const list = commands.flatMap((command) => (command.kind === 'slash' ? command.subcommands : []));
  const own = list.filter(({ name }) => /^(watchlist|seen) /.test(name));
  expect(own).toHaveLength(7);
  for (const { name, visibility } of own) expect(visibility, name).toBe('ephemeral');
  for (const route of ['toggle', 'another-of-mine'])
    expect(components.find((each) => each.route === route)?.placement, route).toBe('ephemeral');
  for (const route of ['toggle', 'listed', 'clear-watchlist'])
    expect(components.find((each) => each.route === route)?.acts, route).toBe(true);
});

test('a member puts a film on the watchlist, and is told when it was there already or was not', async () => {
  const club = aClub();
  expect(said(await film('watchlist add', { film: 'daisies' }, club))).toBe('It is on your watchlist now.');
  expect(said(await film('watchlist add', { film: 'daisies' }, club))).toBe('It was on your watchlist already.');
  expect(said(await film('watchlist remove', { film: 'daisies' }, club))).toBe('It is off your watchlist.');
  expect(said(await film('watchlist remove', { film: 'daisies' }, club))).toBe('It was not on your watchlist.');
  await expect(film('watchlist show', {}, club)).rejects.toMatchObject({ key: 'listed.empty.watchlist' });
});

test('a film that is marked as seen leaves the watchlist, and one press puts it back', async () => {
  const club = aClub();
  await film('watchlist add', { film: 'daisies' }, club);
  const marked = await film('seen add', { film: 'daisies' }, club);
  expect(said(marked)).toBe('Marked as seen. It is off your watchlist with that.');
  expect(idsOf(marked)).toEqual(['listed:watchlist:on:daisies', 'listed:seen:off:daisies']);
  expect(said(await press('listed:watchlist:on:daisies', club))).toBe('It is on your watchlist now.');
  expect(said(await press('listed:seen:off:daisies', club))).toBe('Not marked as seen any more.');
  expect(await club.lists.listsWith('daisies', me)).toEqual(['watchlist']);
});

test('the buttons of a card switch the list of whoever presses, there and back', async () => {
  const club = aClub();
  const toggle = id(await film('random', {}, club), 'toggle');
  expect(toggle).toBe('toggle:watchlist:daisies');
  expect(said(await press(toggle, club, { userId: '2' }))).toBe('It is on your watchlist now.');
  expect(await club.lists.films('watchlist', me)).toEqual([]);
  expect(await club.lists.films('watchlist', '2')).toEqual(['daisies']);
  expect(said(await press(toggle, club, { userId: '2' }))).toBe('It is off your watchlist.');
  expect(said(await press('toggle:seen:daisies', club, { guildId: undefined }))).toBe('Marked as seen.');
  await expect(press('toggle:seen:gone', club)).rejects.toMatchObject({ key: 'gone.film' });
});

test('a film that the member has rated still counts as seen, and they are told why', async () => {
  const club = aClub();
  await film('rate', { film: 'daisies', score: 4 }, club);
  await film('seen add', { film: 'daisies' }, club);
  expect(said(await film('seen remove', { film: 'daisies' }, club))).toMatch(/any more\. You have rated it/);
  expect((await film('seen show', {}, club)).embeds?.[0]?.footer?.text).toBe('1 film');
});

test('a list is shown latest first, page by page, with a menu that opens a card, and never another’s', async () => {
  const club = aClub(Array.from({ length: 12 }, (_, at) => aFilm({ id: `film-${at}` })));
  for (const { id: filmId } of club.films.films) await film('watchlist add', { film: filmId }, club);
  const second = await press(idsOf(await film('watchlist show', {}, club)).at(-1) ?? '', club);
  expect(second.embeds?.[0]?.footer?.text).toBe('Page 2 of 2 · 12 films');
  expect(idsOf(second)[0]).toBe('film');
  await expect(press('listed-page:watchlist:1', club, { userId: '2' })).rejects.toMatchObject({
    key: 'listed.empty.watchlist',
  });
});

test('the watchlist is emptied only by who was asked, and only of what they were told', async () => {
  const club = aClub(wings);
  await expect(film('watchlist clear', {}, club)).rejects.toMatchObject({ key: 'listed.empty.watchlist' });
  await film('watchlist add', { film: 'wings' }, club);
  const asked = await film('watchlist clear', {}, club);
  const confirm = id(asked, 'clear-watchlist');
  await expect(press(confirm, club, { userId: '2' })).rejects.toMatchObject({ key: 'listed.not-yours' });
  await film('watchlist add', { film: 'wings-of-desire' }, club);
  const anew = await press(confirm, club);
  expect(said(anew)).toMatch(/2 films are on it/);
  expect(await club.lists.films('watchlist', me)).toHaveLength(2);
  expect(said(await press(id(anew, 'clear-watchlist'), club))).toBe('Your watchlist is empty: 2 films taken off.');
  expect(await club.lists.films('watchlist', me)).toEqual([]);
});

test('a title that fits two films is asked about, but not where only one of them is on the list', async () => {
  const club = aClub(wings);
  const [menu = ''] = idsOf(await film('watchlist add', { film: 'win' }, club));
  expect(said(await press(menu, club, { values: ['wings-of-desire'] }))).toBe('It is on your watchlist now.');
  expect(said(await film('watchlist remove', { film: 'win' }, club))).toBe('It is off your watchlist.');
  const [other = ''] = idsOf(await film('seen remove', { film: 'win' }, club));
  expect(said(await press(other, club, { values: ['wings'] }))).toBe('You had not marked it as seen.');
});

test('what is offered to take off is what the member has on the list', async () => {
  const club = aClub(wings);
  await film('watchlist add', { film: 'wings-of-desire' }, club);
  const offered = async (typed: string, userId = me) => {
    const option = subcommandOf('watchlist remove').options['film'];
    const choices = await option?.autocomplete?.(
      { typed, options: {}, guildId: '1', userId, now: someEvening, t: aRequest().t },
      club,
    );
    return choices?.map(({ value }) => value);
  };
  expect(await offered('')).toEqual(['wings-of-desire']);
  expect(await offered('win')).toEqual(['wings-of-desire']);
  expect(await offered('', '2')).toEqual([]);
});

test('Another under a draw from a watchlist draws from the presser’s own, for the presser alone', async () => {
  const club = aClub(wings);
  await film('watchlist add', { film: 'wings' }, club);
  const drawn = await film('random', { from: 'watchlist' }, club);
  expect(drawn.embeds?.[0]?.footer?.text).toBe('The only one in this pool; the next draw starts a new round');
  const again = id(drawn, 'another-of-mine');
  expect((await press(again, club)).embeds?.[0]?.title).toBe('Wings (1966)');
  await expect(press(again, club, { userId: '2' })).rejects.toMatchObject({ key: 'random.empty.watchlist' });
});

test('a list of all films keeps to those that the member has seen, or has not', async () => {
  const club = aClub(wings);
  await expect(film('list', { seen: 'seen' }, club)).rejects.toMatchObject({ key: 'list.empty.seen' });
  await film('seen add', { film: 'wings' }, club);
  const unseen = await film('list', { seen: 'unseen' }, club);
  expect(said(unseen)).toMatch(/^not seen by you · Sorted by year\n/);
  expect(said(unseen)).not.toContain('**Wings (1966)**');
  expect(said(await film('list', { seen: 'seen' }, club))).toContain('**Wings (1966)**');
  await film('rate', { film: 'wings-of-desire', score: 5 }, club);
  await expect(film('list', { seen: 'unseen' }, club)).rejects.toMatchObject({
    ...{ key: 'list.empty.unseen', params: { count: 2 } },
  });
  expect(said(await film('list', { seen: 'unseen' }, club, { userId: '2' }))).toContain('Wings of Desire');
});
