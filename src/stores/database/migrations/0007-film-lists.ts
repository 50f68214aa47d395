import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/**
 * What people want to see and have seen. The row without a guild is the person’s own list, the same everywhere; a row with
 * one says that this guild counts it, because it was put there.
 */
export const filmLists: Migration = {
  name: '0007-film-lists',
  up: async (db, kind) => {
    await db.schema
      .createTable('film_lists')
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('list', 'text', (column) => column.notNull().check(sql`list in ('watchlist', 'seen')`))
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('added_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('film_lists_key', ['user_id', 'list', 'film_id', 'guild_id'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema
      .createIndex('film_lists_by_guild')
      .on('film_lists')
      .columns(['guild_id', 'list', 'film_id'])
      .execute();
  },
};
