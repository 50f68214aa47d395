/** Remembers ids for a while, so that an event delivered twice is handled once. Bounded in time and in number. */
export class RecentIds {
  readonly #seen = new Map<string, number>();
  readonly #forMs: number;
  readonly #most: number;

  constructor({ forMs, most }: { forMs: number; most: number }) {
    this.#forMs = forMs;
    this.#most = most;
  }

  /** True at the first sight of an id. `nowMs` comes from a clock that never goes back. */
  isNew(id: string, nowMs: number): boolean {
    for (const [old, at] of this.#seen) {
      if (nowMs - at < this.#forMs && this.#seen.size < this.#most) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(id)) return false;
    this.#seen.set(id, nowMs);
    return true;
  }
}
