import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** When a member last withdrew their rating, for reactions from before it that become known after it. */
export const withdrawals: Migration = {
  name: '0018-withdrawals',
  up: async (db, kind) => {
    await db.schema
      .createTable('withdrawals')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('withdrawals_key', ['guild_id', 'film_id', 'user_id'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('withdrawals_by_member').on('withdrawals').column('user_id').execute();
  },
};
