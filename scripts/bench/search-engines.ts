import MiniSearch from 'minisearch';
import { fold } from '../../src/data/fold.ts';
import { NameIndex } from '../../src/data/name-index.ts';

/** What Discord shows of an autocomplete. */
export const shown = 25;

/** Answers a typed text with the places of the titles it may mean, best first, as many as are shown. */
export type Search = (typed: string) => readonly number[];

/** Builds what it needs to search these titles, each of which may have several names. */
export type Engine = (titles: readonly (readonly string[])[]) => Search;

export const engines = {
  kinoklub: (titles) => {
    const index = new NameIndex([...titles.keys()], (at) => titles[at] ?? []);
    return (typed) => index.find(typed, { limit: shown }).map(({ item }) => item);
  },

  /** As the bot completes: typos also behind what fits, and the nearest where there is nothing. */
  'kinoklub completing': (titles) => {
    const index = new NameIndex([...titles.keys()], (at) => titles[at] ?? []);
    return (typed) => {
      const found = index.find(typed, { limit: shown, typos: 'behind' });
      return (found.length > 0 ? found : index.nearest(typed, 5)).map(({ item }) => item);
    };
  },

  /** As its documentation recommends for autocompletion: every word a prefix, a typo in those long enough. */
  minisearch: (titles) => {
    const index = new MiniSearch<{ id: number; key: string }>({ fields: ['key'] });
    index.addAll(titles.map((names, id) => ({ id, key: names.map(fold).join(' ') })));
    const options = {
      prefix: true,
      fuzzy: (word: string) => (word.length > 3 ? 1 : false),
      combineWith: 'AND',
      weights: { fuzzy: 0.3, prefix: 0.6 },
    } as const;
    return (typed) =>
      index
        .search(fold(typed), options)
        .slice(0, shown)
        .map(({ id }) => id as number);
  },

  /** What no search is faster than: the starts of all words in one sorted array, halved once. */
  'bare search': (titles) => {
    const starts = titles
      .flatMap((names, at) => names.flatMap((name) => tailsOf(fold(name)).map((start) => ({ start, at }))))
      .toSorted((a, b) => (a.start < b.start ? -1 : Number(a.start > b.start)));
    return (typed) => {
      const key = fold(typed);
      let low = 0;
      for (let high = starts.length; low < high;) {
        const middle = (low + high) >>> 1;
        if ((starts[middle]?.start ?? '') < key) low = middle + 1;
        else high = middle;
      }
      const found = new Set<number>();
      for (; found.size < shown && starts[low]?.start.startsWith(key); low += 1) found.add(starts[low]?.at ?? 0);
      return [...found];
    };
  },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

/** A name, and what is left of it from each later word on. */
function tailsOf(name: string): string[] {
  const words = name.split(' ');
  return words.map((_, at) => words.slice(at).join(' '));
}
