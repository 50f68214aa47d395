import { expect, test } from 'vitest';
import { aFilm } from '../support/library.ts';
import { someEvening } from '../support/requests.ts';
import { aClub } from '../support/services.ts';

const rating = { userId: '7', filmId: 'a', score: 4, source: 'command', updatedAt: someEvening } as const;

test('a member sees what is known here, how much elsewhere, and can have it forgotten', async () => {
  const { ratings, members, draws } = aClub([aFilm({ id: 'a' })]);
  expect(await members.of('7', '1')).toEqual({
    here: [],
    elsewhere: { ratings: 0, guilds: 0 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: false,
    reactions: 0,
  });
  for (const guildId of ['1', '2', '3']) await ratings.rate({ ...rating, guildId });
  await draws.draw('user 7', {});
  const known = await members.of('7', '1');
  expect(known).toEqual({
    here: [{ ...rating, guildId: '1' }],
    elsewhere: { ratings: 2, guilds: 2 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: true,
    reactions: 0,
  });

  expect(await members.forgetIn('1', '7', someEvening)).toMatchObject({ ratings: 1 });
  expect(await members.of('7', '1')).toMatchObject({ here: [], elsewhere: { ratings: 2, guilds: 2 } });
  await members.forgetEverywhere('7', someEvening);
  expect(await members.of('7', '1')).toEqual({
    here: [],
    elsewhere: { ratings: 0, guilds: 0 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: false,
    reactions: 0,
  });
});

test('in direct messages every guild is elsewhere', async () => {
  const { ratings, members } = aClub([aFilm({ id: 'a' })]);
  await ratings.rate({ ...rating, guildId: '1' });
  expect(await members.of('7', undefined)).toMatchObject({ here: [], elsewhere: { ratings: 1, guilds: 1 } });
});
