import type { Range } from './word-list.ts';

/** For each word the phrases that were listed with it, in their order: two arrays of numbers, nothing else. */
export class Postings {
  readonly #phrases: Uint32Array;
  readonly #begins: Uint32Array;

  /** `words[at]` is listed with `phraseAt(at)`; words are numbers below `size`. */
  constructor(words: Uint32Array, size: number, phraseAt: (at: number) => number) {
    const begins = new Uint32Array(size + 2);
    for (const word of words) begins[word + 2] = (begins[word + 2] ?? 0) + 1;
    for (let word = 2; word < begins.length; word += 1) begins[word] = (begins[word] ?? 0) + (begins[word - 1] ?? 0);
    this.#phrases = new Uint32Array(words.length);
    for (let at = 0; at < words.length; at += 1) {
      // What is to be the beginning of the next word counts up to it while this one fills.
      const next = (words[at] ?? 0) + 1;
      const place = begins[next] ?? 0;
      this.#phrases[place] = phraseAt(at);
      begins[next] = place + 1;
    }
    this.#begins = begins;
  }

  /** All phrases, by their words. */
  get phrases(): Uint32Array {
    return this.#phrases;
  }

  /** Where in `phrases` those of the words in a range stand. */
  of({ from, to }: Range): Range {
    return { from: this.#begins[from] ?? 0, to: this.#begins[to] ?? 0 };
  }
}
