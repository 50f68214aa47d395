import type { Kysely } from 'kysely';
import type { FilmList, Listed } from '../domain/film-list.ts';
import type { NominationState } from '../domain/nomination.ts';
import type { Rating, Score } from '../domain/rating.ts';
import { scopesOfPerson } from '../domain/scope.ts';
import { answerOnce, forgetAnswered } from './answered-question.ts';
import { Drawn } from './bag-store.ts';
import { ownList } from './film-list-store.ts';
import { forget } from './forgotten-member.ts';
import { leaveAll } from './nomination-store.ts';
import { differenceIn } from './guild-change-store.ts';
import type { Schema } from './schema.ts';

/** How much of each kind was deleted. `codeLeft`: a hash stays by which readings of open posts know whom not to bring back. */
export type Deleted = Readonly<{
  ratings: number;
  listed: number;
  nominations: number;
  bags: number;
  codeLeft: boolean;
}>;

/** A film that a person nominated in a guild, or whose nomination they joined. */
export type Nominated = Readonly<{
  guildId: string;
  filmId: string;
  note: string;
  at: Temporal.Instant;
  state: NominationState;
  reason: string;
  /** When moderators decided, if they have. */
  decidedAt: Temporal.Instant | undefined;
}>;

/** All that is stored about one person, for them to take away; of every guild, times as instants. */
export type MemberExport = Readonly<{
  ratings: readonly Omit<Rating, 'userId'>[];
  /** Ratings that the person took back while a film was posted for rating, and when. */
  withdrawals: readonly Readonly<{ guildId: string; filmId: string; at: Temporal.Instant }>[];
  /**
   * Under open posts that carry a film, and when the bot learned of each; `overruled` by a later word of the person’s, by command
   * or button.
   */
  reactions: readonly Readonly<{
    guildId: string;
    channelId: string;
    messageId: string;
    score: Score;
    isSuper: boolean;
    overruled: boolean;
    knownAt: Temporal.Instant;
  }>[];
  /** Settings of guilds that the person has changed. */
  settingsChanges: readonly Readonly<{ guildId: string; at: Temporal.Instant; before: object; after: object }>[];
  watchlist: readonly Listed[];
  seen: readonly Listed[];
  nominations: readonly Nominated[];
  /** What has come up in direct messages and from the person’s own lists, by what it was drawn from. */
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

  /** The ratings that a person took back for as long as that is remembered, latest first. */
  async withdrawals(userId: string): Promise<MemberExport['withdrawals']> {
    const query = this.#db.selectFrom('withdrawals').selectAll().where('user_id', '=', userId);
    const rows = await query.orderBy('at', 'desc').orderBy('guild_id').orderBy('film_id').execute();
    return rows.map(({ guild_id: guildId, film_id: filmId, at }) => ({
      ...{ guildId, filmId, at: Temporal.Instant.fromEpochMilliseconds(at) },
    }));
  }

  /** What stands on one of a person’s lists, latest first, each film with the guilds where it was put there. */
  async listed(userId: string, list: FilmList): Promise<readonly Listed[]> {
    const rows = await this.#db
      .selectFrom('film_lists')
      .select(['film_id', 'guild_id', 'added_at'])
      .where('user_id', '=', userId)
      .where('list', '=', list)
      .execute();
    const byFilm = Map.groupBy(rows, (row) => row.film_id);
    return [...byFilm]
      .map(([filmId, of]) => ({
        filmId,
        addedAt: Temporal.Instant.fromEpochMilliseconds(Math.min(...of.map((row) => row.added_at))),
        guildIds: of
          .map((row) => row.guild_id)
          .filter((guildId) => guildId !== ownList)
          .toSorted(),
      }))
      .toSorted((a, b) => Temporal.Instant.compare(b.addedAt, a.addedAt) || (a.filmId < b.filmId ? -1 : 1));
  }

  /** What a person nominated in every guild, latest first. */
  async nominations(userId: string): Promise<readonly Nominated[]> {
    const rows = await this.#db
      .selectFrom('nomination_supporters as part')
      .innerJoin('nominations', (join) =>
        join.onRef('part.guild_id', '=', 'nominations.guild_id').onRef('part.nomination_id', '=', 'nominations.id'),
      )
      .select(['part.guild_id', 'film_id', 'note', 'at', 'state', 'reason', 'decided_at'])
      .where('part.user_id', '=', userId)
      .orderBy('at', 'desc')
      .orderBy('part.nomination_id')
      .execute();
    return rows.map(({ guild_id: guildId, film_id: filmId, at, decided_at: decidedAtMs, ...rest }) => ({
      ...{ guildId, filmId, ...rest, at: Temporal.Instant.fromEpochMilliseconds(at) },
      decidedAt: decidedAtMs === null ? undefined : Temporal.Instant.fromEpochMilliseconds(decidedAtMs),
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
      withdrawals: await this.withdrawals(userId),
      reactions: await this.reactions(userId),
      watchlist: await this.listed(userId, 'watchlist'),
      seen: await this.listed(userId, 'seen'),
      nominations: await this.nominations(userId),
      settingsChanges: await this.#settingsChanges(userId),
      directMessages: await this.#drawn(userId),
    };
  }

  /** How many changes to settings of guilds are kept with a person's id. */
  async settingsChanged(userId: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('guild_changes')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    return count;
  }

  async #settingsChanges(userId: string): Promise<MemberExport['settingsChanges']> {
    const rows = await this.#db
      .selectFrom('guild_changes')
      .select(['guild_id', 'at', 'schedule', 'before', 'after'])
      .where('user_id', '=', userId)
      .orderBy('at', 'desc')
      .orderBy('guild_id')
      .orderBy('position', 'desc')
      .execute();
    return rows.map((row) => ({
      ...{ guildId: row.guild_id, at: Temporal.Instant.fromEpochMilliseconds(row.at) },
      ...differenceIn(row),
    }));
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

  /** A person's reactions under the posts of every guild, latest first. */
  async reactions(userId: string): Promise<MemberExport['reactions']> {
    const rows = await this.#db
      .selectFrom('reactions')
      // One look at each post: there is no index by member, and without this all reactions there are would be read.
      .where('reactions.message_id', 'in', sentPosts(this.#db))
      .innerJoin('posts', 'posts.message_id', 'reactions.message_id')
      .select(['posts.guild_id', 'posts.channel_id', 'reactions.message_id', 'reactions.score', 'reactions.at'])
      .select(['reactions.is_super', 'reactions.overruled'])
      .where('reactions.user_id', '=', userId)
      .orderBy('reactions.at', 'desc')
      .orderBy('reactions.message_id')
      .execute();
    return rows.map(({ guild_id: guildId, channel_id: channelId, message_id: messageId, score, at, ...row }) => ({
      ...{ guildId, channelId, messageId, score, isSuper: row.is_super === 1, overruled: row.overruled === 1 },
      knownAt: Temporal.Instant.fromEpochMilliseconds(at),
    }));
  }

  /**
   * Deletes what is kept of a person in one guild, or nothing if that fails. Their lists are not the guild’s: they stay, and the
   * guild counts them no more. Reactions that they have under open posts are not counted again until they react anew. Undefined,
   * and nothing deleted, where the `question` whether to was answered with yes before. Durable when it resolves.
   */
  deleteIn(guildId: string, userId: string, at: Temporal.Instant, question?: string): Promise<Deleted | undefined> {
    return this.#db.transaction().execute(async (db) => {
      if (question !== undefined && !(await answerOnce(db, question, at))) return undefined;
      const posts = db.selectFrom('posts').select('message_id').where('guild_id', '=', guildId);
      await db.deleteFrom('reactions').where('user_id', '=', userId).where('message_id', 'in', posts).execute();
      const ofGuild = db.deleteFrom('ratings').where('user_id', '=', userId).where('guild_id', '=', guildId);
      const ratings = await ofGuild.executeTakeFirst();
      await db.deleteFrom('withdrawals').where('user_id', '=', userId).where('guild_id', '=', guildId).execute();
      await db.deleteFrom('film_lists').where('user_id', '=', userId).where('guild_id', '=', guildId).execute();
      const codeLeft = await forget(db, guildId, userId, at);
      await forgetAuthor(db, userId).where('guild_id', '=', guildId).execute();
      const nominations = await leaveAll(db, userId, guildId);
      return {
        ratings: Number(ratings.numDeletedRows),
        ...{ nominations, listed: 0, bags: 0, codeLeft },
      };
    });
  }

  /** Deletes all that is kept of a person, everywhere, as `deleteIn` does in one guild. Durable when it resolves. */
  deleteEverywhere(userId: string, at: Temporal.Instant, question?: string): Promise<Deleted | undefined> {
    return this.#db.transaction().execute(async (db) => {
      if (question !== undefined && !(await answerOnce(db, question, at))) return undefined;
      await db.deleteFrom('reactions').where('user_id', '=', userId).where('message_id', 'in', sentPosts(db)).execute();
      const ratings = await db.deleteFrom('ratings').where('user_id', '=', userId).executeTakeFirst();
      await db.deleteFrom('withdrawals').where('user_id', '=', userId).execute();
      const listed = await db.deleteFrom('film_lists').where('user_id', '=', userId).returning('guild_id').execute();
      const nominations = await leaveAll(db, userId);
      const bags = await db.deleteFrom('bags').where('scope', 'in', scopesOfPerson(userId)).executeTakeFirst();
      const codeLeft = await forget(db, undefined, userId, at);
      await forgetAuthor(db, userId).execute();
      return {
        ratings: Number(ratings.numDeletedRows),
        listed: listed.filter(({ guild_id }) => guild_id === ownList).length,
        nominations,
        bags: Number(bags.numDeletedRows),
        codeLeft,
      };
    });
  }

  /** Questions whether to delete that are too old to be answered are forgotten. */
  forgetAnswered(now: Temporal.Instant): Promise<void> {
    return forgetAnswered(this.#db, now);
  }
}

const sentPosts = (db: Kysely<Schema>) =>
  db.selectFrom('posts').select('message_id').where('message_id', 'is not', null);

/** What was changed in a guild is the guild's to know; who did it is not, any more. */
const forgetAuthor = (db: Kysely<Schema>, userId: string) =>
  db.updateTable('guild_changes').set({ user_id: null }).where('user_id', '=', userId);
