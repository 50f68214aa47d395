import type { APIMessage } from 'discord.js';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { rateThisFilm } from '../../src/commands/rate-this-film.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ComponentRequest } from '../../src/discord/request.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const direct = { guildId: undefined } as const;
const twoFilms = [aFilm({ id: 'wings', title: 'Wings' }), aFilm({ id: 'wings-of-desire', title: 'Wings of Desire' })];

async function press(customId: string, club: Services, request: Partial<ComponentRequest> = {}): Promise<Reply> {
  const { route, args } = readCustomId(customId);
  const component = components.find((candidate) => candidate.route === route);
  if (!component) throw new Error(`nothing listens to ${customId}`);
  return component.execute(aComponentRequest(request), component.args.parse(args), club);
}
async function film(
  name: string,
  options: Record<string, unknown>,
  club: Services,
  request: Parameters<typeof aRequest>[0] = {},
): Promise<Reply> {
  const [slash] = commands.filter((command) => command.kind === 'slash');
  const subcommand = slash?.subcommands.find((candidate) => candidate.name === name);
  if (!subcommand) throw new Error(`no /film ${name}`);
  return subcommand.execute(aCommandRequest(options, request), club);
}
const said = (reply: Reply): string | undefined => (reply as MessageReply).embeds?.[0]?.description;
const footer = (reply: Reply): string | undefined => (reply as MessageReply).embeds?.[0]?.footer?.text;
const idsOf = (reply: Reply): string[] =>
  ((reply as MessageReply).components ?? [])
    .flatMap((row) => row.components)
    .flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));

test('a member rates, changes their mind, and hears the old score and the new one', async () => {
  const club = aClub();
  expect(said(await film('rate', { film: 'daisies', score: 3 }, club))).toBe(
    'Your rating: 3 of 5.\nClub rating: 3.0 of 5, 1 rating',
  );
  expect(said(await press('score:daisies:5', club))).toMatch(/^Your rating changed from 3 to 5 of 5\./);
  expect(said(await press('score:daisies:5', club))).toMatch(/^Your rating stays 5 of 5\./);
  expect(said(await press('rate:daisies', club))).toMatch(/^You gave it 5 of 5/);
  expect(said(await film('unrate', { film: 'daisies' }, club))).toBe('Your rating of 5 is withdrawn.');
  expect(said(await press('unrate:daisies', club))).toBe('You have not rated it.');
});

test('a film that is rated was seen: it leaves the watchlist, and the member hears it', async () => {
  const club = aClub();
  await film('watchlist add', { film: 'daisies' }, club);
  expect(said(await film('rate', { film: 'daisies', score: 3 }, club))).toBe(
    'Your rating: 3 of 5. It is off your watchlist with that.\nClub rating: 3.0 of 5, 1 rating',
  );
  expect(said(await film('rate', { film: 'daisies', score: 4 }, club))).not.toContain('watchlist');
});

test('a button that withdraws a score withdraws that score alone, also when it is pressed late', async () => {
  const club = aClub();
  const old = idsOf(await film('rate', { film: 'daisies', score: 2 }, club)).at(-1) ?? '';
  await film('rate', { film: 'daisies', score: 5 }, club);
  const told = await press(old, club);
  expect(said(told)).toMatch(/^You gave it 5 of 5/);
  expect(said(await press(idsOf(told).at(-1) ?? '', club))).toBe('Your rating of 5 is withdrawn.');
  expect(said(await press(old, club))).toBe('You have not rated it.');
});

test('a Rate button rates for whoever presses it, in the server where it is pressed', async () => {
  const club = aClub();
  await press('score:daisies:1', club, { userId: '1' });
  await press('score:daisies:5', club, { userId: '2' });
  await press('score:daisies:5', club, { userId: '2', guildId: '9' });
  expect(footer(await film('info', { film: 'daisies' }, club))).toBe('Club rating: 3.0 of 5, 2 ratings');
  expect(footer(await film('random', {}, club))).toMatch(/^Club rating: 3.0 of 5, 2 ratings · /);
  expect(footer(await film('info', { film: 'daisies' }, club, { guildId: '9' }))).toMatch(/5\.0 of 5, 1 rating$/);
});

test('a card that nobody has rated says nothing about it, and the next card knows a new rating', async () => {
  const club = aClub();
  expect(footer(await film('info', { film: 'daisies' }, club))).toBeUndefined();
  await press('score:daisies:4', club);
  expect(footer(await film('info', { film: 'daisies' }, club, { locale: 'ru' }))).toBe(
    'Оценка клуба: 4,0 из 5, 1 оценка',
  );
  await press('unrate:daisies', club);
  expect(footer(await film('info', { film: 'daisies' }, club))).toBeUndefined();
});

test('a title that fits two films is asked about, and the score waits for the answer', async () => {
  const club = aClub(twoFilms);
  const [menu = ''] = idsOf(await film('rate', { film: 'win', score: 2 }, club));
  expect(said(await press(menu, club, { values: ['wings-of-desire'] }))).toMatch(/^Your rating: 2 of 5/);
  const [other = ''] = idsOf(await film('unrate', { film: 'win' }, club));
  expect(said(await press(other, club, { values: ['wings-of-desire'] }))).toMatch(/^Your rating of 2 /);
  await expect(press(menu, club, { values: ['gone'] })).rejects.toMatchObject({ key: 'gone.film' });
});

test('Rate this film finds the film of a message, or asks which one', async () => {
  const club = aClub(twoFilms);
  const rate = async (content: string, request = {}) =>
    rateThisFilm.execute({ ...aRequest(request), message: { content } as APIMessage }, club);
  expect(idsOf(await rate('Tonight: “Wings”!')).slice(0, 5)).toEqual(
    [1, 2, 3, 4, 5].map((score) => `score:wings:${score}`),
  );
  const [menu = ''] = idsOf(await rate('Wings of Desire'));
  expect(idsOf(await press(menu, club, { values: ['wings'] }))[0]).toBe('score:wings:1');
  await expect(rate('Hello')).rejects.toMatchObject({ key: 'details.none' });
  await expect(rate('Wings', direct)).rejects.toMatchObject({ key: 'rating.guild-only' });
});

test('in direct messages nothing is rated, and no card asks for it', async () => {
  const club = aClub();
  const refused = { key: 'rating.guild-only' };
  await expect(film('rate', { film: 'daisies', score: 3 }, club, direct)).rejects.toMatchObject(refused);
  await expect(film('unrate', { film: 'qqqq' }, club, direct)).rejects.toMatchObject(refused);
  for (const id of ['rate:daisies', 'score:daisies:3', 'unrate:daisies'])
    await expect(press(id, club, direct)).rejects.toMatchObject(refused);
  expect(idsOf(await film('info', { film: 'daisies' }, club, direct))).toEqual([
    ...['toggle:watchlist:daisies', 'toggle:seen:daisies', 'similar:daisies'],
  ]);
});

test('a score that there is not is not of this version', () => {
  const score = components.find(({ route }) => route === 'score');
  for (const wrong of ['0', '6', '2.5', 'x', '', '-1'])
    expect(score?.args.safeParse(['daisies', wrong]).success, wrong).toBe(false);
});
