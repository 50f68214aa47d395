import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** All that decides what a guild is going to be shown. */
const tables = ['guild_settings', 'schedules', 'queue_items', 'occurrences'] as const;

/** Few enough rows at a time for the parameters that a statement takes. */
const atOnce = 500;

/** The first guilds, by id, that have schedules. */
export async function guildsWithSchedules(db: Kysely<Schema>, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('schedules')
    .select('guild_id')
    .distinct()
    .orderBy('guild_id')
    .limit(limit)
    .execute();
  return rows.map(({ guild_id: id }) => id);
}

/** Copies what decides about a guild’s films of the week into an empty store, where it can be played with. */
export async function copyProgramme(guildId: string, from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  for (const table of tables) {
    // A row of a table fits the same table: no type can say so of several tables at once.
    const one = table as 'schedules';
    const rows = await from.selectFrom(one).selectAll().where('guild_id', '=', guildId).execute();
    for (let at = 0; at < rows.length; at += atOnce)
      await into
        .insertInto(one)
        .values(rows.slice(at, at + atOnce))
        .execute();
  }
}
