import { sql } from 'kysely';
import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Schedules, their queues, and every occurrence that was claimed, posted or skipped. */
export const schedules: Migration = {
  name: '0011-schedules',
  up: async (db, kind) => {
    await db.schema
      .createTable('schedules')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('first_week', 'text', (column) => column.notNull())
      .addColumn('pending_week', 'text')
      .addColumn('pending_at', epochMs(kind))
      // Counts changes: who has read an older one may not claim from it.
      .addColumn('version', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('schedules_key', ['guild_id', 'name'])
      .modifyEnd(strict(kind))
      .execute();
    // What a moderator was shown and has not confirmed yet.
    await db.schema
      .createTable('schedule_drafts')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('ahead', 'text', (column) => column.notNull())
      .addColumn('created_at', epochMs(kind), (column) => column.notNull())
      .addPrimaryKeyConstraint('schedule_drafts_key', ['guild_id', 'id'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('schedules_by_time').on('schedules').column('pending_at').execute();
    await db.schema
      .createTable('queue_items')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('schedule', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('film_id', 'text', (column) => column.notNull())
      .addColumn('date', 'text')
      .addColumn('note', 'text')
      .addPrimaryKeyConstraint('queue_items_key', ['guild_id', 'schedule', 'position'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema
      .createTable('occurrences')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('schedule', 'text', (column) => column.notNull())
      // The week, or what tells an extra post apart.
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('due_at', epochMs(kind), (column) => column.notNull())
      .addColumn('film_id', 'text')
      .addColumn('theme', 'text')
      .addColumn('item', 'text')
      .addColumn('late', 'integer', (column) => column.notNull().check(sql`late in (0, 1)`))
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('posting', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('channel_id', 'text')
      .addColumn('message_id', 'text')
      .addColumn('posted_at', epochMs(kind))
      // When somebody should look after it again; null when nobody need.
      .addColumn('next_at', epochMs(kind))
      .addColumn('lease_until', epochMs(kind), (column) => column.notNull())
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('occurrences_key', ['guild_id', 'schedule', 'key'])
      .modifyEnd(strict(kind))
      .execute();
    await db.schema.createIndex('occurrences_by_time').on('occurrences').column('next_at').execute();
    await db.schema.createIndex('occurrences_by_due').on('occurrences').columns(['guild_id', 'due_at']).execute();
  },
};
