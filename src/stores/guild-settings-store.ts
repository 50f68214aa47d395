import type { Kysely } from 'kysely';
import { GuildSettings } from '../domain/guild-settings.ts';
import type { Schema } from './schema.ts';

/** The settings before a change and after it. */
export type SettingsChange = Readonly<{ before: GuildSettings; after: GuildSettings }>;

/** Keeps what each guild has chosen. */
export class GuildSettingsStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** A guild's settings; the defaults where it has chosen nothing. */
  async get(guildId: string): Promise<GuildSettings> {
    const row = await this.#db
      .selectFrom('guild_settings')
      .select('settings')
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return GuildSettings.parse(row ? JSON.parse(row.settings) : {});
  }

  /** Replaces the settings given, and no other. Durable when it resolves. */
  change(guildId: string, changes: Partial<GuildSettings>, at: Temporal.Instant): Promise<SettingsChange> {
    return this.#db.transaction().execute(async (db) => {
      // The row is there and locked before it is read: of two changes at once neither loses the other's.
      const values = { guild_id: guildId, settings: '{}', updated_at: at.epochMilliseconds };
      await db
        .insertInto('guild_settings')
        .values(values)
        .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ updated_at: values.updated_at }))
        .execute();
      const before = await new GuildSettingsStore(db).get(guildId);
      const after = GuildSettings.parse({ ...before, ...changes });
      await db
        .updateTable('guild_settings')
        .set({ settings: JSON.stringify(after) })
        .where('guild_id', '=', guildId)
        .execute();
      return { before, after };
    });
  }
}
