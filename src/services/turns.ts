import { drawFrom, emptyBag } from '../domain/bag.ts';
import type { Random } from '../domain/clock.ts';
import type { BagStore } from '../stores/bag-store.ts';
import { InTurn } from './in-turn.ts';

type Bags = Pick<BagStore, 'get' | 'put'>;

/**
 * Draws from remembered bags, one draw after the other for each bag: two members who press at once draw two things, not
 * the same one twice.
 */
export class Turns {
  readonly #bags: Bags;
  readonly #random: Random;
  readonly #inTurn = new InTurn();

  constructor(parts: { bags: Bags; random: Random }) {
    this.#bags = parts.bags;
    this.#random = parts.random;
  }

  /** One of `pool` (at least one id) and how many are left in this round, itself not counted. */
  next(scope: string, key: string, pool: readonly string[]): Promise<{ item: string; left: number }> {
    return this.#inTurn.do(`${scope} ${key}`, () => this.#draw(scope, key, pool));
  }

  async #draw(scope: string, key: string, pool: readonly string[]): Promise<{ item: string; left: number }> {
    const { item, bag, left } = drawFrom((await this.#bags.get(scope, key)) ?? emptyBag, pool, this.#random);
    await this.#bags.put(scope, key, bag);
    return { item, left };
  }
}
