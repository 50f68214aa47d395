import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** What each guild has chosen, as JSON: settings come and go with versions, and are only ever read whole. */
export const guildSettings: Migration = {
  name: '0005-guild-settings',
  up: async (db, kind) => {
    await db.schema
      .createTable('guild_settings')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('updated_at', epochMs(kind), (column) => column.notNull())
      .modifyEnd(strict(kind))
      .execute();
  },
};
