import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scores, tallyOf } from '../../src/domain/rating.ts';
import type { Rating, RatingKey, Score } from '../../src/domain/rating.ts';
import { FilmListStore } from '../../src/stores/film-list-store.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import type { OpenStore } from './contract.ts';

const at = (second: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + second * 1000);
const key = { guildId: '9223372036854775808', userId: '1100000000000000001', filmId: 'daisies' };
const aRating = (parts: Partial<Rating> = {}): Rating => ({
  ...key,
  score: 4,
  source: 'command',
  updatedAt: at(0),
  ...parts,
});

/** What a store of ratings promises, whatever it lies in. */
export function ratingStoreContract(open: OpenStore): void {
  test('a member’s latest score replaces the one before, which is given back', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    expect((await ratings.put(aRating({ score: 2 }))).before).toBeUndefined();
    expect((await ratings.put(aRating({ score: 5, source: 'button', updatedAt: at(1) }))).before).toBe(2);
    expect(await ratings.get(key)).toBe(5);
    expect(await ratings.tally(key.guildId, 'daisies')).toEqual({ count: 1, average: 5, perScore: [0, 0, 0, 0, 1] });
    const kept = await new MemberDataStore(store.db).ratings(key.userId);
    expect(kept).toEqual([aRating({ score: 5, source: 'button', updatedAt: at(1) })]);
  });

  test('a score that is not kept yet counts for nobody: what it belongs to may still fail', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    await ratings.put(aRating());
    const [given, failed] = [Promise.withResolvers<void>(), Promise.withResolvers<never>()];
    const change = store.db.transaction().execute(async (db) => {
      await db.updateTable('ratings').set({ score: 1 }).execute();
      given.resolve();
      await failed.promise;
    });
    await given.promise;
    const asked = ratings.tally(key.guildId, 'daisies');
    failed.reject(new Error('no score after all'));
    await expect(change).rejects.toThrow('no score after all');
    expect(await asked).toEqual({ count: 1, average: 4, perScore: [0, 0, 0, 1, 0] });
  });

  test('a film that a member rates leaves their watchlist, and no other does', async () => {
    await using store = await open();
    const [ratings, lists] = [new RatingStore(store.db), new FilmListStore(store.db)];
    const { guildId, userId } = key;
    for (const [filmId, whose] of [
      ['daisies', userId],
      ['other', userId],
      ['daisies', '8'],
    ] as const)
      await lists.add({ userId: whose, list: 'watchlist', filmId, guildId, addedAt: at(0) });
    expect((await ratings.put(aRating())).leftWatchlist).toBe(true);
    expect((await ratings.put(aRating())).leftWatchlist).toBe(false);
    expect(await lists.films({ userId, list: 'watchlist' })).toEqual(['other']);
    expect(await lists.films({ userId: '8', list: 'watchlist' })).toEqual(['daisies']);
  });

  test('a withdrawn score counts no more, and is given back once', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    await ratings.put(aRating());
    expect(await ratings.remove(key, at(1))).toBe(4);
    expect(await ratings.remove(key, at(1))).toBeUndefined();
    expect(await ratings.get(key)).toBeUndefined();
    expect(await ratings.tally(key.guildId, 'daisies')).toEqual(tallyOf([]));
  });

  test('a tally counts each score, and since a time only what was given from then on', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    await ratings.put(aRating({ userId: '1', score: 1 }));
    await ratings.put(aRating({ userId: '2', score: 4, updatedAt: at(10) }));
    await ratings.put(aRating({ userId: '3', score: 4, updatedAt: at(20) }));
    await ratings.put(aRating({ userId: '3', filmId: 'other', score: 2 }));
    const { guildId } = key;
    expect(await ratings.tally(guildId, 'daisies')).toEqual({ count: 3, average: 3, perScore: [1, 0, 0, 2, 0] });
    expect([...(await ratings.tallies(guildId)).keys()].toSorted()).toEqual(['daisies', 'other']);
    const since = await ratings.tallies(guildId, at(10));
    expect([...since]).toEqual([['daisies', { count: 2, average: 4, perScore: [0, 0, 0, 2, 0] }]]);
  });

  test('a score or a source that there is not is refused by the store itself', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    for (const parts of [{ score: 0 }, { score: 6 }, { source: 'guess' }])
      await expect(ratings.put({ ...aRating(), ...parts } as Rating)).rejects.toThrow(/check/i);
    expect(await ratings.get(key)).toBeUndefined();
  });

  test('of one member’s presses at once the store keeps one, and no other member’s is lost', async () => {
    await using store = await open();
    const ratings = new RatingStore(store.db);
    const all = [...scores, ...scores].map((score, at_) => aRating({ score, userId: String(at_ % 2) }));
    await Promise.all(all.map((rating) => ratings.put(rating)));
    expect((await ratings.tally(key.guildId, 'daisies')).count).toBe(2);
  });

  test('a rating is found by a search in an index, not by reading the table', async () => {
    await using store = await open();
    if (store.kind === 'postgres') return;
    const { rows } = await sql<{ detail: string }>`explain query plan
      select score, count(*) from ratings where guild_id = '1' and film_id = 'x' group by score`.execute(store.db);
    expect(rows.map(({ detail }) => detail)).toEqual([
      'SEARCH ratings USING COVERING INDEX ratings_by_film (guild_id=? AND film_id=?)',
    ]);
  });

  test('whatever members do, every question hears of its own guild and person alone', async () => {
    await using store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
        await sql`delete from ratings`.execute(store.db);
        const known = new Map<string, Rating>();
        for (const each of deeds) await act(each, known, store.db);
        await expectToKnow([...known.values()], store.db);
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
  what: fc.constantFrom('put', 'put', 'put', 'remove', 'deleteIn', 'deleteEverywhere'),
  guildId: fc.constantFrom(...guilds),
  userId: fc.constantFrom(...users),
  filmId: fc.constantFrom(...films),
  score: fc.constantFrom(...scores),
  second: fc.nat(100),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Db = Awaited<ReturnType<OpenStore>>['db'];

const nameOf = ({ guildId, userId, filmId }: RatingKey): string => `${guildId} ${userId} ${filmId}`;

/** Does it to the store, and to a plain map beside it. */
async function act({ what, score, second, ...one }: Deed, known: Map<string, Rating>, db: Db): Promise<void> {
  const ratings = new RatingStore(db);
  const members = new MemberDataStore(db);
  const before: Score | undefined = known.get(nameOf(one))?.score;
  const forget = (concerned: (rating: Rating) => boolean): void => {
    for (const rating of known.values()) if (concerned(rating)) known.delete(nameOf(rating));
  };
  if (what === 'put') {
    const rating = { ...one, score, source: 'button', updatedAt: at(second) } as const;
    expect((await ratings.put(rating)).before).toBe(before);
    known.set(nameOf(one), rating);
  } else if (what === 'remove') {
    expect(await ratings.remove(one, at(second))).toBe(before);
    known.delete(nameOf(one));
  } else if (what === 'deleteIn') {
    await members.deleteIn(one.guildId, one.userId, at(second));
    forget(({ guildId, userId }) => guildId === one.guildId && userId === one.userId);
  } else {
    await members.deleteEverywhere(one.userId, at(second));
    forget(({ userId }) => userId === one.userId);
  }
}

/** Asks every question of every guild, person and film. */
async function expectToKnow(known: readonly Rating[], db: Db): Promise<void> {
  const ratings = new RatingStore(db);
  const tallied = (of: readonly Rating[]) => tallyOf(of.map(({ score }) => ({ score, count: 1 })));
  const byName = (of: readonly Rating[]) => of.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (const guildId of guilds) {
    const ofGuild = known.filter((rating) => rating.guildId === guildId);
    const expected = new Map(
      [...Map.groupBy(ofGuild, ({ filmId }) => filmId)].map(([filmId, of]) => [filmId, tallied(of)]),
    );
    expect(await ratings.tallies(guildId)).toEqual(expected);
    for (const filmId of films) {
      const ofFilm = ofGuild.filter((rating) => rating.filmId === filmId);
      expect(await ratings.tally(guildId, filmId)).toEqual(tallied(ofFilm));
      for (const userId of users)
        expect(await ratings.get({ guildId, userId, filmId })).toBe(
          ofFilm.find((rating) => rating.userId === userId)?.score,
        );
    }
  }
  for (const userId of users)
    expect(byName(await new MemberDataStore(db).ratings(userId))).toEqual(
      byName(known.filter((rating) => rating.userId === userId)),
    );
}
