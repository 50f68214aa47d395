import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { FilmList } from '../domain/film-list.ts';
import { shownStates } from '../domain/posting.ts';
import { eachOnce } from './each-once.ts';
import type { Schema } from './schema.ts';

/** Whose list, and which. */
type Whose = Readonly<{ userId: string; list: FilmList }>;
type Entry = Whose & Readonly<{ filmId: string }>;

/** The guild of a row that is the person’s own list. */
export const ownList = '';

/**
 * Keeps what each person wants to see and has seen. A list is the person’s, the same in every guild; a guild is told only
 * which films somebody there has seen, never who, and counts only what was put on a list in that guild.
 */
export class FilmListStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Puts a film on a list; one that is there stays where it is. What is put among the seen leaves the watchlist: `leftWatchlist`.
   * Durable when it resolves.
   */
  add(
    entry: Entry & Readonly<{ guildId: string | undefined; addedAt: Temporal.Instant }>,
  ): Promise<Readonly<{ isNew: boolean; leftWatchlist: boolean }>> {
    const { userId, list, filmId, guildId = ownList, addedAt } = entry;
    const row = { user_id: userId, list, film_id: filmId, added_at: addedAt.epochMilliseconds };
    return this.#db.transaction().execute(async (db) => {
      const added = await db
        .insertInto('film_lists')
        .values([...new Set([ownList, guildId])].map((guild_id) => ({ ...row, guild_id })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('guild_id')
        .execute();
      const leftWatchlist =
        list === 'seen' && (await new FilmListStore(db).remove({ userId, list: 'watchlist', filmId }));
      return { isNew: added.some(({ guild_id }) => guild_id === ownList), leftWatchlist };
    });
  }

  /** Takes a film off a list, everywhere; whether it was there. Durable when it resolves. */
  async remove({ userId, list, filmId }: Entry): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('film_lists')
      .where('user_id', '=', userId)
      .where('list', '=', list)
      .where('film_id', '=', filmId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Empties a list; how many films were on it. Durable when it resolves. */
  async clear({ userId, list }: Whose): Promise<number> {
    const rows = await this.#db
      .deleteFrom('film_lists')
      .where('user_id', '=', userId)
      .where('list', '=', list)
      .returning('guild_id')
      .execute();
    return rows.filter(({ guild_id }) => guild_id === ownList).length;
  }

  /** The films on a list, latest first. */
  async films({ userId, list }: Whose): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('film_lists')
      .select('film_id')
      .where('user_id', '=', userId)
      .where('list', '=', list)
      .where('guild_id', '=', ownList)
      .orderBy('added_at', 'desc')
      .orderBy('film_id')
      .execute();
    return rows.map((row) => row.film_id);
  }

  /** The lists that a person has a film on. */
  async listsWith({ userId, filmId }: Omit<Entry, 'list'>): Promise<readonly FilmList[]> {
    const rows = await this.#db
      .selectFrom('film_lists')
      .select('list')
      .where('user_id', '=', userId)
      .where('film_id', '=', filmId)
      .where('guild_id', '=', ownList)
      .execute();
    return rows.map(({ list }) => list);
  }

  /** The films that a person has rated, in any guild: whoever rates a film has seen it. Latest first. */
  async ratedBy(userId: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('ratings')
      .select(({ fn }) => ['film_id', fn.max('updated_at').as('latest')])
      .where('user_id', '=', userId)
      .groupBy('film_id')
      .orderBy('latest', 'desc')
      .orderBy('film_id')
      .execute();
    return rows.map((row) => row.film_id);
  }

  /** The films that a guild knows: rated or put among the seen there by anybody, or posted there, for rating or as the film of the week. */
  async knownIn(guildId: string): Promise<readonly string[]> {
    const posted = await this.#db
      .selectFrom('posts')
      .select('film_id')
      .distinct()
      .where('guild_id', '=', guildId)
      .where('message_id', 'is not', null)
      .execute();
    // Where nobody can rate it, what a schedule showed is no post for rating.
    const shown = await this.#db
      .selectFrom('occurrences')
      .select('film_id')
      .distinct()
      .where('guild_id', '=', guildId)
      .where('state', 'in', shownStates)
      .execute();
    const marked = await eachOnce(this.#db, 'film_id', sql`film_lists where guild_id = ${guildId} and list = 'seen'`);
    const rated = await ratedIn(this.#db, guildId);
    return [...new Set([...marked, ...rated, ...[...posted, ...shown].flatMap((row) => row.film_id ?? [])])];
  }
}

/** The films that anybody in a guild has rated. */
export const ratedIn = (db: Kysely<Schema>, guildId: string): Promise<readonly string[]> =>
  eachOnce(db, 'film_id', sql`ratings where guild_id = ${guildId}`);
