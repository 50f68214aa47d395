import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { scopesOfGuild } from '../domain/scope.ts';
import { eachOnce } from './each-once.ts';
import { forgetForgotten } from './forgotten-member.ts';
import type { Schema } from './schema.ts';

/**
 * The tables that hold rows of guilds, by `guild_id`. A table about guilds belongs in here, or its rows outlive them. Reactions
 * go with the posts that they are under.
 */
export const guildTables = [
  'film_lists',
  'forgotten',
  'guild_changes',
  'guild_settings',
  'nomination_supporters',
  'nominations',
  'notices',
  'occurrences',
  'posts',
  'queue_items',
  'ratings',
  'schedule_drafts',
  'schedules',
  'withdrawals',
] as const;

/** How the scopes of all guilds begin, and what comes behind the last of them: an id is of digits. */
const scopesOfGuilds = scopesOfGuild('').map((first) => [first, `${first}:`] as const);

/** SQLite takes no more than 32,766 values in a statement. */
const mostInStatement = 10_000;

/** Knows which guilds the bot is in and since when it is gone from others, and deletes all that the tables hold about one. */
export class GuildStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * The guilds that the bot is in, as far as the store knows: those that it was told of, and all that something is kept about,
   * but for those that it was told are left.
   */
  async joined(): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom('guilds').selectAll().execute();
    const left = new Set(rows.flatMap(({ guild_id: id, left_at: leftAt }) => (leftAt === null ? [] : id)));
    const all = new Set([...rows.map(({ guild_id: id }) => id), ...(await this.#kept())]);
    return [...all].filter((id) => !left.has(id));
  }

  /** Every guild that something is kept about: found one by one in indexes, however much it is. */
  async #kept(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const table of guildTables)
      // Rows of no guild, which are a person's own, come before all others.
      found.push(...(await eachOnce(this.#db, 'guild_id', sql`${sql.table(table)} where true`)));
    for (const [first, behind] of scopesOfGuilds) {
      const scopes = await eachOnce(this.#db, 'scope', sql`bags where scope < ${behind}`, first);
      found.push(...scopes.map((scope) => scope.slice(first.length)));
    }
    return found;
  }

  /** The bot is in these guilds, now or again. Durable when it resolves. */
  async putJoined(guildIds: readonly string[]): Promise<void> {
    await this.#inParts(guildIds, (db, part) =>
      db
        .insertInto('guilds')
        .values(part.map((guild_id) => ({ guild_id, left_at: null })))
        .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ left_at: null }))
        .execute(),
    );
  }

  /** The bot is in these guilds no more; of those that it had left before, the first time stays. Durable when it resolves. */
  async putLeft(guildIds: readonly string[], at: Temporal.Instant): Promise<void> {
    const left_at = at.epochMilliseconds;
    await this.#inParts(guildIds, (db, part) =>
      db
        .insertInto('guilds')
        .values(part.map((guild_id) => ({ guild_id, left_at })))
        .onConflict((conflict) =>
          conflict.column('guild_id').doUpdateSet({ left_at }).where('guilds.left_at', 'is', null),
        )
        .execute(),
    );
  }

  /** The guilds that the bot left at that moment or before, first left first. */
  async leftUntil(moment: Temporal.Instant): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('guilds')
      .select('guild_id')
      .where('left_at', '<=', moment.epochMilliseconds)
      .orderBy('left_at')
      .orderBy('guild_id')
      .execute();
    return rows.map(({ guild_id: id }) => id);
  }

  /**
   * Deletes all that is kept about a guild that the bot left at that moment or before, or nothing if that fails; whether it
   * had. Durable when it resolves.
   */
  forget(guildId: string, leftUntil: Temporal.Instant): Promise<boolean> {
    return this.#db.transaction().execute(async (db) => {
      // First of all, so that another process which hears of the guild's return waits, or has been heard.
      const { numDeletedRows } = await db
        .deleteFrom('guilds')
        .where('guild_id', '=', guildId)
        .where('left_at', '<=', leftUntil.epochMilliseconds)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return false;
      for (const table of guildTables) await db.deleteFrom(table).where('guild_id', '=', guildId).execute();
      await db.deleteFrom('bags').where('scope', 'in', scopesOfGuild(guildId)).execute();
      await forgetForgotten(db);
      return true;
    });
  }

  async #inParts(
    guildIds: readonly string[],
    write: (db: Kysely<Schema>, part: readonly string[]) => Promise<unknown>,
  ): Promise<void> {
    if (guildIds.length === 0) return;
    await this.#db.transaction().execute(async (db) => {
      for (let at = 0; at < guildIds.length; at += mostInStatement)
        await write(db, guildIds.slice(at, at + mostInStatement));
    });
  }
}
