import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/**
 * Secrets of the bot itself. The key is made here because a migration happens once, whole, and in one process at a time:
 * two processes on one PostgreSQL get the same one.
 */
export const secrets: Migration = {
  name: '0003-secrets',
  up: async (db, kind) => {
    await db.schema
      .createTable('secrets')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .modifyEnd(strict(kind))
      .execute();
    await sql`insert into secrets (name, value) values ('mac-key', ${randomBytes(32).toString('hex')})`.execute(db);
  },
};
