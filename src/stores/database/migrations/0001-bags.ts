import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** What has been drawn, for each guild or person and for each thing drawn from. */
export const bags: Migration = {
  name: '0001-bags',
  up: async (db, kind) => {
    await db.schema
      .createTable('bags')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('drawn', 'text', (column) => column.notNull())
      .addColumn('last', 'text')
      .addColumn('used_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('bags_key', ['scope', 'key'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('bags_by_use').on('bags').columns(['scope', 'used_at']).execute();
  },
};
