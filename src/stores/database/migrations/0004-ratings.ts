import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** One score for each member, film and guild. */
export const ratings: Migration = {
  name: '0004-ratings',
  up: async (db, kind) => {
    await db.schema
      .createTable('ratings')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull().check(sql`score between 1 and 5`))
      .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('command', 'button', 'reaction')`))
      .addColumn('updated_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('ratings_key', ['guild_id', 'user_id', 'film_id'])
      .modifyEnd(strict(kind))
      .execute();
    // Holds all that a tally needs: a card reads this and never the rows.
    const tallied = ['guild_id', 'film_id', 'score', 'updated_at'];
    await db.schema.createIndex('ratings_by_film').on('ratings').columns(tallied).execute();
    await db.schema.createIndex('ratings_by_user').on('ratings').column('user_id').execute();
  },
};
