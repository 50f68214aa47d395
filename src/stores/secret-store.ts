import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps what only this bot knows, over restarts and for every process on the same store. */
export class SecretStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The key that authenticates what the bot gives away and gets back: 32 random bytes, made with the store. */
  async macKey(): Promise<Uint8Array> {
    const { value } = await this.#db
      .selectFrom('secrets')
      .select('value')
      .where('name', '=', 'mac-key')
      .executeTakeFirstOrThrow();
    return Buffer.from(value, 'hex');
  }
}

/** Stands for a text: whoever has not the store's own key cannot tell which. */
export const keyedHash = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
