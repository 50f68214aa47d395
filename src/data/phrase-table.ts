import { Postings } from './postings.ts';
import { nowhere, WordList } from './word-list.ts';
import type { Range } from './word-list.ts';

/** Is told a phrase; says whether it wants to be told more. */
export type Visit = (phrase: number) => boolean;

/** However many phrases hold a word, no question looks at more of them. */
const mostLookedAt = 5_000;

/**
 * Phrases, held as numbers of their words, so that a hundred thousand take a few megabytes. They are numbered by their
 * first words, short ones first, so that those which begin alike are neighbours also in memory.
 */
export class PhraseTable {
  readonly words: WordList;
  /** For each phrase its place among those that were given. */
  readonly given: Uint32Array;
  /** The words of all phrases, one phrase after the other, and where each begins. */
  readonly #members: Uint32Array;
  readonly #begins: Uint32Array;
  readonly #openers: Postings;
  readonly #holders: Postings;

  /** `phrases` are words parted by single spaces, one at least. */
  constructor(phrases: readonly string[]) {
    const { words, members, begins } = numbered(phrases);
    this.words = new WordList(words);
    const lengths = begins.subarray(1).map((end, phrase) => end - (begins[phrase] ?? 0));
    const byLength = new Postings(
      lengths,
      lengths.reduce((most, length) => Math.max(most, length), 0) + 1,
      (phrase) => phrase,
    ).phrases;
    const firsts = byLength.map((phrase) => members[begins[phrase] ?? 0] ?? 0);
    this.#openers = new Postings(firsts, words.length, (at) => byLength[at] ?? 0);
    this.given = this.#openers.phrases;

    this.#begins = new Uint32Array(begins.length);
    this.#members = new Uint32Array(members.length);
    const phraseOf = new Uint32Array(members.length);
    let free = 0;
    for (const [phrase, before] of this.given.entries()) {
      for (let at = begins[before] ?? 0; at < (begins[before + 1] ?? 0); at += 1) {
        this.#members[free] = members[at] ?? 0;
        phraseOf[free] = phrase;
        free += 1;
      }
      this.#begins[phrase + 1] = free;
    }
    this.#holders = new Postings(this.#members, words.length, (at) => phraseOf[at] ?? 0);
  }

  get size(): number {
    return this.given.length;
  }

  /** The words of a phrase. */
  wordsOf(phrase: number): Uint32Array {
    return this.#members.subarray(this.#begins[phrase], this.#begins[phrase + 1]);
  }

  /** Visits phrases of just these words: the first is in the first range, the next in the next, and there are no more. */
  being([first = nowhere, ...others]: readonly Range[], visit: Visit): void {
    const { from, to } = this.#openers.of(first);
    for (let phrase = from; phrase < Math.min(to, from + mostLookedAt); phrase += 1) {
      const more = this.#lengthOf(phrase) - others.length - 1;
      if (more > 0 || (more === 0 && this.#goesOn(phrase, others) && !visit(phrase))) return;
    }
  }

  /** Visits phrases whose first word is in the first range, the next in the next, and so on. */
  opening([first = nowhere, ...others]: readonly Range[], visit: Visit): void {
    const { from, to } = this.#openers.of(first);
    for (let phrase = from; phrase < Math.min(to, from + mostLookedAt); phrase += 1) {
      if (this.#goesOn(phrase, others) && !visit(phrase)) return;
    }
  }

  /** Whether there may be a phrase with a word in one of the ranges, for each of the `wanted`. */
  mayHold(wanted: readonly (readonly Range[])[]): boolean {
    return !this.holding(wanted, () => false);
  }

  /**
   * Visits phrases with a word in one of the ranges, for each of the `wanted`; in the order of the rarest one's ranges. Says
   * whether there are no more.
   */
  holding(wanted: readonly (readonly Range[])[], visit: Visit): boolean {
    const places = wanted.map((ranges) => ranges.map((range) => this.#holders.of(range)));
    const counts = places.map((ranges) => ranges.reduce((sum, { from, to }) => sum + to - from, 0));
    const rarest = counts.indexOf(Math.min(...counts));
    const others = wanted.toSpliced(rarest, 1);
    let left = mostLookedAt;
    for (const { from, to } of places[rarest] ?? []) {
      for (let at = from; at < to; at += 1, left -= 1) {
        const phrase = this.#holders.phrases[at] ?? 0;
        if (left === 0 || (this.#hasAll(phrase, others) && !visit(phrase))) return false;
      }
    }
    return true;
  }

  #goesOn(phrase: number, ranges: readonly Range[]): boolean {
    for (const [at, range] of ranges.entries()) if (!within(this.#member(phrase, at + 1), range)) return false;
    return true;
  }

  #hasAll(phrase: number, wanted: readonly (readonly Range[])[]): boolean {
    for (const ranges of wanted) if (!this.#has(phrase, ranges)) return false;
    return true;
  }

  #has(phrase: number, ranges: readonly Range[]): boolean {
    for (let at = 0; at < this.#lengthOf(phrase); at += 1) {
      const word = this.#member(phrase, at);
      if (ranges.some((range) => within(word, range))) return true;
    }
    return false;
  }

  /** How many words a phrase has. */
  #lengthOf(phrase: number): number {
    return (this.#begins[phrase + 1] ?? 0) - (this.#begins[phrase] ?? 0);
  }

  /** The word of a phrase at a place, -1 behind its end. */
  #member(phrase: number, at: number): number {
    return at < this.#lengthOf(phrase) ? (this.#members[(this.#begins[phrase] ?? 0) + at] ?? -1) : -1;
  }
}

const within = (word: number, { from, to }: Range): boolean => word >= from && word < to;

/** All words in the order of their letters; and the phrases as places among these, one after the other. */
function numbered(phrases: readonly string[]): { words: string[]; members: Uint32Array; begins: Uint32Array } {
  const numbers = new Map<string, number>();
  const members: number[] = [];
  const begins = new Uint32Array(phrases.length + 1);
  for (const [phrase, text] of phrases.entries()) {
    for (const word of text.split(' ')) {
      const number = numbers.get(word) ?? numbers.size;
      if (number === numbers.size) numbers.set(word, number);
      members.push(number);
    }
    begins[phrase + 1] = members.length;
  }
  const words = [...numbers.keys()].toSorted();
  const places = new Uint32Array(words.length);
  for (const [place, word] of words.entries()) places[numbers.get(word) ?? 0] = place;
  return { words, members: Uint32Array.from(members, (number) => places[number] ?? 0), begins };
}
