import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** When the bot asked for sessions that have not lasted yet. */
export const sessionStarts: Migration = {
  name: '0002-session-starts',
  up: async (db, kind) => {
    await db.schema
      .createTable('session_starts')
      .addColumn('position', 'integer', (column) => column.primaryKey())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .modifyEnd(strict(kind))
      .execute();
  },
};
