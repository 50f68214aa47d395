import type { PhraseTable } from './phrase-table.ts';

/**
 * For each phrase how like it is to the likest of some texts, from 0 to 1: how many of their pairs of neighbouring letters
 * they share (Dice's coefficient). Looks at every word once and at every phrase once, for each text.
 */
export function likenesses(table: PhraseTable, texts: readonly string[]): Float64Array {
  const likest = new Float64Array(table.size);
  for (const text of texts) {
    const asked = new Uint8Array(mostPairs);
    for (const word of text.split(' ')) countPairs(word, (pair) => (asked[pair] = 1));
    const size = asked.reduce((sum, one) => sum + one, 0);
    const shared = Uint16Array.from({ length: table.words.size }, (_, word) =>
      countPairs(table.words.at(word), (pair) => asked[pair] ?? 0),
    );
    for (let phrase = 0; phrase < table.size; phrase += 1) {
      let common = 0;
      let all = size;
      for (const word of table.wordsOf(phrase)) {
        common += shared[word] ?? 0;
        all += table.words.at(word).length + 1;
      }
      likest[phrase] = Math.max(likest[phrase] ?? 0, (2 * common) / all);
    }
  }
  return likest;
}

/** Pairs are told apart by as many numbers; that two share one is rare enough, and does no harm. */
const mostPairs = 4096;

/** Adds up what its pairs of letters count, the beginning and the end of the word taken for letters. */
function countPairs(word: string, count: (pair: number) => number): number {
  let sum = 0;
  let before = 0;
  for (let at = 0; at <= word.length; at += 1) {
    const letter = at < word.length ? word.charCodeAt(at) : 0;
    sum += count((before * 31 + letter) % mostPairs);
    before = letter;
  }
  return sum;
}
