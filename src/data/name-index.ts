import { fold, foldings } from './fold.ts';

export type Named<T> = Readonly<{ item: T; name: string }>;

type Entry<T> = Readonly<{ item: T; name: string; keys: readonly string[]; words: readonly string[]; order: number }>;
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
        const keys = foldings(name);
        return { item, name, keys, words: keys.flatMap((key) => key.split(' ')), order };
      }),
    );
    this.#starts = this.#entries
      .flatMap((entry) => entry.keys.flatMap((key) => tailsOf(key).map((tail) => ({ key: tail, entry }))))
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.order - b.entry.order));
  }

  /** Everything that has exactly this name, however folded. */
  exact(text: string): readonly T[] {
    const key = fold(text);
    if (key === '') return [];
    return unique(this.#from(key).filter(({ keys }) => keys.includes(key))).map(({ item }) => item);
  }

  /** Everything with a name in which each word of `text` starts a word; the best name of each, best first. */
  starting(text: string): readonly Named<T>[] {
    const forms = foldings(text).filter((form) => form !== '');
    const rank = ({ keys }: Entry<T>): number =>
      forms.some((form) => keys.includes(form))
        ? 0
        : forms.some((form) => keys.some((key) => key.startsWith(form)))
          ? 1
          : 2;
    const found = forms.flatMap((form) => this.#withWords(form));
    return unique(found.toSorted((a, b) => rank(a) - rank(b) || a.order - b.order)).map(({ item, name }) => ({
      item,
      name,
    }));
  }

  /** The `limit` things whose names share most pairs of letters with `text`; for "did you mean". */
  nearest(text: string, limit: number): readonly T[] {
    const asked = pairs(fold(text));
    const scored = this.#entries.map((entry) => ({
      entry,
      score: Math.max(...entry.keys.map((key) => likeness(asked, pairs(key)))),
    }));
    const best = scored.toSorted((a, b) => b.score - a.score || a.entry.order - b.entry.order);
    return unique(best.map(({ entry }) => entry))
      .slice(0, limit)
      .map(({ item }) => item);
  }

  /** Entries in which each word of a folded text starts a word; the longest, which fewest share, is looked up. */
  #withWords(form: string): Entry<T>[] {
    const [longest = '', ...others] = form.split(' ').toSorted((a, b) => b.length - a.length);
    return this.#from(longest).filter(({ words }) =>
      others.every((other) => words.some((word) => word.startsWith(other))),
    );
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

/** The whole key, and what is left of it from each later word on. */
function tailsOf(key: string): string[] {
  const words = key.split(' ');
  return words.map((_, at) => words.slice(at).join(' '));
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
