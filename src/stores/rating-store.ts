import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { scores, tallyOf } from '../domain/rating.ts';
import type { Rating, RatingKey, Score, Tally } from '../domain/rating.ts';
import { FilmListStore, ratedIn } from './film-list-store.ts';
import { parameter, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import { overrule } from './standing-rows.ts';
import { forgetWithdrawal, rememberWithdrawal } from './withdrawals.ts';

/** What a rating changed: the score that it replaces, and whether the film left the member's watchlist with it. */
export type Rated = Readonly<{ before: Score | undefined; leftWatchlist: boolean }>;

/** Keeps one score for each member, film and guild. No question about one guild sees another. */
export class RatingStore {
  readonly #db: Kysely<Schema>;
  readonly #scores = prepared((db) =>
    db
      .selectFrom('ratings')
      .select(({ fn }) => ['score', fn.countAll<number>().as('count')])
      .where('guild_id', '=', parameter)
      .where('film_id', '=', parameter)
      .groupBy('score'),
  );

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Replaces the member's score, which the reactions that the member has by now never bring back. A film that is rated was
   * seen, and leaves the watchlist. Durable when it resolves.
   */
  async put({ score, source, updatedAt, ...key }: Rating): Promise<Rated> {
    const values = { score, source, updated_at: updatedAt.epochMilliseconds };
    const { guildId: guild_id, userId: user_id, filmId: film_id } = key;
    return this.#db.transaction().execute(async (db) => {
      const before = await new RatingStore(db).get(key);
      // First the reactions, then the rating, as those who write reactions do: in PostgreSQL nobody waits for the other then.
      await overrule(db, key);
      await forgetWithdrawal(db, key);
      await db
        .insertInto('ratings')
        .values({ guild_id, user_id, film_id, ...values })
        .onConflict((conflict) => conflict.columns(['guild_id', 'user_id', 'film_id']).doUpdateSet(values))
        .execute();
      const leftWatchlist = await new FilmListStore(db).remove({ ...key, list: 'watchlist' });
      return { before, leftWatchlist };
    });
  }

  /**
   * Withdraws the member's score for good, and gives it back if there was one: no reaction from before `at` brings it back,
   * whenever it becomes known. Durable when it resolves.
   */
  remove(key: RatingKey, at: Temporal.Instant): Promise<Score | undefined> {
    const { guildId, userId, filmId } = key;
    return this.#db.transaction().execute(async (db) => {
      await overrule(db, key);
      await rememberWithdrawal(db, key, at);
      const row = await db
        .deleteFrom('ratings')
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('film_id', '=', filmId)
        .returning('score')
        .executeTakeFirst();
      return row?.score;
    });
  }

  /** The member's score, if there is one. */
  async get({ guildId, userId, filmId }: RatingKey): Promise<Score | undefined> {
    const row = await this.#db
      .selectFrom('ratings')
      .select('score')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('film_id', '=', filmId)
      .executeTakeFirst();
    return row?.score;
  }

  /** What a guild thinks of one film. */
  async tally(guildId: string, filmId: string): Promise<Tally> {
    return tallyOf(await this.#scores(this.#db, [guildId, filmId]));
  }

  /**
   * The tally of every film that a guild has rated, by its id; with `since`, of the scores given from then on. Counted film by
   * film: others are served in between, and what is older than `since` is not read.
   */
  async tallies(guildId: string, since?: Temporal.Instant): Promise<ReadonlyMap<string, Tally>> {
    const tallies = new Map<string, Tally>();
    for (const filmId of await ratedIn(this.#db, guildId)) {
      const tally = since ? await this.#tallySince(guildId, filmId, since) : await this.tally(guildId, filmId);
      if (tally.count > 0) tallies.set(filmId, tally);
      // Lets what waits for the one thread go first.
      await nextTurn();
    }
    return tallies;
  }

  async #tallySince(guildId: string, filmId: string, since: Temporal.Instant): Promise<Tally> {
    const rows = await this.#db
      .selectFrom('ratings')
      .select(({ fn }) => ['score', fn.countAll<number>().as('count')])
      .where('guild_id', '=', guildId)
      .where('film_id', '=', filmId)
      // Each score by name, so that the index finds where its `since` is.
      .where('score', 'in', scores)
      .where('updated_at', '>=', since.epochMilliseconds)
      .groupBy('score')
      .execute();
    return tallyOf(rows);
  }
}
