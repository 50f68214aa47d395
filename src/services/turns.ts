import { drawFrom, emptyBag } from '../domain/bag.ts';
import type { Random } from '../domain/clock.ts';
import type { BagStore } from '../stores/bag-store.ts';

type Bags = Pick<BagStore, 'get' | 'put'>;

/**
 * Draws from remembered bags, one draw after the other for each bag: two members who press at once draw two things, not
 * the same one twice.
 */
export class Turns {
  readonly #bags: Bags;
  readonly #random: Random;
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(parts: { bags: Bags; random: Random }) {
    this.#bags = parts.bags;
    this.#random = parts.random;
  }

  /** One of `pool` (at least one id) and how many are left in this round, itself not counted. */
  async next(scope: string, key: string, pool: readonly string[]): Promise<{ item: string; left: number }> {
    const name = `${scope} ${key}`;
    const before = this.#running.get(name) ?? Promise.resolve();
    const turn = before.then(
      () => this.#draw(scope, key, pool),
      () => this.#draw(scope, key, pool),
    );
    this.#running.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#running.get(name) === turn) this.#running.delete(name);
    }
  }

  async #draw(scope: string, key: string, pool: readonly string[]): Promise<{ item: string; left: number }> {
    const { item, bag, left } = drawFrom((await this.#bags.get(scope, key)) ?? emptyBag, pool, this.#random);
    await this.#bags.put(scope, key, bag);
    return { item, left };
  }
}
