import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Bag } from '../domain/bag.ts';
import type { Clock } from '../domain/clock.ts';
import { parameter, prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** A guild has a few filters that it likes; the rest is somebody trying them all, and is not kept for ever. */
const mostPerScope = 500;

/** Bags in a statement. */
const mostAtOnce = 500;

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
  /** By how many bags it puts. */
  readonly #puts = new Map<number, ReturnType<typeof prepared>>();

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
   * Puts all of these bags; of two with one key the later one. Durable when it resolves; when it rejects, some may be there.
   * A scope keeps the bags that it used last.
   */
  async write(bags: readonly KeptBag[]): Promise<void> {
    const used_at = this.#clock().epochMilliseconds;
    const latest = new Map(
      bags.map(({ scope, key, bag: { drawn, last } }) => [
        JSON.stringify([scope, key]),
        [scope, key, JSON.stringify(drawn), last ?? null, used_at],
      ]),
    );
    const rows = [...latest.values()];
    // One statement, and no transaction around it: within one SQLite keeps a copy of each page, to take the statement back alone.
    for (let at = 0; at < rows.length; at += mostAtOnce) await this.#put(rows.slice(at, at + mostAtOnce));
    const grown = new Set(bags.filter(({ isNew }) => isNew).map(({ scope }) => scope));
    for (const scope of grown) await this.#dropOldest(scope);
  }

  async #put(rows: readonly (readonly (string | number | null)[])[]): Promise<void> {
    const put = this.#puts.get(rows.length) ?? putting(rows.length);
    this.#puts.set(rows.length, put);
    await put(this.#db, rows.flat());
  }

  async #dropOldest(scope: string): Promise<void> {
    const oldest = this.#db
      .selectFrom('bags')
      .select('used_at')
      .where('scope', '=', scope)
      .orderBy('used_at', 'desc')
      .offset(this.#most - 1)
      .limit(1);
    await this.#db.deleteFrom('bags').where('scope', '=', scope).where('used_at', '<', oldest).execute();
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
