import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Bag } from '../domain/bag.ts';
import type { Clock } from '../domain/clock.ts';
import type { Schema } from './schema.ts';

/** A guild has a few filters that it likes; the rest is somebody trying them all, and is not kept for ever. */
const mostPerScope = 500;

/** The ids in a bag, as they are kept. */
export const Drawn = z.array(z.string());

/** Remembers bags by scope (a guild, or a person in direct messages) and by what they are drawn from. */
export class BagStore {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #most: number;

  constructor(parts: { db: Kysely<Schema>; clock: Clock; most?: number }) {
    this.#db = parts.db;
    this.#clock = parts.clock;
    this.#most = parts.most ?? mostPerScope;
  }

  /** The bag last put under this key, if it is still known. */
  async get(scope: string, key: string): Promise<Bag | undefined> {
    const row = await this.#db
      .selectFrom('bags')
      .select(['drawn', 'last'])
      .where('scope', '=', scope)
      .where('key', '=', key)
      .executeTakeFirst();
    return row && { drawn: Drawn.parse(JSON.parse(row.drawn)), last: row.last ?? undefined };
  }

  /** Durable when it resolves. A scope keeps the bags that it used last. */
  async put(scope: string, key: string, { drawn, last }: Bag): Promise<void> {
    const values = { drawn: JSON.stringify(drawn), last: last ?? null, used_at: this.#clock().epochMilliseconds };
    await this.#db.transaction().execute(async (db) => {
      await db
        .insertInto('bags')
        .values({ scope, key, ...values })
        .onConflict((conflict) => conflict.columns(['scope', 'key']).doUpdateSet(values))
        .execute();
      const oldest = db
        .selectFrom('bags')
        .select('used_at')
        .where('scope', '=', scope)
        .orderBy('used_at', 'desc')
        .offset(this.#most - 1)
        .limit(1);
      await db.deleteFrom('bags').where('scope', '=', scope).where('used_at', '<', oldest).execute();
    });
  }
}
