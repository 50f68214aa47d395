import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A store that needs longer to say nothing is of no use to members. */
const patienceMs = 2000;

/** Tells whether a store answers. */
export class StorePulse {
  readonly #db: Kysely<Schema>;
  #asking: Promise<boolean> | undefined;

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

  #ask(): Promise<boolean> {
    return sql`select 1`.execute(this.#db).then(
      () => true,
      () => false,
    );
  }
}
