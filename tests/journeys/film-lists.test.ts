import { expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import { startClub, textOf } from '../support/club.ts';

const watchlist = { from: 'watchlist' } as const;

test('a member keeps a watchlist, draws from it, sees one film after the other, and runs out of it', async () => {
  await using club = await startClub();
  const anna = await club.as('member');
  for (const film of ['wings', 'mirror']) await anna.command('/film watchlist add', { film });
  const again = await anna.command('/film watchlist add', { film: 'mirror' });
  expect(again).toMatchObject({ ephemeral: true });
  expect(textOf(again)).toContain(enUS['listed.was-there.watchlist']);

  const first = await anna.command('/film random', watchlist);
  expect(first).toMatchObject({ ephemeral: true });
  expect(textOf(first)).toContain('1 of 2 left in this pool');
  expect(textOf(await anna.press(first, enUS['card.seen']))).toContain(enUS['listed.left-watchlist.seen']);

  await club.restartBot();
  const second = await anna.press(first, enUS['card.another']);
  expect(textOf(second)).toContain('The only one in this pool');
  expect(second.message.embeds[0]?.title).not.toBe(first.message.embeds[0]?.title);
  await anna.press(second, enUS['card.seen']);
  expect(textOf(await anna.command('/film random', watchlist))).toContain('Your watchlist is empty.');

  const seen = await anna.command('/film seen show');
  expect(textOf(seen)).toMatch(/Mirror[^]*2 films|2 films/);
  const left = await anna.command('/film list', { seen: 'unseen', person: 'larisa-shepitko' });
  expect(textOf(left)).not.toContain('Wings');
});

test('what one member has seen is nobody else’s, but the club draws what none of them has', async () => {
  await using club = await startClub();
  const [anna, vera] = [await club.as('member'), await club.as('moderator')];
  const card = await anna.command('/film info', { film: 'wings' });
  await vera.press(card, enUS['card.seen']);
  expect(textOf(await anna.command('/film seen show'))).toContain('You have not marked any film as seen.');
  expect((await anna.choices('/film seen remove', 'film', '')).length).toBe(0);
  expect((await vera.choices('/film seen remove', 'film', '')).map(({ value }) => value)).toEqual(['wings']);
  // 61 films, of which the club has seen one.
  const drawn = await anna.command('/film random', { from: 'unseen_by_club' });
  expect(drawn).toMatchObject({ ephemeral: false });
  expect(textOf(drawn)).toContain('59 of 60 left in this pool');
  expect(textOf(await anna.command('/film random', { from: 'unseen_by_club' }, 'dm'))).toBe(enUS['random.guild-only']);
  expect(textOf(await vera.command('/film random', { from: 'unseen_by_me' }, 'dm'))).toContain('59 of 60 left');
});

test('deleting everything takes the lists along', async () => {
  await using club = await startClub();
  const anna = await club.as('member');
  await anna.command('/film watchlist add', { film: 'wings' });
  expect(textOf(await anna.command('/filmdata show'))).toContain('1 film on your watchlist');
  await anna.press(await anna.command('/filmdata delete', { scope: 'everywhere' }), enUS['data.delete']);
  expect(textOf(await anna.command('/film watchlist show'))).toContain('Your watchlist is empty.');
});
