/**
 * Remembers the ids seen last, so that an event delivered twice is handled once: `most` of them, or fewer, but never fewer
 * than the last half of that. Two generations, because a Map that loses its oldest entry for each new one becomes slow.
 */
export class RecentIds {
  readonly #most: number;
  #young = new Set<string>();
  #old: ReadonlySet<string> = new Set();

  constructor({ most }: { most: number }) {
    this.#most = most;
  }

  /** True at the first sight of an id. */
  isNew(id: string): boolean {
    if (this.#young.has(id) || this.#old.has(id)) return false;
    if (this.#young.size >= this.#most / 2) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(id);
    return true;
  }
}
