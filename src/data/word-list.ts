/** Places in a list of words, `to` excluded. */
export type Range = Readonly<{ from: number; to: number }>;

export const nowhere: Range = { from: 0, to: 0 };

/** Shorter words have too many neighbours for a typo in them to mean anything by itself. */
export const shortestWithTypo = 4;

/**
 * Words in the order of their letters. So those that start alike stand together: a start is found by halving, and the list
 * can be walked like a tree, letter by letter, without one being kept.
 */
export class WordList {
  readonly #words: readonly string[];
  /** Where the words with each first letter, and with each first two, stand: half of the halving is done beforehand. */
  readonly #beginnings = new Map<string, Range>();

  /** `words` are sorted by code unit, each once. */
  constructor(words: readonly string[]) {
    this.#words = words;
    for (const length of [1, 2]) {
      for (let from = 0; from < words.length;) {
        const start = this.at(from).slice(0, length);
        const to = start.length < length ? from + 1 : this.#endOf(start, from, words.length);
        if (start.length === length) this.#beginnings.set(start, { from, to });
        from = to;
      }
    }
  }

  get size(): number {
    return this.#words.length;
  }

  /** The word at a place. */
  at(place: number): string {
    return this.#words[place] ?? '';
  }

  /** The words that start with `start`, within a part of the list where it may stand. */
  starting(start: string, within?: Range): Range {
    const { from, to } = within ?? this.#beginnings.get(start.slice(0, 2)) ?? nowhere;
    if (!within && start.length <= 2) return { from, to };
    const first = this.#place(start, from, to);
    return { from: first, to: this.#endOf(start, first, to) };
  }

  /** Of the words that start with `word` only itself, if it is one of them. */
  onlyWhole({ from, to }: Range, word: string): Range {
    return { from, to: from < to && this.at(from) === word ? from + 1 : from };
  }

  /** The words that `typed` is once one letter in it is put right: for a short one, of which the other words are sure. */
  beingAlmost(typed: string): readonly Range[] {
    return typed.length < 2 ? [] : this.#almost(typed).complete;
  }

  /**
   * The words that start with `typed` once one letter in it is put in, left out or replaced, or two neighbours are swapped:
   * first the words that are then complete, and later slips before earlier ones, for few people miss the first letter.
   */
  startingAlmost(typed: string): readonly Range[] {
    if (typed.length < shortestWithTypo) return [];
    const { complete, longer } = this.#almost(typed);
    return [...complete, ...longer];
  }

  #almost(typed: string): Readonly<{ complete: readonly Range[]; longer: readonly Range[] }> {
    const complete: Range[] = [];
    const longer: Range[] = [];
    const paths = this.#paths(typed);
    for (let slip = paths.length - 1; slip >= 0; slip -= 1) {
      const within = paths[slip] ?? nowhere;
      for (const [start, part] of this.#corrections(typed, slip, within)) {
        const { from, to } = this.starting(start, part);
        const whole = from < to && this.at(from) === start ? 1 : 0;
        if (whole) complete.push({ from, to: from + 1 });
        if (from + whole < to) longer.push({ from: from + whole, to });
      }
    }
    return { complete, longer };
  }

  /** For each letter of `typed` the words that agree with it up to there, as far as there are any. */
  #paths(typed: string): Range[] {
    const paths: Range[] = [];
    let range: Range = { from: 0, to: this.size };
    while (paths.length < typed.length && range.from < range.to) {
      paths.push(range);
      range = this.starting(typed.slice(0, paths.length), range);
    }
    return paths;
  }

  /** What `typed` may have been meant to be if the letter at `slip` is the wrong one, and where in the list to look. */
  *#corrections(typed: string, slip: number, within: Range): Iterable<readonly [string, Range]> {
    const head = typed.slice(0, slip);
    const rest = typed.slice(slip + 1);
    const [wrong = '', next = ''] = typed.slice(slip, slip + 2);
    if (next !== wrong) {
      yield [head + rest, within];
      if (next !== '') yield [head + next + wrong + rest.slice(1), within];
    }
    for (let at = within.from; at < within.to;) {
      const letter = this.at(at).charAt(slip);
      const end = letter === '' ? at + 1 : this.#endOf(head + letter, at, within.to);
      const part = { from: at, to: end };
      if (letter !== '') yield [head + letter + wrong + rest, part];
      if (letter !== '' && letter !== wrong) yield [head + letter + rest, part];
      at = end;
    }
  }

  /** Where the words that start with `start` end, of which the first stands at `from`. Most are few: looks near first. */
  #endOf(start: string, from: number, to: number): number {
    let low = from;
    let step = 1;
    while (low + step <= to && this.at(low + step - 1).startsWith(start)) {
      low += step;
      step *= 2;
    }
    for (let high = Math.min(low + step - 1, to); low < high;) {
      const middle = (low + high) >>> 1;
      if (this.at(middle).startsWith(start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where `word` stands or would stand between `from` and `to`. */
  #place(word: string, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
