import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageView } from '../../src/playground/protocol.ts';
import { startClub, textOf } from '../support/club.ts';
import type { Club } from '../support/club.ts';
import { Posted } from '../support/posted.ts';

let club: Club;
const now = Temporal.Instant.from('2026-11-27T18:00:00Z');
beforeEach(async () => {
  club = await startClub({ clock: () => now });
});
afterEach(() => club[Symbol.asyncDispose]());

/** Saves the one file of a message and reads it. */
async function download({ message, ephemeral }: MessageView): Promise<Record<string, unknown>> {
  expect([ephemeral, message.attachments.length]).toEqual([true, 1]);
  const [file] = message.attachments;
  expect(file?.filename).toBe('kinoklub-data.json');
  const response = await fetch(file?.url ?? '');
  expect(response.headers.get('content-type')).toBe('application/json');
  return (await response.json()) as Record<string, unknown>;
}

test('a member takes away what is stored about them, and nobody else’s', async () => {
  const [anna, boris] = [await club.as('member'), await club.as('moderator')];
  await anna.command('/film rate', { film: 'the-ascent', score: 5 });
  await boris.command('/film rate', { film: 'the-ascent', score: 1 });
  const { id, guild } = {
    id: club.playground.snapshot('').people[0]?.id,
    guild: club.playground.snapshot('').guild.id,
  };
  const mine = { guildId: guild, filmId: 'the-ascent', score: 5, source: 'command', updatedAt: now.toString() };
  const answer = await anna.command('/filmdata export');
  expect(textOf(answer)).toContain('1 rating');
  expect(await download(answer)).toEqual({
    ...{ exportedAt: now.toString(), userId: id, ratings: [mine] },
    ...{
      withdrawals: [],
      reactions: [],
      settingsChanges: [],
      watchlist: [],
      seen: [],
      nominations: [],
      directMessages: [],
    },
  });
});

test('in direct messages it is the same file, in the member’s language', async () => {
  const vera = await club.as('newcomer', 'ru');
  await vera.command('/film rate', { film: 'the-ascent', score: 4 });
  await vera.command('/film random', {}, 'dm');
  const answer = await vera.command('/filmdata export', {}, 'dm');
  expect(textOf(answer)).toContain('оценок в нём: 1');
  expect(await download(answer)).toMatchObject({
    ratings: [{ filmId: 'the-ascent', score: 4 }],
    directMessages: [{ from: 'random ', drawn: [expect.any(String)], usedAt: now.toString() }],
  });
});

test('after a deletion the file is empty', async () => {
  const anna = await club.as('member');
  await anna.command('/film rate', { film: 'the-ascent', score: 5 });
  await anna.press(await anna.command('/filmdata delete', { scope: 'everywhere' }), 'Delete');
  expect(await download(await anna.command('/filmdata export'))).toMatchObject({ ratings: [], directMessages: [] });
});

test('the store has the ids of those who use the bot, and no name of anybody or of anything in the club', async () => {
  const [anna, clara] = [await club.as('member'), await club.as('moderator')];
  await Posted.in(club);
  await anna.command('/film rate', { film: 'the-ascent', score: 5 });
  await anna.command('/film watchlist add', { film: 'wings' });
  await anna.command('/film nominate', { film: 'daisies', note: 'please' });
  await anna.command('/film random', {}, 'dm');
  await clara.command('/filmconfig language', { posts: 'ru' });
  const { people, channels, guild } = club.playground.snapshot('');
  for (const { name, id } of people) if (/Anna|Clara/.test(name)) expect(club.stored).toContain(id);
  const theirs = [...people, ...channels.filter(({ kind }) => kind !== 'dm'), guild].map(({ name }) => name);
  expect(theirs).toEqual(expect.arrayContaining(['Anna', 'general', 'Film club']));
  const spelt = theirs.flatMap((name) => [name, name.toLowerCase()]);
  expect(spelt.filter((name) => club.stored.includes(name))).toEqual([]);
});
