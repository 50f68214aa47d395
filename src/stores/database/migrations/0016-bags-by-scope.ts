import type { Migration } from '../migration.ts';

/** A scope has few bags, and the table's key finds them: an index by their use cost a quarter of every draw's writing. */
export const bagsByScope: Migration = {
  name: '0016-bags-by-scope',
  up: async (db) => {
    await db.schema.dropIndex('bags_by_use').execute();
  },
};
