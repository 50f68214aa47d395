import { expect, test } from 'vitest';
import { filmLists } from '../../src/domain/film-list.ts';
import { scopeOf } from '../../src/domain/scope.ts';
import { BagStore } from '../../src/stores/bag-store.ts';
import { putBag } from '../support/bags.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { NominationStore } from '../../src/stores/nomination-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { someEvening } from '../support/requests.ts';
import type { OpenStore } from './contract.ts';

const nominated = { note: 'Please', at: someEvening };
const bag = { drawn: ['a'], last: 'a' };
type Store = Awaited<ReturnType<OpenStore>>;

/** Two members, each with ratings in two guilds and a bag of their own; and the bag of a guild. */
async function fill({ db }: Store) {
  const ratings = new RatingStore(db);
  const lists = new FilmListStore(db);
  const nominations = new NominationStore(db);
  const bags = new BagStore({ db, clock: () => someEvening });
  for (const userId of ['7', '8']) {
    for (const guildId of ['1', '2'])
      for (const filmId of ['a', 'b'])
        await ratings.put({ guildId, userId, filmId, score: 3, source: 'button', updatedAt: someEvening });
    await lists.add({ userId, list: 'watchlist', filmId: 'a', guildId: undefined, addedAt: someEvening });
    for (const guildId of ['1', '2'])
      await lists.add({ userId, list: 'seen', filmId: 'b', guildId, addedAt: someEvening });
    for (const guildId of ['1', '2'])
      await nominations.support({
        guildId,
        filmId: guildId === '1' ? 'a' : `of ${userId}`,
        userId,
        ...nominated,
        id: `${guildId}${userId}`,
      });
    await putBag(bags, scopeOf({ guildId: undefined, userId }), 'random', bag);
    await putBag(bags, `facts of ${scopeOf({ guildId: undefined, userId })}`, 'random', bag);
  }
  await putBag(bags, scopeOf({ guildId: '7', userId: '7' }), 'random', bag);
  return { ratings, bags, nominations, members: new MemberDataStore(db) };
}

/** What the store promises about one person’s data, whatever it lies in. */
export function memberDataStoreContract(open: OpenStore): void {
  test('what is deleted in one guild is gone there, and nowhere else', async () => {
    await using store = await open();
    const { ratings, nominations, members } = await fill(store);
    expect(await members.deleteIn('1', '7', someEvening)).toEqual({
      ratings: 2,
      listed: 0,
      nominations: 1,
      bags: 0,
      codeLeft: false,
    });
    expect((await members.ratings('7')).map(({ guildId }) => guildId)).toEqual(['2', '2']);
    expect(await members.bags('7')).toBe(2);
    expect(await members.ratings('8')).toHaveLength(4);
    expect((await ratings.tally('1', 'a')).count).toBe(1);
    // Another member wants it, too; what nobody wants any more goes.
    expect(await nominations.inState('1', ['open'])).toMatchObject([{ filmId: 'a', supporters: [{ userId: '8' }] }]);
    expect(await members.nominations('7')).toMatchObject([{ guildId: '2', filmId: 'of 7' }]);
    // The lists are the person's own: the guild forgets where they were put, they do not.
    expect(await members.listed('7', 'watchlist')).toMatchObject([{ filmId: 'a', guildIds: [] }]);
    expect(await members.listed('7', 'seen')).toMatchObject([{ filmId: 'b', guildIds: ['2'] }]);
    expect(await members.listed('8', 'seen')).toMatchObject([{ filmId: 'b', guildIds: ['1', '2'] }]);
    expect(await members.deleteIn('1', '7', someEvening)).toEqual({
      ratings: 0,
      listed: 0,
      nominations: 0,
      bags: 0,
      codeLeft: false,
    });
  });

  test('what is deleted everywhere leaves nothing of the person, and all of the others and of guilds', async () => {
    await using store = await open();
    const { bags, nominations, members } = await fill(store);
    expect(await members.deleteEverywhere('7', someEvening)).toEqual({
      ratings: 4,
      listed: 2,
      nominations: 2,
      bags: 2,
      codeLeft: false,
    });
    expect(await members.ratings('7')).toEqual([]);
    expect(await members.bags('7')).toBe(0);
    expect(await members.nominations('7')).toEqual([]);
    expect((await nominations.inState('2', ['open'])).map(({ filmId }) => filmId)).toEqual(['of 8']);
    for (const list of filmLists) expect(await members.listed('7', list)).toEqual([]);
    for (const list of filmLists) expect(await members.listed('8', list)).toHaveLength(1);
    expect(await members.ratings('8')).toHaveLength(4);
    expect(await members.bags('8')).toBe(2);
    expect(await bags.get('guild 7', 'random')).toEqual(bag);
  });

  test('a question whether to delete deletes once, in whatever process, and is forgotten after an hour', async () => {
    await using store = await open();
    const { members, ratings } = await fill(store);
    const rate = () =>
      ratings.put({ guildId: '1', userId: '7', filmId: 'a', score: 2, source: 'command', updatedAt: someEvening });
    const kept = () => store.db.selectFrom('answered_questions').selectAll().execute();
    const answers = [members.deleteIn('1', '7', someEvening, 'q'), members.deleteIn('1', '7', someEvening, 'q')];
    expect((await Promise.all(answers)).filter((deleted) => deleted?.ratings === 2)).toHaveLength(1);
    await rate();
    for (const again of [members.deleteIn('1', '7', someEvening, 'q'), members.deleteEverywhere('7', someEvening, 'q')])
      expect(await again).toBeUndefined();
    expect((await members.ratings('7')).filter(({ guildId }) => guildId === '1')).toHaveLength(1);
    expect(await members.deleteEverywhere('7', someEvening, 'another')).toMatchObject({ ratings: 3 });
    expect(await kept()).toHaveLength(2);
    expect(JSON.stringify(await kept())).not.toContain('another');
    await members.forgetAnswered(someEvening.add({ minutes: 59 }));
    expect(await kept()).toHaveLength(2);
    await members.forgetAnswered(someEvening.add({ minutes: 61 }));
    expect(await kept()).toEqual([]);
  });

  test('an answer that breaks half-way can be given again', async () => {
    await using store = await open();
    const { members } = await fill(store);
    await store.db.schema.alterTable('bags').renameTo('elsewhere').execute();
    await expect(members.deleteEverywhere('7', someEvening, 'q')).rejects.toThrow(/bags/);
    await store.db.schema.alterTable('elsewhere').renameTo('bags').execute();
    expect(await members.deleteEverywhere('7', someEvening, 'q')).toMatchObject({ ratings: 4 });
  });

  test('a deletion that breaks half-way deletes nothing', async () => {
    await using store = await open();
    const { members } = await fill(store);
    await store.db.schema.dropTable('bags').execute();
    await expect(members.deleteEverywhere('7', someEvening)).rejects.toThrow(/bags/);
    expect(await members.ratings('7')).toHaveLength(4);
    expect(await members.listed('7', 'seen')).toHaveLength(1);
  });

  test('what a person takes away is all of theirs, from every guild, and nobody else’s', async () => {
    await using store = await open();
    const { ratings, nominations, members } = await fill(store);
    const later = someEvening.add({ hours: 1 });
    await ratings.put({ guildId: '2', userId: '7', filmId: 'b', score: 5, source: 'command', updatedAt: later });
    const declined = { to: 'declined', from: ['open'], reason: 'Seen', at: later } as const;
    await nominations.decide({ guildId: '2', id: '27' }, declined);
    const rated = (guildId: string, filmId: string) => ({
      ...{ guildId, filmId, score: 3, source: 'button', updatedAt: someEvening },
    });
    const drawn = { from: 'random', drawn: ['a'], usedAt: someEvening };
    expect(await members.exportOf('7')).toEqual({
      ratings: [
        { ...rated('2', 'b'), score: 5, source: 'command', updatedAt: later },
        ...[rated('1', 'a'), rated('1', 'b'), rated('2', 'a')],
      ],
      settingsChanges: [],
      watchlist: [{ filmId: 'a', addedAt: someEvening, guildIds: [] }],
      seen: [{ filmId: 'b', addedAt: someEvening, guildIds: ['1', '2'] }],
      nominations: [
        { guildId: '1', filmId: 'a', note: 'Please', at: someEvening, state: 'open', reason: '' },
        {
          ...{ guildId: '2', filmId: 'of 7', note: 'Please', at: someEvening },
          ...{ state: 'declined', reason: 'Seen', decidedAt: later },
        },
      ],
      withdrawals: [],
      reactions: [],
      directMessages: [drawn, drawn],
    });
    expect(Object.values(await members.exportOf('9')).every((part) => part.length === 0)).toBe(true);
  });

  test('every table that names a person is one that a deletion and an export know', async () => {
    await using store = await open();
    const tables = await store.db.introspection.getTables();
    const club = { guild_settings: false, guild_changes: true, guilds: false };
    const week = { schedules: false, schedule_drafts: false, queue_items: false, occurrences: false, notices: false };
    const known = {
      ...club,
      ...week,
      bags: true,
      answered_questions: true,
      forgotten: true,
      posts: false,
      reactions: true,
      film_lists: true,
      nominations: true,
      nomination_supporters: true,
      ratings: true,
      withdrawals: true,
      migrations: false,
      secrets: false,
      session_starts: false,
    };
    expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(known).toSorted());
  });

  test('who changed a guild’s settings is forgotten with the rest, and what was changed is not', async () => {
    await using store = await open();
    const { members } = await fill(store);
    const settings = new GuildSettingsStore(store.db);
    for (const [guildId, userId] of [...['1', '2'].map((guild) => [guild, '7'] as const), ['1', '8'] as const])
      await settings.change(guildId, { warnings: userId === '8' }, someEvening, { userId });
    expect(await members.settingsChanged('7')).toBe(2);
    expect((await members.exportOf('7')).settingsChanges).toMatchObject([
      { guildId: '1', before: { warnings: true }, after: { warnings: false } },
      { guildId: '2' },
    ]);
    await members.deleteIn('1', '7', someEvening);
    const changes = new GuildChangeStore(store.db);
    expect((await changes.from('1', 0)).map(({ userId }) => userId)).toEqual([undefined, '8']);
    expect((await changes.from('2', 0)).map(({ userId }) => userId)).toEqual(['7']);
    await members.deleteEverywhere('7', someEvening);
    expect(await members.settingsChanged('7')).toBe(0);
    expect(await members.settingsChanged('8')).toBe(1);
  });
}
