import type { Bag } from '../domain/bag.ts';

/** Remembers bags by scope (a guild, or a person in direct messages) and by what they are drawn from. */
export interface BagStore {
  /** The bag last put under this key, if it is still known. */
  get(scope: string, key: string): Promise<Bag | undefined>;
  put(scope: string, key: string, bag: Bag): Promise<void>;
}

/** Keeps bags in memory, the `most` used last; until the process ends. */
export class MemoryBagStore implements BagStore {
  readonly #bags = new Map<string, Bag>();
  readonly #most: number;

  constructor({ most = 10_000 }: { most?: number } = {}) {
    this.#most = most;
  }

  get(scope: string, key: string): Promise<Bag | undefined> {
    return Promise.resolve(this.#bags.get(nameOf(scope, key)));
  }

  put(scope: string, key: string, bag: Bag): Promise<void> {
    const name = nameOf(scope, key);
    // A Map keeps the order of insertion, so what was put first is what was used longest ago.
    this.#bags.delete(name);
    this.#bags.set(name, bag);
    const [oldest] = this.#bags.keys();
    if (this.#bags.size > this.#most && oldest !== undefined) this.#bags.delete(oldest);
    return Promise.resolve();
  }
}

const nameOf = (scope: string, key: string): string => JSON.stringify([scope, key]);
