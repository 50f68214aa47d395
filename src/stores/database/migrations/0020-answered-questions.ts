import { epochMs, strict } from '../migration.ts';
import type { Migration } from '../migration.ts';

/** Which questions whether to delete were answered with yes: their buttons must not delete what is given later. */
export const answeredQuestions: Migration = {
  name: '0020-answered-questions',
  up: async (db, kind) => {
    await db.schema
      .createTable('answered_questions')
      .addColumn('question', 'text', (column) => column.primaryKey())
      .addColumn('at', epochMs(kind), (column) => column.notNull())
      .modifyEnd(strict(kind))
      .execute();
  },
};
