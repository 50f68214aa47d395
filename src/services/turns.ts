import type { Logger } from 'pino';
import { drawFrom, emptyBag } from '../domain/bag.ts';
import type { Bag } from '../domain/bag.ts';
import type { Random } from '../domain/clock.ts';
import type { BagStore, KeptBag } from '../stores/bag-store.ts';
import { WriteQueue } from '../stores/write-queue.ts';
import { InTurn } from './in-turn.ts';

/** Bags that are kept in memory as well, and then cost no look into the store: some 600 bytes each. */
const mostKept = 5000;

type Bags = Pick<BagStore, 'get' | 'write'>;
type Drawn = Readonly<{ item: string; left: number }>;
/** `id`: of scope and key together. `before`: the bag to draw from, if any is known. */
type Next = Readonly<{ id: string; scope: string; key: string; pool: readonly string[]; before: Bag | undefined }>;

/**
 * Draws from remembered bags, one draw after the other for each bag: two members who press at once draw two things, not
 * the same one twice. Draws that come together become durable together: a sync of the disk costs more than an answer.
 */
export class Turns {
  readonly #bags: Bags;
  readonly #random: Random;
  readonly #inTurn = new InTurn();
  readonly #queue: WriteQueue<KeptBag>;
  /** Bags as the last draw left them, until that is durable. */
  readonly #ahead = new Map<string, Bag>();
  /** Bags as they are in the store, the latest used last; none where others write to it, too. */
  readonly #kept = new Map<string, Bag>();
  readonly #isShared: boolean;

  /** `isShared`: other processes may draw from the same bags. */
  constructor(parts: { bags: Bags; isShared: boolean; random: Random; log: Logger }) {
    this.#bags = parts.bags;
    this.#isShared = parts.isShared;
    this.#random = parts.random;
    // Whoever draws is waiting: for no beat (draws that come while the disk is busy go together all the same), and they are
    // told that the store is away, rather than left until it is back.
    const { bags, log } = parts;
    this.#queue = new WriteQueue({ write: (drawn) => bags.write(drawn), log, everyMs: 0, retries: false });
  }

  /** One of `pool` (at least one id) and how many are left in this round, itself not counted. Durable when it resolves. */
  async next(scope: string, key: string, pool: readonly string[]): Promise<Drawn> {
    const id = `${scope} ${key}`;
    const known = this.#inMemory(id);
    // What memory knows needs no turn: nothing can come between a look and a draw.
    const { item, left, durable } = known
      ? this.#draw({ id, scope, key, pool, before: known })
      : await this.#inTurn.do(id, async () =>
          this.#draw({ id, scope, key, pool, before: this.#inMemory(id) ?? (await this.#bags.get(scope, key)) }),
        );
    await durable;
    return { item, left };
  }

  /** Resolves when nothing that was drawn before waits for the store any more. */
  async settled(): Promise<void> {
    await this.#queue.settled();
  }

  /** Keeps nothing of these scopes in memory any more: it was deleted from the store. */
  forget(scopes: readonly string[]): void {
    for (const id of this.#kept.keys()) if (scopes.some((scope) => id.startsWith(`${scope} `))) this.#kept.delete(id);
  }

  /** The bag as the last draw left it, where that is not only in the store. */
  #inMemory(id: string): Bag | undefined {
    return this.#ahead.get(id) ?? this.#kept.get(id);
  }

  #draw({ id, scope, key, pool, before }: Next): Drawn & Readonly<{ durable: Promise<void> }> {
    const { item, bag, left } = drawFrom(before ?? emptyBag, pool, this.#random);
    this.#ahead.set(id, bag);
    this.#kept.delete(id);
    return { item, left, durable: this.#write(id, { scope, key, bag, isNew: before === undefined }) };
  }

  #write(id: string, drawn: KeptBag): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.put(drawn, ({ bag }, error) => {
        if (this.#ahead.get(id) === bag) {
          this.#ahead.delete(id);
          if (error === undefined) this.#keep(id, bag);
        }
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  #keep(id: string, bag: Bag): void {
    if (this.#isShared) return;
    this.#kept.set(id, bag);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}
