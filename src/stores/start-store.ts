import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Remembers when processes of this bot asked for a new session (epoch milliseconds, oldest first), over restarts. */
export class StartStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async get(): Promise<readonly number[]> {
    const rows = await this.#db.selectFrom('session_starts').select('at').orderBy('position').execute();
    return rows.map(({ at }) => at);
  }

  /** Replaces them all. Durable when it resolves. */
  async put(startsMs: readonly number[]): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await db.deleteFrom('session_starts').execute();
      const rows = startsMs.map((at, position) => ({ position, at }));
      if (rows.length > 0) await db.insertInto('session_starts').values(rows).execute();
    });
  }
}
