import type { Kysely } from 'kysely';
import type { Rating } from '../domain/rating.ts';
import { scopesOfPerson } from '../domain/scope.ts';
import { Drawn } from './bag-store.ts';
import type { Schema } from './schema.ts';

/** How much of each kind was deleted. */
export type Deleted = Readonly<{ ratings: number; bags: number }>;

/** All that is stored about one person, for them to take away; of every guild, times as instants. */
export type MemberExport = Readonly<{
  ratings: readonly Omit<Rating, 'userId'>[];
  watchlist: readonly object[];
  seen: readonly object[];
  nominations: readonly object[];
  /** What has come up in direct messages, by what it was drawn from. */
  directMessages: readonly Readonly<{ from: string; drawn: readonly string[]; usedAt: Temporal.Instant }>[];
}>;

/** Finds and deletes all that the tables hold about one person. A table that names people belongs in here. */
export class MemberDataStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** A person's ratings in every guild, latest first. */
  async ratings(userId: string): Promise<readonly Rating[]> {
    const rows = await this.#db
      .selectFrom('ratings')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('updated_at', 'desc')
      .orderBy('guild_id')
      .orderBy('film_id')
      .execute();
    return rows.map(({ guild_id: guildId, film_id: filmId, score, source, updated_at: updatedAtMs }) => ({
      ...{ guildId, userId, filmId, score, source },
      updatedAt: Temporal.Instant.fromEpochMilliseconds(updatedAtMs),
    }));
  }

  /** How many bags are kept for a person's direct messages: what has come up there. */
  async bags(userId: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('bags')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('scope', 'in', scopesOfPerson(userId))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** All that is kept of a person. A table that names people adds its part here. */
  async exportOf(userId: string): Promise<MemberExport> {
    const ratings = await this.ratings(userId);
    return {
      ratings: ratings.map(({ userId: _userId, ...rating }) => rating),
      watchlist: [],
      seen: [],
      nominations: [],
      directMessages: await this.#drawn(userId),
    };
  }

  async #drawn(userId: string): Promise<MemberExport['directMessages']> {
    const rows = await this.#db
      .selectFrom('bags')
      .select(['key', 'drawn', 'used_at'])
      .where('scope', 'in', scopesOfPerson(userId))
      .orderBy('used_at', 'desc')
      .orderBy('key')
      .execute();
    return rows.map(({ key, drawn, used_at: usedAtMs }) => ({
      ...{ from: key, drawn: Drawn.parse(JSON.parse(drawn)) },
      usedAt: Temporal.Instant.fromEpochMilliseconds(usedAtMs),
    }));
  }

  /** Deletes what is kept of a person in one guild. Durable when it resolves. */
  async deleteIn(guildId: string, userId: string): Promise<Deleted> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('ratings')
      .where('user_id', '=', userId)
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return { ratings: Number(numDeletedRows), bags: 0 };
  }

  /** Deletes all that is kept of a person, or nothing if that fails. Durable when it resolves. */
  deleteEverywhere(userId: string): Promise<Deleted> {
    return this.#db.transaction().execute(async (db) => {
      const ratings = await db.deleteFrom('ratings').where('user_id', '=', userId).executeTakeFirst();
      const bags = await db.deleteFrom('bags').where('scope', 'in', scopesOfPerson(userId)).executeTakeFirst();
      return { ratings: Number(ratings.numDeletedRows), bags: Number(bags.numDeletedRows) };
    });
  }
}
