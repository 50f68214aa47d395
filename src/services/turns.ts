import type { Logger } from 'pino';
import { drawFrom, emptyBag } from '../domain/bag.ts';
import type { Bag } from '../domain/bag.ts';
import type { Random } from '../domain/clock.ts';
import type { BagStore, KeptBag } from '../stores/bag-store.ts';
import { WriteQueue } from '../stores/write-queue.ts';
import { InTurn } from './in-turn.ts';

type Bags = Pick<BagStore, 'get' | 'write'>;
type Drawn = Readonly<{ item: string; left: number }>;

/**
 * Draws from remembered bags, one draw after the other for each bag: two members who press at once draw two things, not
 * the same one twice. All draws of a few milliseconds become durable together: a sync of the disk costs more than an answer.
 */
export class Turns {
  readonly #bags: Bags;
  readonly #random: Random;
  readonly #inTurn = new InTurn();
  readonly #queue: WriteQueue<KeptBag>;
  /** Bags as the last draw left them, until that is durable. */
  readonly #ahead = new Map<string, Bag>();

  constructor(parts: { bags: Bags; random: Random; log: Logger }) {
    this.#bags = parts.bags;
    this.#random = parts.random;
    // Whoever draws is waiting: they are told that the store is away, rather than left until it is back.
    this.#queue = new WriteQueue({ write: (bags) => parts.bags.write(bags), log: parts.log, retries: false });
  }

  /** One of `pool` (at least one id) and how many are left in this round, itself not counted. Durable when it resolves. */
  async next(scope: string, key: string, pool: readonly string[]): Promise<Drawn> {
    const { drawn, durable } = await this.#inTurn.do(`${scope} ${key}`, () => this.#draw(scope, key, pool));
    await durable();
    return drawn;
  }

  /** Resolves when nothing that was drawn before waits for the store any more. */
  async settled(): Promise<void> {
    await this.#queue.settled();
  }

  async #draw(scope: string, key: string, pool: readonly string[]) {
    const id = `${scope} ${key}`;
    const before = this.#ahead.get(id) ?? (await this.#bags.get(scope, key));
    const { item, bag, left } = drawFrom(before ?? emptyBag, pool, this.#random);
    this.#ahead.set(id, bag);
    const written = this.#queue.add({ scope, key, bag, isNew: before === undefined }).finally(() => {
      if (this.#ahead.get(id) === bag) this.#ahead.delete(id);
    });
    // In a function: a promise that a promise resolves with would be waited for, and the next draw with it.
    return { drawn: { item, left }, durable: () => written };
  }
}
