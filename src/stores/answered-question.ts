import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { keyedHash, SecretStore } from './secret-store.ts';

/** For longer than a question whether to delete can be answered. */
const remembered = { hours: 1 };

/**
 * Notes that a question was answered with yes, with what its answer changes: false if it was before. Kept is a hash that only
 * this store can make, since the question names who was asked.
 */
export async function answerOnce(db: Transaction<Schema>, question: string, at: Temporal.Instant): Promise<boolean> {
  await forgetAnswered(db, at);
  const hash = keyedHash(await new SecretStore(db).macKey(), `answered:${question}`);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('answered_questions')
    .values({ question: hash, at: at.epochMilliseconds })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Questions that are too old to be answered are nobody's business any more. */
export async function forgetAnswered(db: Kysely<Schema>, now: Temporal.Instant): Promise<void> {
  const until = now.subtract(remembered).epochMilliseconds;
  await db.deleteFrom('answered_questions').where('at', '<', until).execute();
}
