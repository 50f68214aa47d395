import { epochMs } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** When all lists of a post were read last: one that never closes is to be read in full once a day. */
export const fullReadings: Migration = {
  name: '0021-full-readings',
  up: async (db, kind) => {
    await db.schema.alterTable('posts').addColumn('full_read_at', epochMs(kind)).execute();
  },
};
