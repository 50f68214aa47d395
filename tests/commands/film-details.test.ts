import type { APIMessage } from 'discord.js';
import { expect, test } from 'vitest';
import { filmDetails } from '../../src/commands/film-details.ts';
import { film } from '../../src/commands/film/index.ts';
import { filmsOfMessage } from '../../src/commands/films-of-message.ts';
import { ratingPost } from '../../src/components/rating-post.ts';
import { searchPage } from '../../src/components/search-results.ts';
import { weekCard } from '../../src/components/weekly-post.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { button, buttonRow } from '../../src/discord/embeds/rows.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import { storesInMemory } from '../support/database.ts';
import { theFirstTen } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { aCommandRequest, aRequest } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

const services = servicesOf(theFirstTen());

/** What the menu gives for a message of which only this much is known. */
async function detailsOf(message: object): Promise<MessageReply> {
  const reply = await filmDetails.execute({ ...aRequest(), message: message as APIMessage }, services);
  if ('modal' in reply) throw new Error('a form');
  return reply;
}
const titleOf = ({ embeds = [] }: MessageReply) => embeds[0]?.title;

test('the film of one of our cards is found by its buttons', async () => {
  const info = film.subcommands.find(({ name }) => name === 'info');
  const card = await info?.execute(aCommandRequest({ film: 'the-ascent' }), services);
  expect(titleOf(await detailsOf({ ...card, content: 'Hot Snow' }))).toBe('The Ascent (1977)');
});

test('of a list all films are offered', async () => {
  const theme = film.subcommands.find(({ name }) => name === 'theme');
  const list = await theme?.execute(aCommandRequest({ theme: 'evacuation' }), services);
  expect(JSON.stringify((await detailsOf({ ...list })).components)).toContain('hot-snow');
});

test('a film that a member names is found, in either language', async () => {
  expect(titleOf(await detailsOf({ content: 'Have you seen “Hot Snow”?' }))).toBe('Hot Snow (1972)');
  expect(titleOf(await detailsOf({ content: 'а горячий снег смотрели?' }))).toBe('Hot Snow (1972)');
  expect(titleOf(await detailsOf({ embeds: [{ title: 'Tonight: Come and See' }] }))).toBe('Come and See (1985)');
});

test('several films are a choice', async () => {
  const reply = await detailsOf({ content: 'Hot Snow or The Ascent?' });
  expect(reply.content).toContain('Which one?');
  expect(JSON.stringify(reply.components)).toMatch(/hot-snow.*the-ascent/);
});

test('a message without a film, or without anything, is answered kindly', async () => {
  const nothing = [{}, { content: '' }, { content: 'Hello!' }, { content: null, embeds: null, components: null }];
  for (const message of [...nothing, { components: [null, 1, { components: [{ custom_id: 'another:' }] }] }]) {
    await expect(detailsOf(message)).rejects.toMatchObject({ key: 'details.none' });
  }
});

test('of a message in an unknown shape nothing is expected', async () => {
  const odd = { id: '9', content: 7, embeds: [null, { title: null, description: 'Восхождение' }], components: 'none' };
  expect((await detailsOf(odd)).embeds?.[0]?.title).toBe('The Ascent (1977)');
});

test('each of our own posts is about its film alone, whatever other films its card names', async () => {
  const stores = storesInMemory();
  const club = servicesOf(loadLibrary(), { stores });
  for (const [at, { id: filmId }] of club.films.films.entries()) {
    const post = aPost({ filmId, messageId: String(at + 1), id: `n${at}`, mode: 'reactions' });
    await stores.posts.add(post);
    const message = { ...(await ratingPost(post, club)), id: post.messageId } as unknown as APIMessage;
    const request = { ...aRequest(), guildId: post.guildId, message };
    expect(await filmsOfMessage(request, club), filmId).toEqual([club.films.film(filmId)]);
  }
});

test('while the store is away a post is found by its words', async () => {
  const posts = { ofMessage: () => Promise.reject(new StoreUnavailable({ cause: new Error('away') })) };
  const message = { id: '9', content: 'Hot Snow' } as APIMessage;
  const [found] = await filmsOfMessage({ ...aRequest(), message }, { ...services, posts: posts as never });
  expect(found?.id).toBe('hot-snow');
});

test('a schedule or a search that is called like a film names none', async () => {
  const ids = [weekCard.customId('hot-snow', '2026-W48', 'the-ascent'), searchPage.customId('hot-snow', 'title', 2)];
  for (const customId of ids) {
    const message = { components: buttonRow(button('More', customId)), content: 'The Ascent' };
    expect(titleOf(await detailsOf(message)), customId).toBe('The Ascent (1977)');
  }
});
