import { expect, test } from 'vitest';
import { factScopeOf, scopeOf } from '../../src/domain/scope.ts';
import { BagStore } from '../../src/stores/bag-store.ts';
import { putBag } from '../support/bags.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { GuildChangeStore } from '../../src/stores/guild-change-store.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { GuildStore, guildTables } from '../../src/stores/guild-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { NoticeStore } from '../../src/stores/notice-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { DraftStore } from '../../src/stores/draft-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { someEvening } from '../support/requests.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

type Store = Awaited<ReturnType<OpenStore>>;
const later = someEvening.add({ hours: 24 });
const bag = { drawn: ['a'], last: 'a' };

/** Two guilds with one of everything each, and a person with lists and bags of their own. */
async function fill({ db }: Store) {
  const [ratings, settings, lists] = [new RatingStore(db), new GuildSettingsStore(db), new FilmListStore(db)];
  const bags = new BagStore({ db, clock: () => someEvening });
  for (const guildId of ['1', '2']) {
    await ratings.put({ guildId, userId: '7', filmId: 'a', score: 3, source: 'button', updatedAt: someEvening });
    await settings.change(guildId, { language: 'ru' }, someEvening);
    const deed = { schedule: undefined, userId: '7', at: someEvening, undoes: undefined } as const;
    const change = { ...deed, before: {}, after: { language: 'ru' } } as const;
    await new GuildChangeStore(db).add(guildId, { ...change, logChannel: undefined });
    await lists.add({ userId: '7', list: 'seen', filmId: 'a', guildId, addedAt: someEvening });
    const place = { guildId, userId: '7' };
    for (const scope of [scopeOf(place), factScopeOf(place)]) await putBag(bags, scope, 'random', bag);
    await fillPosts(db, guildId);
    await fillNominations(db, guildId);
    await fillSchedules(db, guildId);
  }
  await putBag(bags, scopeOf({ guildId: undefined, userId: '1' }), 'random', bag);
  const guilds = new GuildStore(db);
  await guilds.putJoined(['1', '2']);
  return { ratings, settings, bags, guilds, members: new MemberDataStore(db) };
}

/** A post with a reaction, somebody there who wants theirs forgotten, and somebody who has taken a rating back. */
async function fillPosts(db: Store['db'], guildId: string): Promise<void> {
  const at = someEvening.epochMilliseconds;
  const what = { film_id: 'a', mode: 'both', emoji_set: 'digits', locale: 'ru', state: 'open' } as const;
  const where = { id: guildId, guild_id: guildId, channel_id: '3', message_id: `4${guildId}` };
  const when = { created_at: at, closes_at: null, heard_since: at, due_at: null };
  await db
    .insertInto('posts')
    .values({ ...what, ...where, ...when, seeded: '12345', to_seed: '' })
    .execute();
  await db
    .insertInto('reactions')
    .values({ message_id: `4${guildId}`, user_id: '7', score: 5, at })
    .execute();
  await db.insertInto('forgotten').values({ guild_id: guildId, member: 'x', at }).execute();
  await new RatingStore(db).remove({ guildId, userId: '8', filmId: 'a' }, someEvening);
}

/** A schedule with a film in line, a change that is not confirmed, and a post. */
async function fillSchedules(db: Store['db'], guildId: string): Promise<void> {
  const notice = { guildId, schedule: 'main', dueAt: someEvening, kind: 'running-out', left: 0 } as const;
  await new NoticeStore(db).add([notice], someEvening);
  const [schedules, key] = [new ScheduleStore(db), { guildId, name: 'main' }];
  await schedules.put(aSchedule(key));
  await schedules.change(key, () => ({ queue: [anItem()] }));
  await new DraftStore(db).put('7', { ...key, settings: fridays, ahead: [] }, someEvening);
  await new OccurrenceStore(db).add(anOccurrence({ guildId }), someEvening, someEvening);
}

/** A film that somebody wants to see. */
async function fillNominations(db: Store['db'], guild_id: string): Promise<void> {
  const open = { film_id: 'a', state: 'open', reason: '', decided_at: null } as const;
  await db
    .insertInto('nominations')
    .values({ guild_id, id: '5', ...open })
    .execute();
  const at = someEvening.epochMilliseconds;
  await db
    .insertInto('nomination_supporters')
    .values({ guild_id, nomination_id: '5', user_id: '7', note: '', at })
    .execute();
}

/** What the store promises about guilds that come and go, whatever it lies in. */
export function guildStoreContract(open: OpenStore): void {
  test('a guild is joined until it is left, and again once it is back', async () => {
    await using store = await open();
    const guilds = new GuildStore(store.db);
    await guilds.putJoined(['1', '2', '2', '3'].filter((id, at, all) => all.indexOf(id) === at));
    await guilds.putLeft(['2', '4'], someEvening);
    expect((await guilds.joined()).toSorted()).toEqual(['1', '3']);
    expect(await guilds.leftUntil(someEvening)).toEqual(['2', '4']);
    expect(await guilds.leftUntil(someEvening.subtract({ seconds: 1 }))).toEqual([]);
    await guilds.putJoined(['2']);
    expect(await guilds.leftUntil(later)).toEqual(['4']);
  });

  test('a guild that nobody told of is known by whatever is kept about it', async () => {
    await using store = await open();
    const { guilds } = await fill(store);
    await store.db.deleteFrom('guilds').execute();
    expect((await guilds.joined()).toSorted()).toEqual(['1', '2']);
    await guilds.putLeft(['2'], someEvening);
    const tables = [...guildTables, 'bags'] as const;
    for (const table of tables) {
      const alone = store.db.transaction().execute(async (db) => {
        // Those who support a nomination go with it.
        const others = tables.filter((other) => other !== table && !table.startsWith(other.replace(/s$/, '_')));
        for (const other of others) await db.deleteFrom(other).execute();
        throw new Error(`${table}: ${(await new GuildStore(db).joined()).join()}`);
      });
      await expect(alone).rejects.toThrow(`${table}: 1`);
    }
  });

  test('a guild that is told to be left twice was left the first time', async () => {
    await using store = await open();
    const guilds = new GuildStore(store.db);
    await guilds.putLeft(['1'], someEvening);
    await guilds.putLeft(['1'], later);
    expect(await guilds.leftUntil(someEvening)).toEqual(['1']);
  });

  test('as many guilds as a large bot has are put down at once', async () => {
    await using store = await open();
    const guilds = new GuildStore(store.db);
    const many = Array.from({ length: 40_000 }, (_, at) => String(1_000_000 + at));
    await guilds.putJoined(many);
    expect(await guilds.joined()).toHaveLength(many.length);
    await guilds.putJoined([]);
    await guilds.putLeft([], someEvening);
  });

  test('a guild that is forgotten is gone from every table, and nothing else is', async () => {
    await using store = await open();
    const { ratings, settings, bags, guilds, members } = await fill(store);
    await guilds.putLeft(['1'], someEvening);
    expect(await guilds.forget('1', someEvening)).toBe(true);
    for (const table of [...guildTables, 'guilds'] as const) {
      const rows = await store.db.selectFrom(table).select('guild_id').execute();
      expect([table, rows.filter(({ guild_id }) => guild_id === '1')]).toEqual([table, []]);
      expect([table, rows.some(({ guild_id }) => guild_id === '2')]).toEqual([table, true]);
    }
    expect((await ratings.tally('2', 'a')).count).toBe(1);
    expect((await settings.get('1')).language).toBeUndefined();
    const reactions = await store.db.selectFrom('reactions').select('message_id').execute();
    expect(reactions).toEqual([{ message_id: '42' }]);
    for (const scope of ['guild 1', 'facts of guild 1']) expect(await bags.get(scope, 'random')).toBeUndefined();
    for (const scope of ['guild 2', 'facts of guild 2', 'user 1']) expect(await bags.get(scope, 'random')).toEqual(bag);
    // What members put on their own lists is theirs, wherever they did.
    expect(await members.listed('7', 'seen')).toMatchObject([{ filmId: 'a', guildIds: ['2'] }]);
  });

  test('with the last open post goes what kept a member’s reactions forgotten everywhere', async () => {
    await using store = await open();
    const { guilds } = await fill(store);
    await store.db.insertInto('forgotten').values({ guild_id: '', member: 'y', at: later.epochMilliseconds }).execute();
    const everywhere = async (): Promise<number> =>
      (await store.db.selectFrom('forgotten').select('member').where('guild_id', '=', '').execute()).length;
    await guilds.putLeft(['1', '2'], someEvening);
    await guilds.forget('1', someEvening);
    expect(await everywhere()).toBe(1);
    await guilds.forget('2', someEvening);
    expect(await everywhere()).toBe(0);
  });

  test('a guild that is joined, or was left later, is not forgotten', async () => {
    await using store = await open();
    const { ratings, guilds } = await fill(store);
    await guilds.putLeft(['1'], later);
    expect(await guilds.forget('1', someEvening)).toBe(false);
    expect(await guilds.forget('2', later)).toBe(false);
    expect(await guilds.forget('9', later)).toBe(false);
    for (const guildId of ['1', '2']) expect((await ratings.tally(guildId, 'a')).count).toBe(1);
  });

  test('a guild is forgotten wholly or not at all', async () => {
    await using store = await open();
    const { ratings, guilds } = await fill(store);
    await guilds.putLeft(['1'], someEvening);
    await store.db.schema.dropTable('bags').execute();
    await expect(guilds.forget('1', someEvening)).rejects.toThrow(/bags/);
    expect((await ratings.tally('1', 'a')).count).toBe(1);
    expect(await guilds.leftUntil(someEvening)).toEqual(['1']);
  });

  test('every table that names a guild is one that forgetting a guild knows', async () => {
    await using store = await open();
    const tables = await store.db.introspection.getTables();
    const named = tables.filter(({ columns }) => columns.some(({ name }) => name === 'guild_id'));
    expect(named.map(({ name }) => name).toSorted()).toEqual([...guildTables, 'guilds'].toSorted());
  });
}
