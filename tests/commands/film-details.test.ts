import type { APIMessage } from 'discord.js';
import { expect, test } from 'vitest';
import { filmDetails } from '../../src/commands/film-details.ts';
import { film } from '../../src/commands/film/index.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { theFirstTen } from '../support/library.ts';
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
