import { fold } from './fold.ts';

export type Named<T> = Readonly<{ item: T; name: string }>;

type Entry<T> = Readonly<{ item: T; name: string; key: string; words: readonly string[]; order: number }>;
type Start<T> = Readonly<{ key: string; entry: Entry<T> }>;

/**
 * Finds things by any of their names: the start of any word, words in any order, however folded. Built once; a query is
 * a binary search in the sorted starts of all words, and touches nothing but memory.
 */
export class NameIndex<T> {
  readonly #entries: readonly Entry<T>[];
  readonly #starts: readonly Start<T>[];

  /** `namesOf` gives an item's names, the usual one first. The order of the items is the order of equals. */
  constructor(items: readonly T[], namesOf: (item: T) => readonly string[]) {
    this.#entries = items.flatMap((item, order) =>
      namesOf(item).map((name) => {
        const key = fold(name);
        return { item, name, key, words: key.split(' '), order };
      }),
    );
    this.#starts = this.#entries
      .flatMap((entry) => entry.words.map((_, at) => ({ key: entry.words.slice(at).join(' '), entry })))
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.order - b.entry.order));
  }

  /** Everything that has exactly this name, however folded. */
  exact(text: string): readonly T[] {
    const key = fold(text);
    if (key === '') return [];
    return unique(this.#from(key).filter((entry) => entry.key === key)).map(({ item }) => item);
  }

  /** Everything with a name in which each word of `text` starts a word; the best name of each, best first. */
  starting(text: string): readonly Named<T>[] {
    const key = fold(text);
    const words = key.split(' ').toSorted((a, b) => b.length - a.length);
    const [longest = '', ...others] = words;
    if (longest === '') return [];
    const matching = this.#from(longest).filter(({ words: own }) =>
      others.every((word) => own.some((candidate) => candidate.startsWith(word))),
    );
    const rank = (entry: Entry<T>): number => (entry.key === key ? 0 : entry.key.startsWith(key) ? 1 : 2);
    return unique(matching.toSorted((a, b) => rank(a) - rank(b) || a.order - b.order));
  }

  /** The `limit` things whose names share most pairs of letters with `text`; for "did you mean". */
  nearest(text: string, limit: number): readonly T[] {
    const asked = pairs(fold(text));
    const scored = this.#entries.map((entry) => ({ entry, score: likeness(asked, pairs(entry.key)) }));
    const best = scored.toSorted((a, b) => b.score - a.score || a.entry.order - b.entry.order);
    return unique(best.map(({ entry }) => entry))
      .slice(0, limit)
      .map(({ item }) => item);
  }

  /** Entries with a word at which `prefix` starts. */
  #from(prefix: string): Entry<T>[] {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle]?.key ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    const found: Entry<T>[] = [];
    for (let at = low; this.#starts[at]?.key.startsWith(prefix); at += 1) {
      const start = this.#starts[at];
      if (start) found.push(start.entry);
    }
    return found;
  }
}

/** The first entry of each item. */
function unique<T>(entries: readonly Entry<T>[]): Entry<T>[] {
  const seen = new Set<T>();
  return entries.filter(({ item }) => !seen.has(item) && seen.add(item));
}

function pairs(key: string): ReadonlySet<string> {
  const padded = ` ${key} `;
  return new Set(Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2)));
}

/** Dice's coefficient: 1 for the same pairs of letters, 0 for none in common. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}
