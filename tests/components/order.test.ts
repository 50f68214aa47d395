import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { toWire } from '../../src/discord/registration.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Score } from '../../src/domain/rating.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest, someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const films = Array.from({ length: 12 }, (_, at) => aFilm({ id: `film-${at}`, year: 1940 + at }));
const { guildId = '' } = aRequest();
const inOrder = ['film-5', 'film-7', 'film-3', 'film-9', 'film-0', 'film-1', 'film-2', 'film-4', 'film-6', 'film-8'];

/** A club in which four of twelve films are rated: the one rated 5 by one member is no better than the one rated 4.8 by six. */
async function aRatingClub(): Promise<Services> {
  const services = aClub(films);
  const rate = async (filmId: string, scores: readonly Score[], guild = guildId) => {
    for (const [at, score] of scores.entries())
      await services.ratings.rate({
        ...{ guildId: guild, filmId, userId: String(at), score, source: 'command', updatedAt: someEvening },
      });
  };
  await rate('film-3', [3, 4]);
  await rate('film-5', [5, 5, 5, 5, 5, 4]);
  await rate('film-7', [5]);
  await rate('film-9', [1, 1]);
  await rate('film-0', [5, 5, 5], 'another guild');
  return services;
}

async function film(name: string, services: Services, request: Parameters<typeof aRequest>[0] = {}) {
  const command = commands.find((each) => each.name === 'film');
  const subcommand = command?.kind === 'slash' && command.subcommands.find((each) => each.name === name);
  if (!subcommand) throw new Error(`no /film ${name}`);
  const asked = aCommandRequest({ theme: 'home-front', sort: 'rating' }, request);
  return (await (subcommand.execute(asked, services) as Promise<Reply>)) as MessageReply;
}
async function press(customId: string, services: Services): Promise<MessageReply> {
  const { route, args } = readCustomId(customId);
  const component = components.find((each) => each.route === route);
  if (!component) throw new Error(`nothing listens to ${customId}`);
  return (await component.execute(aComponentRequest(), component.args.parse(args), services)) as MessageReply;
}
const parts = ({ components: rows = [] }: MessageReply) => rows.flatMap((row) => row.components);
const offered = (reply: MessageReply) => parts(reply).flatMap((part) => ('options' in part ? part.options : []));
const filmsOf = (reply: MessageReply) => offered(reply).map(({ value }) => value);
const button = (reply: MessageReply, label: string): string =>
  parts(reply).flatMap((part) =>
    'label' in part && part.label === label && 'custom_id' in part ? [part.custom_id] : [],
  )[0] ?? '';

test.each(['list', 'theme'])(
  'by club rating /film %s goes as /film top does, on every page, unrated films last',
  async (name) => {
    const services = await aRatingClub();
    const reply = await film(name, services);
    expect(filmsOf(reply)).toEqual(inOrder);
    const best = { kind: 'best', filter: {}, since: undefined, minVotes: 1 } as const;
    const { places } = await services.ratings.top(guildId, best);
    expect(places.map(({ filmId }) => filmId)).toEqual(inOrder.slice(0, 4));
    const description = reply.embeds?.[0]?.description ?? '';
    expect(description).toMatch(/film-5[^]* 4\.8 of 5, 6 ratings|film-5[^]*\n4\.8 of 5, 6 ratings/);
    expect(description.match(/ of 5, /g)).toHaveLength(4);
    const second = await press(button(reply, 'Next'), services);
    expect(filmsOf(second)).toEqual(['film-10', 'film-11']);
    expect(filmsOf(await press(button(second, 'Previous'), services))).toEqual(inOrder);
  },
);

test('a list says that it goes by club rating', async () => {
  const { embeds = [] } = await film('list', await aRatingClub());
  expect(embeds[0]?.description).toMatch(/^theme “home front” · Sorted by club rating\n/);
});

test('what the club thinks is asked where the club is, and not in direct messages', async () => {
  const services = await aRatingClub();
  for (const name of ['list', 'theme'])
    await expect(film(name, services, { guildId: undefined })).rejects.toMatchObject({ key: 'rating.guild-only' });
});

test('every order is offered in both languages', () => {
  type Part = { name: string; name_localizations?: { ru?: string }; options?: Part[]; choices?: Part[] };
  const [definition] = commands
    .map((command) => toWire(command) as unknown as Part)
    .filter(({ name }) => name === 'film');
  for (const name of ['list', 'theme']) {
    const { options = [] } = definition?.options?.find((each) => each.name === name) ?? {};
    const choices = options.find((option) => option.name === 'sort')?.choices ?? [];
    expect(choices.map((choice) => choice.name)).toEqual(['by year', 'by title', 'by club rating', 'shuffled']);
    expect(choices.map((choice) => choice.name_localizations?.ru)).toEqual([
      ...['по году', 'по названию', 'по оценке клуба', 'вперемешку'],
    ]);
  }
});
