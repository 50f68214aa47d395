import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { filmLists } from '../../src/domain/film-list.ts';
import type { FilmList } from '../../src/domain/film-list.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { aPost } from '../support/posts.ts';
import { anOccurrence } from '../support/schedules.ts';
import type { OpenStore } from './contract.ts';

const at = (second: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + second * 1000);
const anna = { userId: '1100000000000000001' };
const wanted = { ...anna, list: 'watchlist', filmId: 'daisies', guildId: undefined, addedAt: at(0) } as const;
const seen = { ...wanted, list: 'seen', guildId: '9223372036854775808' } as const;

/** What a store of people’s lists promises, whatever it lies in. */
export function filmListStoreContract(open: OpenStore): void {
  test('a film is put on a list once, stays where it is, and is taken off once', async () => {
    await using store = await open();
    const lists = new FilmListStore(store.db);
    expect(await lists.add(wanted)).toEqual({ isNew: true, leftWatchlist: false });
    expect(await lists.add({ ...wanted, filmId: 'later', addedAt: at(1) })).toMatchObject({ isNew: true });
    expect(await lists.add({ ...wanted, addedAt: at(2) })).toEqual({ isNew: false, leftWatchlist: false });
    expect(await lists.films(wanted)).toEqual(['later', 'daisies']);
    expect(await lists.remove(wanted)).toBe(true);
    expect(await lists.remove(wanted)).toBe(false);
    expect(await lists.films(wanted)).toEqual(['later']);
  });

  test('what was put on a list in one place is on it in every other', async () => {
    await using store = await open();
    const lists = new FilmListStore(store.db);
    await lists.add({ ...seen, guildId: '1' });
    expect(await lists.add({ ...seen, guildId: undefined })).toMatchObject({ isNew: false });
    expect(await lists.add({ ...seen, guildId: '2' })).toMatchObject({ isNew: false });
    expect(await lists.films(seen)).toEqual(['daisies']);
    expect(await lists.listsWith(seen)).toEqual(['seen']);
    expect(await lists.clear(seen)).toBe(1);
    expect(await lists.knownIn('1')).toEqual([]);
  });

  test('a film that is seen leaves the watchlist, in the same breath', async () => {
    await using store = await open();
    const lists = new FilmListStore(store.db);
    await lists.add(wanted);
    expect(await lists.add(seen)).toEqual({ isNew: true, leftWatchlist: true });
    expect(await lists.films(wanted)).toEqual([]);
    // Who wants to see it again may.
    await lists.add(wanted);
    expect(await lists.listsWith(wanted)).toHaveLength(2);
  });

  test('a guild knows a film that was posted there, and not one whose post never came to be', async () => {
    await using store = await open();
    const posts = new PostStore(store.db);
    await posts.add(aPost({ id: 'n1', guildId: '1', filmId: 'posted', state: 'sending' }));
    await posts.sent('n1', '1400000000000000001', undefined);
    await posts.add({
      ...aPost({ id: 'n2', guildId: '1', filmId: 'never sent', state: 'sending' }),
      messageId: undefined,
    });
    await posts.add(aPost({ id: 'n3', guildId: '2', filmId: 'elsewhere', messageId: '1400000000000000003' }));
    expect(await new FilmListStore(store.db).knownIn('1')).toEqual(['posted']);
  });

  test('a guild knows a film that it was shown, also where nobody can rate it, and not one that never came', async () => {
    await using store = await open();
    const occurrences = new OccurrenceStore(store.db);
    const becomes = async (state: 'done' | 'skipped', parts: Partial<OccurrenceRecord>) => {
      const record = anOccurrence(parts);
      const lease = await occurrences.add(record, at(0), at(1));
      if (lease) await occurrences.save(lease, { ...record.posting, state }, { now: at(1) });
    };
    await becomes('done', { key: '2026-W01', filmId: 'shown' });
    await becomes('done', { key: '2026-W02', filmId: 'shown' });
    await becomes('skipped', { key: '2026-W03', filmId: 'never came' });
    await becomes('done', { guildId: '2', filmId: 'elsewhere' });
    expect(await new FilmListStore(store.db).knownIn('1')).toEqual(['shown']);
  });

  test('a list that there is not is refused by the store itself', async () => {
    await using store = await open();
    const lists = new FilmListStore(store.db);
    await expect(lists.add({ ...wanted, list: 'hated' as FilmList })).rejects.toThrow(/check/i);
    expect(await lists.listsWith(wanted)).toEqual([]);
  });

  test('of one member’s presses at once none is lost, and nothing is there twice', async () => {
    await using store = await open();
    const lists = new FilmListStore(store.db);
    const put = Array.from({ length: 12 }, (_, each) => lists.add({ ...wanted, filmId: `film-${each % 3}` }));
    expect((await Promise.all(put)).filter(({ isNew }) => isNew)).toHaveLength(3);
    expect(await lists.films(wanted)).toHaveLength(3);
  });

  test('in whatever order members do what, every question hears of its own person and guild alone', async () => {
    await using store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        await sql`delete from film_lists`.execute(store.db);
        await sql`delete from ratings`.execute(store.db);
        const known = new Known();
        for (const [second, each] of deeds.entries()) await act(each, second, known, store.db);
        await expectToKnow(known, store.db);
      }),
      { numRuns: 25 },
    );
  });
}

/* Ids that a careless query would take for one another: one holds the other, or wildcards of `like`. */
const guilds = ['1', '11', '%'];
const users = ['2', '22', '_'];
const films = ['a', 'a-b', 'b'];

const deed = fc.record({
  what: fc.constantFrom('add', 'add', 'add', 'remove', 'rate', 'clear', 'deleteIn', 'deleteEverywhere'),
  list: fc.constantFrom(...filmLists),
  guildId: fc.constantFrom(undefined, ...guilds),
  userId: fc.constantFrom(...users),
  filmId: fc.constantFrom(...films),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Db = Awaited<ReturnType<OpenStore>>['db'];

/** What the deeds so far come to, kept as plainly as can be. */
class Known {
  listed: { userId: string; list: FilmList; filmId: string; guildIds: string[] }[] = [];
  rated: { userId: string; guildId: string; filmId: string }[] = [];

  on = (userId: string, list: FilmList) => this.listed.filter((row) => row.userId === userId && row.list === list);
  drop(gone: (row: Known['listed'][number]) => boolean): void {
    this.listed = this.listed.filter((row) => !gone(row));
  }
}

/** Does it to the store, and to the plain one beside it. */
async function act({ what, ...one }: Deed, second: number, known: Known, db: Db): Promise<void> {
  const { list, guildId, userId, filmId } = one;
  const lists = new FilmListStore(db);
  const row = known.on(userId, list).find((each) => each.filmId === filmId);
  const isHere = (of: FilmList) => (each: Known['listed'][number]) =>
    each.userId === userId && each.list === of && each.filmId === filmId;
  if (what === 'add') {
    const leftWatchlist = list === 'seen' && known.listed.some(isHere('watchlist'));
    expect(await lists.add({ ...one, addedAt: at(second) })).toEqual({ isNew: !row, leftWatchlist });
    if (leftWatchlist) known.drop(isHere('watchlist'));
    const kept = row ?? { userId, list, filmId, guildIds: [] };
    if (!row) known.listed.unshift(kept);
    if (guildId !== undefined) kept.guildIds = [...new Set([...kept.guildIds, guildId])];
  } else if (what === 'remove') {
    expect(await lists.remove(one)).toBe(row !== undefined);
    known.drop(isHere(list));
  } else if (what === 'clear') {
    expect(await lists.clear(one)).toBe(known.on(userId, list).length);
    known.drop((each) => each.userId === userId && each.list === list);
  } else if (what === 'rate' && guildId !== undefined) {
    const rating = { guildId, userId, filmId, score: 3, source: 'button', updatedAt: at(second) } as const;
    await new RatingStore(db).put(rating);
    known.rated.push({ guildId, userId, filmId });
    known.drop(isHere('watchlist'));
  } else if (what === 'deleteIn' && guildId !== undefined) {
    await new MemberDataStore(db).deleteIn(guildId, userId, at(second));
    for (const each of known.listed)
      if (each.userId === userId) each.guildIds = each.guildIds.filter((id) => id !== guildId);
    known.rated = known.rated.filter((each) => each.userId !== userId || each.guildId !== guildId);
  } else if (what === 'deleteEverywhere') {
    await new MemberDataStore(db).deleteEverywhere(userId, at(second));
    known.drop((each) => each.userId === userId);
    known.rated = known.rated.filter((each) => each.userId !== userId);
  }
}

/** Asks every question of every guild, person and film. */
async function expectToKnow(known: Known, db: Db): Promise<void> {
  const lists = new FilmListStore(db);
  const members = new MemberDataStore(db);
  const ids = (rows: readonly { filmId: string }[]): string[] => [...new Set(rows.map(({ filmId }) => filmId))];
  for (const userId of users) {
    for (const list of filmLists) {
      const own = known.on(userId, list);
      expect(await lists.films({ userId, list })).toEqual(ids(own));
      const exported = await members.listed(userId, list);
      expect(exported.map(({ filmId, guildIds }) => [filmId, guildIds])).toEqual(
        own.map(({ filmId, guildIds }) => [filmId, guildIds.toSorted()]),
      );
    }
    for (const filmId of films)
      expect((await lists.listsWith({ userId, filmId })).toSorted()).toEqual(
        filmLists.filter((list) => ids(known.on(userId, list)).includes(filmId)).toSorted(),
      );
    const rated = ids(known.rated.filter((row) => row.userId === userId));
    expect((await lists.ratedBy(userId)).toSorted()).toEqual(rated.toSorted());
  }
  for (const guildId of guilds) {
    const marked = known.listed.filter((row) => row.list === 'seen' && row.guildIds.includes(guildId));
    const rated = known.rated.filter((row) => row.guildId === guildId);
    expect((await lists.knownIn(guildId)).toSorted()).toEqual(ids([...marked, ...rated]).toSorted());
  }
}
