import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Posts that carry a film, the reactions under them, and who wants reactions from before a time forgotten. */
export const posts: Migration = {
  name: '0006-posts',
  up: async (db, kind) => {
    await db.schema
      .createTable('posts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.unique())
      .addColumn('mode', 'text', (column) => column.notNull().check(sql`mode in ('reactions', 'buttons', 'both')`))
      .addColumn('emoji_set', 'text', (column) => column.notNull().check(sql`emoji_set in ('digits', 'stars')`))
      .addColumn('locale', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) =>
        column.notNull().check(sql`state in ('sending', 'open', 'frozen', 'gone')`),
      )
      .addColumn('created_at', epochMs(kind), (column) => column.notNull())
      .addColumn('closes_at', epochMs(kind))
      .addColumn('heard_since', epochMs(kind), (column) => column.notNull())
      .addColumn('due_at', epochMs(kind))
      .addColumn('seeded', 'text', (column) => column.notNull())
      .addColumn('to_seed', 'text', (column) => column.notNull())
      .modifyEnd(strict(kind))
      .execute();
    // What is due, and what is not done yet, is asked for every few seconds, among all posts there ever were.
    await db.schema.createIndex('posts_due').on('posts').column('due_at').execute();
    await db.schema.createIndex('posts_of_film').on('posts').columns(['guild_id', 'film_id']).execute();
    await db.schema.createIndex('posts_by_state').on('posts').columns(['state', 'created_at']).execute();

    // No index by member: it would cost every reaction a page, and who deletes their data can wait for a look at each post.
    await db.schema
      .createTable('reactions')
      .addColumn('message_id', 'text', (column) => column.notNull().references('posts.message_id').onDelete('cascade'))
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull().check(sql`score between 1 and 5`))
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('reactions_key', ['message_id', 'user_id', 'score'])
      .modifyEnd(strict(kind))
      .execute();

    await db.schema
      .createTable('forgotten')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('member', 'text', (column) => column.notNull())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('forgotten_key', ['guild_id', 'member'])
      .modifyEnd(strict(kind))
      .execute();
  },
};
