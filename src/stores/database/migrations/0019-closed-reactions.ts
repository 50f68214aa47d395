import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Reactions under posts that are closed: nobody hears any more that they are taken back. The ratings stay. */
export const closedReactions: Migration = {
  name: '0019-closed-reactions',
  up: async (db) => {
    await sql`
      delete from reactions
      where message_id in (select message_id from posts where state in ('frozen', 'gone') and message_id is not null)
    `.execute(db);
  },
};
