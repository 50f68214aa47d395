import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** What moderators have yet to be told. */
export const notices: Migration = {
  name: '0017-notices',
  up: async (db, kind) => {
    await db.schema
      .createTable('notices')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      // The same for the same notice.
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('notice', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('created_at', epochMs(kind), (column) => column.notNull())
      .addColumn('next_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('notices_key', ['guild_id', 'id'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('notices_by_time').on('notices').column('next_at').execute();
  },
};
