import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A store that needs longer to say nothing is of no use to members. */
const patienceMs = 2000;

/** More than fits into what a full disk may have left over. */
const probeLength = 64_000;

/** Tells whether a store answers, and whether it takes changes. */
export class StorePulse {
  readonly #db: Kysely<Schema>;
  #asking: Promise<boolean> | undefined;
  #trying: Promise<boolean> | undefined;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** False when no answer comes within two seconds. Whoever asks meanwhile gets the same: a store that hangs is asked once. */
  async answers(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return Promise.race([this.#asking, sleep(patienceMs, false, { ref: false })]);
  }

  /** The same for a change, for which something is written and taken away again. */
  async takesChanges(): Promise<boolean> {
    this.#trying ??= this.#try().finally(() => {
      this.#trying = undefined;
    });
    return Promise.race([this.#trying, sleep(patienceMs, false, { ref: false })]);
  }

  #try(): Promise<boolean> {
    const name = 'probe';
    const written = this.#db.transaction().execute(async (db) => {
      await db.deleteFrom('secrets').where('name', '=', name).execute();
      await db
        .insertInto('secrets')
        .values({ name, value: '0'.repeat(probeLength) })
        .execute();
      await db.deleteFrom('secrets').where('name', '=', name).execute();
    });
    return written.then(
      () => true,
      () => false,
    );
  }

  #ask(): Promise<boolean> {
    return sql`select 1`.execute(this.#db).then(
      () => true,
      () => false,
    );
  }
}
