import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Every guild that the bot is in, and those that it has left, with since when. */
export const guildDepartures: Migration = {
  name: '0009-guild-departures',
  up: async (db, kind) => {
    await db.schema
      .createTable('guilds')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('left_at', epochMs(kind))
      .modifyEnd(strict(kind))
      .execute();
    // Guilds that have data count as joined: whether the bot is still in them shows at the next connection.
    await sql`
      insert into guilds (guild_id)
      select guild_id from ratings
      union select guild_id from guild_settings
      union select substr(scope, 7) from bags where scope like 'guild %'
      union select substr(scope, 16) from bags where scope like 'facts of guild %'
    `.execute(db);
  },
};
