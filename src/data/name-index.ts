import { fold, foldings, readable, readings } from './fold.ts';
import { hasLetterKeys, otherLayout } from './keyboard.ts';
import { likenesses } from './nearest.ts';
import { PhraseTable } from './phrase-table.ts';
import type { Visit } from './phrase-table.ts';

/**
 * How a typed text is a thing's name, best first: the whole name, its start, the starts of its words; the same with one typo
 * a word; the same with the keyboard set to the other alphabet.
 */
export type Closeness = 'whole' | 'start' | 'words' | 'typo' | 'layout';

export type Match<T> = Readonly<{ item: T; closeness: Closeness }>;

/** `limit` things at most; names with a typo `instead` of none or also `behind` those that fit. */
export type FindOptions = Readonly<{ limit?: number; typos?: 'instead' | 'behind' }>;

/** Likeness from 0, no two letters in common, to 1, the same. */
export type Near<T> = Readonly<{ item: T; likeness: number }>;

/** More words than any name has: what is typed beyond is not read. */
const mostWords = 40;

type Question = readonly string[];

/**
 * Finds things by any of their names, however typed: words in any order, each from its start, in either alphabet and any
 * transliteration, with a typo in each word, on the wrong keyboard. Built once; a query touches nothing but memory, and
 * takes microseconds also among a hundred thousand names.
 */
export class NameIndex<T> {
  readonly #items: readonly T[];
  readonly #phrases: PhraseTable;
  /** For each phrase the place of the item that it is a name of. */
  readonly #itemOf: Uint32Array;
  /** How many questions were asked, and for each item the last that found it: quicker than a set for each question. */
  #asked = 0;
  readonly #askedLast: Uint32Array;

  /** `namesOf` gives an item's names. What fits equally well comes by its first word, short names first, then as given. */
  constructor(items: readonly T[], namesOf: (item: T) => readonly string[]) {
    const phrases: string[] = [];
    const itemOf: number[] = [];
    for (const [place, item] of items.entries()) {
      for (const name of namesOf(item)) {
        for (const phrase of foldings(name)) {
          phrases.push(phrase);
          itemOf.push(place);
        }
      }
    }
    this.#items = items;
    this.#phrases = new PhraseTable(phrases);
    this.#itemOf = this.#phrases.given.map((at) => itemOf[at] ?? 0);
    this.#askedLast = new Uint32Array(items.length);
  }

  /**
   * Everything that may be meant, best first. Names with a typo are found where nothing fits without one or, if they are
   * asked for, `behind` what fits; those from the other keyboard where nothing else is found, or where signs were typed that
   * are letters on it.
   */
  find(typed: string, { limit = Infinity, typos = 'instead' }: FindOptions = {}): readonly Match<T>[] {
    const text = readable(typed);
    this.#asked = (this.#asked + 1) >>> 0;
    const found: Match<T>[] = [];
    this.#addStarts(found, text, limit);
    if (found.length === 0 || (typos === 'behind' && found.length < limit)) this.#addTypos(found, text, limit, 'typo');
    if (found.length === 0 || hasLetterKeys(text)) {
      const other = otherLayout(text);
      this.#addStarts(found, other, limit, 'layout');
      if (found.length === 0) this.#addTypos(found, other, limit, 'layout');
    }
    return found;
  }

  /** The `limit` things with the likest names, the likest first; for "did you mean", so never none of some. */
  nearest(typed: string, limit: number): readonly Near<T>[] {
    const text = readable(typed);
    const like = likenesses(this.#phrases, [...foldings(text), fold(otherLayout(text))]);
    const likest = new Float64Array(this.#items.length);
    for (const [phrase, item] of this.#itemOf.entries()) {
      likest[item] = Math.max(likest[item] ?? 0, like[phrase] ?? 0);
    }
    const order = Uint32Array.from(likest.keys()).sort((a, b) => (likest[b] ?? 0) - (likest[a] ?? 0) || a - b);
    return Array.from(order.subarray(0, limit), (at) => ({ item: this.#items[at] as T, likeness: likest[at] ?? 0 }));
  }

  /** Adds what has the words of a question, or words that start with them. */
  #addStarts(found: Match<T>[], text: string, limit: number, closeness?: Closeness): void {
    const list = this.#phrases.words;
    const forms = questions(readings(text));
    const asked = forms.map((words) => words.map((word) => list.starting(word)));
    for (const [at, words] of forms.entries()) {
      const exact = asked[at]?.map((range, place) => list.onlyWhole(range, words[place] ?? '')) ?? [];
      this.#phrases.being(exact, this.#adding(found, limit, closeness ?? 'whole'));
    }
    for (const ranges of asked) this.#phrases.opening(ranges, this.#adding(found, limit, closeness ?? 'start'));
    for (const ranges of asked) {
      this.#phrases.holding(
        ranges.map((range) => [range]),
        this.#adding(found, limit, closeness ?? 'words'),
      );
    }
  }

  /** Adds what has words that start with those of a question, a typo in each of them forgiven. */
  #addTypos(found: Match<T>[], text: string, limit: number, closeness: Closeness): void {
    const list = this.#phrases.words;
    for (const words of questions(foldings(text))) {
      const ranges = words.map((word) => [list.starting(word), ...list.startingAlmost(word)]);
      this.#phrases.holding(ranges, this.#adding(found, limit, closeness));
    }
  }

  #adding(found: Match<T>[], limit: number, closeness: Closeness): Visit {
    return (phrase) => {
      const place = this.#itemOf[phrase] ?? 0;
      if (found.length < limit && this.#askedLast[place] !== this.#asked) {
        this.#askedLast[place] = this.#asked;
        found.push({ item: this.#items[place] as T, closeness });
      }
      return found.length < limit;
    };
  }
}

/** The words of each form of a text. */
const questions = (forms: readonly string[]): Question[] => forms.map((form) => form.split(' ').slice(0, mostWords));
