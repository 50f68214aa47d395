import type { Migration } from '../migration.ts';

/** Changes of schedules are recorded beside those of settings: the schedule's name, or null for settings. */
export const scheduleChanges: Migration = {
  name: '0012-schedule-changes',
  up: async (db) => {
    await db.schema.alterTable('guild_changes').addColumn('schedule', 'text').execute();
    // What is to be confirmed may be films for a queue, rather than settings.
    await db.schema.alterTable('schedule_drafts').addColumn('films', 'text').execute();
  },
};
