import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Which reactions a later word of the member, by command or button, has overruled: no score falls back to them. */
export const overruledReactions: Migration = {
  name: '0013-overruled-reactions',
  up: async (db) => {
    await db.schema
      .alterTable('reactions')
      .addColumn('overruled', 'integer', (column) =>
        column
          .notNull()
          .defaultTo(0)
          .check(sql`overruled in (0, 1)`),
      )
      .execute();
    await sql`
      update reactions set overruled = 1 where exists (
        select 1 from posts join ratings
          on ratings.guild_id = posts.guild_id and ratings.film_id = posts.film_id
        where posts.message_id = reactions.message_id and ratings.user_id = reactions.user_id
          and ratings.source <> 'reaction' and ratings.updated_at >= reactions.at
      )
    `.execute(db);
  },
};
