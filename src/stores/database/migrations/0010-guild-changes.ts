import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Who changed what in a guild's settings, and whether its log channel has been told. */
export const guildChanges: Migration = {
  name: '0010-guild-changes',
  up: async (db, kind) => {
    await db.schema
      .createTable('guild_changes')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('user_id', 'text')
      .addColumn('before', 'text', (column) => column.notNull())
      .addColumn('after', 'text', (column) => column.notNull())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addColumn('undoes', 'integer')
      .addColumn('log_channel', 'text')
      .addColumn('log_state', 'text', (column) =>
        column.notNull().check(sql`log_state in ('none', 'due', 'told', 'failed')`),
      )
      .addPrimaryKeyConstraint('guild_changes_key', ['guild_id', 'position'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('guild_changes_by_user').on('guild_changes').column('user_id').execute();
    // Few are due at any time: an index of them alone is small.
    await db.schema.createIndex('guild_changes_due').on('guild_changes').columns(['log_state', 'guild_id']).execute();
  },
};
