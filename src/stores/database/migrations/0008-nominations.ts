import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Films that members propose, and who wants each of them. A film has one open nomination in a guild at most. */
export const nominations: Migration = {
  name: '0008-nominations',
  up: async (db, kind) => {
    await db.schema
      .createTable('nominations')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('open', 'accepted', 'declined')`))
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('decided_at', epochMs(kind))
      .addPrimaryKeyConstraint('nominations_key', ['guild_id', 'id'])
      .modifyEnd(strict(kind))
      .execute();
    await sql`create unique index nominations_open on nominations (guild_id, film_id) where state = 'open'`.execute(db);
    await db.schema
      .createTable('nomination_supporters')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('nomination_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('nomination_supporters_key', ['guild_id', 'nomination_id', 'user_id'])
      .addForeignKeyConstraint(
        'nomination_supporters_of',
        ['guild_id', 'nomination_id'],
        'nominations',
        ['guild_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
      .modifyEnd(strict(kind))
      .execute();
    await db.schema
      .createIndex('nomination_supporters_by_user')
      .on('nomination_supporters')
      .columns(['user_id', 'guild_id'])
      .execute();
  },
};
