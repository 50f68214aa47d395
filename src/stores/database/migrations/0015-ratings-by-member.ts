import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/**
 * Ratings by member first: an index of members of its own cost each rating one more page. A key cannot be changed in SQLite: the
 * table is made anew.
 */
export const ratingsByMember: Migration = {
  name: '0015-ratings-by-member',
  up: async (db, kind) => {
    await db.schema
      .createTable('ratings_by_member')
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull().check(sql`score between 1 and 5`))
      .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('command', 'button', 'reaction')`))
      .addColumn('updated_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('ratings_by_member_key', ['user_id', 'guild_id', 'film_id'])
      .modifyEnd(strict(kind))
      .execute();
    await sql`insert into ratings_by_member (user_id, guild_id, film_id, score, source, updated_at)
      select user_id, guild_id, film_id, score, source, updated_at from ratings order by user_id, guild_id, film_id`.execute(
      db,
    );
    await db.schema.dropTable('ratings').execute();
    await db.schema.alterTable('ratings_by_member').renameTo('ratings').execute();
    // Holds all that a tally needs: a card reads this and never the rows.
    const tallied = ['guild_id', 'film_id', 'score', 'updated_at'];
    await db.schema.createIndex('ratings_by_film').on('ratings').columns(tallied).execute();
  },
};
