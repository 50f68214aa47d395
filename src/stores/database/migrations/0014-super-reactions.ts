import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** A member's super reaction beside an ordinary one with the same emoji. A key cannot be changed in SQLite: the table is made anew. */
export const superReactions: Migration = {
  name: '0014-super-reactions',
  up: async (db, kind) => {
    const bit = (name: string) => sql`${sql.ref(name)} in (0, 1)`;
    await db.schema
      .createTable('reactions_of_both_kinds')
      .addColumn('message_id', 'text', (column) => column.notNull().references('posts.message_id').onDelete('cascade'))
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull().check(sql`score between 1 and 5`))
      .addColumn('is_super', 'integer', (column) => column.notNull().defaultTo(0).check(bit('is_super')))
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addColumn('overruled', 'integer', (column) => column.notNull().defaultTo(0).check(bit('overruled')))
      .addPrimaryKeyConstraint('reactions_of_both_kinds_key', ['message_id', 'user_id', 'score', 'is_super'])
      .modifyEnd(strict(kind))
      .execute();
    await sql`insert into reactions_of_both_kinds (message_id, user_id, score, at, overruled)
      select message_id, user_id, score, at, overruled from reactions`.execute(db);
    await db.schema.dropTable('reactions').execute();
    await db.schema.alterTable('reactions_of_both_kinds').renameTo('reactions').execute();
  },
};
