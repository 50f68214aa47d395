import { fold, foldings, letters, readable, readings } from './fold.ts';
import { hasLetterKeys, otherLayout } from './keyboard.ts';
import { likenesses } from './nearest.ts';
import { PhraseTable } from './phrase-table.ts';
import type { Visit } from './phrase-table.ts';
import { shortestWithTypo } from './word-list.ts';
import type { Range } from './word-list.ts';

/**
 * How a typed text is a thing's name, best first: the whole name, its start, the starts of its words; any of these with the
 * keyboard set to the other alphabet; with one typo a word; with that keyboard and typos or another spelling.
 */
export type Closeness = 'whole' | 'start' | 'words' | 'layout' | 'typo' | 'both';

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
   * asked for, `behind` what fits; those from the other keyboard where no word begins as was typed, letter by letter, or where
   * signs were typed that are letters on it; those with both slips where nothing else is found.
   */
  find(typed: string, { limit = Infinity, typos = 'instead' }: FindOptions = {}): readonly Match<T>[] {
    const text = readable(typed);
    this.#asked = (this.#asked + 1) >>> 0;
    const found: Match<T>[] = [];
    this.#addStarts(found, readings(text), limit);
    const fits = found.length > 0;
    const other = fits && !hasLetterKeys(text) && this.#isSpelled(text) ? undefined : otherLayout(text);
    // Letter by letter, none of them a sign: else most of what is no word there would be too little, as «Commi» folds to «si».
    if (other !== undefined && letters(other).length >= letters(text).length)
      this.#addStarts(found, [letters(other)], limit, 'layout');
    if (!fits || (typos === 'behind' && found.length < limit)) this.#addTypos(found, text, limit, 'typo');
    if (other === undefined || found.length > 0) return found;
    this.#addStarts(found, readings(other), limit, 'both');
    if (found.length === 0) this.#addTypos(found, other, limit, 'both');
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

  /**
   * Whether each word begins one of the list's, letter by letter: «lyb», which is «дни» on the other keyboard, begins
   * Liberation only because y and i are one here. Less than a few letters is the beginning of too much to tell.
   */
  #isSpelled(text: string): boolean {
    const list = this.#phrases.words;
    const own = letters(text);
    return isTooShort(own) || own.split(' ').every((word) => !isNowhere(list.starting(word)));
  }

  /** Adds what has the words of a question, or words that start with them. */
  #addStarts(found: Match<T>[], texts: readonly string[], limit: number, closeness?: Closeness): void {
    const list = this.#phrases.words;
    const forms = questions(texts.filter(Boolean));
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

  /**
   * Adds what has words that start with those of a question, a typo in each of them forgiven. A short word has too many
   * neighbours for that, unless nothing else is found and the longest of the words that fit, no short one, is right.
   */
  #addTypos(found: Match<T>[], text: string, limit: number, closeness: Closeness): void {
    const list = this.#phrases.words;
    const asked = questions(foldings(text));
    const almost = (word: string): Range[] => [list.starting(word), ...list.startingAlmost(word)];
    for (const words of asked) this.#holding(words, almost, this.#adding(found, limit, closeness));
    if (found.length > 0) return;
    for (const words of asked.filter((each) => each.some(isShort))) {
      const fitting = words.filter((word) => !isShort(word) && !isNowhere(list.starting(word)));
      const sure = fitting.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
      if (sure === '') continue;
      const meant = (word: string): Range[] => {
        if (word === sure) return [list.starting(word)];
        return isShort(word) ? [list.starting(word), ...list.beingAlmost(word)] : almost(word);
      };
      this.#holding(words, meant, this.#adding(found, limit, closeness));
    }
  }

  /**
   * Visits what has all words of a question, each in one of its ranges. To find what is almost a word takes long, and a text
   * that names nothing may have many of them: so the longest, which the fewest names have, come first, and as soon as no name
   * has those together, no other is looked for.
   */
  #holding(words: Question, rangesOf: (word: string) => readonly Range[], visit: Visit): void {
    const found = new Map<string, readonly Range[]>();
    for (const word of new Set(words.toSorted((a, b) => b.length - a.length))) {
      found.set(word, rangesOf(word));
      if (!this.#phrases.mayHold([...found.values()])) return;
    }
    this.#phrases.holding(
      Array.from(new Set(words), (word) => found.get(word) ?? []),
      visit,
    );
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

/** Too short for what is almost the word to mean anything by itself. */
const isShort = (word: string): boolean => word.length < shortestWithTypo;

const isNowhere = ({ from, to }: Range): boolean => from >= to;

/** Whether so few letters begin words of either keyboard by chance. */
export const isTooShort = (own: string): boolean => own.length < 3;
