import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Bag } from '../domain/bag.ts';
import type { Clock } from '../domain/clock.ts';
import { parameter, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** A guild has a few filters that it likes; the rest is somebody trying them all, and is not kept for ever. */
const mostPerScope = 500;

/** The ids in a bag, as they are kept. */
export const Drawn = z.array(z.string());

/** A bag to keep. `isNew`: the store had none of this scope and key. */
export type KeptBag = Readonly<{ scope: string; key: string; bag: Bag; isNew: boolean }>;

/** Remembers bags by scope (a guild, or a person in direct messages) and by what they are drawn from. */
export class BagStore {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #most: number;
  readonly #read = prepared((db) =>
    db.selectFrom('bags').select(['drawn', 'last']).where('scope', '=', parameter).where('key', '=', parameter),
  );
  /** A statement for each of these numbers of bags: few to compile, and few are needed for any number. */
  readonly #puts = [64, 32, 16, 8, 4, 2, 1].map((count) => ({ count, put: putting(count) }));

  constructor(parts: { db: Kysely<Schema>; clock: Clock; most?: number }) {
    this.#db = parts.db;
    this.#clock = parts.clock;
    this.#most = parts.most ?? mostPerScope;
  }

  /** The bag last put under this key, if it is still known. */
  async get(scope: string, key: string): Promise<Bag | undefined> {
    const [row] = await this.#read(this.#db, [scope, key]);
    return row && { drawn: Drawn.parse(JSON.parse(row.drawn)), last: row.last ?? undefined };
  }

  /**
   * Puts all of these bags, or none; of two with one key the later one. Durable when it resolves. A scope keeps the bags that
   * it used last.
   */
  async write(bags: readonly KeptBag[]): Promise<void> {
    const used_at = this.#clock().epochMilliseconds;
    const latest = new Map(
      bags.map(({ scope, key, bag: { drawn, last } }) => [
        JSON.stringify([scope, key]),
        [scope, key, JSON.stringify(drawn), last ?? null, used_at],
      ]),
    );
    const grown = new Set(bags.filter(({ isNew }) => isNew).map(({ scope }) => scope));
    await this.#db.transaction().execute(async (db) => {
      const rows = [...latest.values()];
      for (const { count, put } of this.#puts) while (rows.length >= count) await put(db, rows.splice(0, count).flat());
      for (const scope of grown) await this.#dropOldest(db, scope);
    });
  }

  async #dropOldest(db: Kysely<Schema>, scope: string): Promise<void> {
    const oldest = db
      .selectFrom('bags')
      .select('used_at')
      .where('scope', '=', scope)
      .orderBy('used_at', 'desc')
      .offset(this.#most - 1)
      .limit(1);
    await db.deleteFrom('bags').where('scope', '=', scope).where('used_at', '<', oldest).execute();
  }
}

/** Puts so many bags: of each its scope, key, what is drawn, the last, and when it is used. */
const putting = (count: number) =>
  prepared((db) =>
    db
      .insertInto('bags')
      .values(
        Array.from({ length: count }, () => ({
          ...{ scope: parameter, key: parameter, drawn: parameter, last: parameter, used_at: parameter },
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['scope', 'key']).doUpdateSet((excluded) => ({
          drawn: excluded.ref('excluded.drawn'),
          last: excluded.ref('excluded.last'),
          used_at: excluded.ref('excluded.used_at'),
        })),
      ),
  );
