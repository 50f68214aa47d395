import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordList } from '../../src/data/word-list.ts';
import type { Range } from '../../src/data/word-list.ts';

const listOf = (words: readonly string[]): WordList => new WordList([...new Set(words)].toSorted());
const wordsIn = (list: WordList, ranges: readonly Range[]): string[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => list.at(from + at)));

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours that make one word the other. */
function typosBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => i + j));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      const replaced = at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      (rows[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped);
    }
  }
  return at(a.length, b.length);
}

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ж'), minLength: 1, maxLength: 7 });

test('the words that start alike are found as a walk through all of them would', () => {
  fc.assert(
    fc.property(fc.array(few), few, (words, start) => {
      const list = listOf(words);
      const all = [...new Set(words)].toSorted();
      expect(wordsIn(list, [list.starting(start)])).toEqual(all.filter((word) => word.startsWith(start)));
    }),
  );
});

test('every word that starts so but for one typo is found, and none with two', () => {
  fc.assert(
    fc.property(
      fc.array(few, { maxLength: 30 }),
      few.filter(({ length }) => length >= 4),
      (words, typed) => {
        const list = listOf(words);
        const starts = (word: string): string[] =>
          Array.from({ length: word.length + 1 }, (_, end) => word.slice(0, end));
        const near = (word: string): boolean => starts(word).some((start) => typosBetween(typed, start) <= 1);
        const found = new Set(wordsIn(list, [...list.startingAlmost(typed), list.starting(typed)]));
        expect([...found].toSorted()).toEqual([...new Set(words)].toSorted().filter(near));
      },
    ),
    { numRuns: 2000 },
  );
});

test('nothing almost starts with three letters', () => {
  expect(listOf(['cat', 'cats']).startingAlmost('cut')).toEqual([]);
});

test('a list may be empty, and words may be single letters', () => {
  expect(wordsIn(listOf([]), [listOf([]).starting('a')])).toEqual([]);
  const list = listOf(['a', 'ab', 'b']);
  expect(wordsIn(list, [list.starting('a')])).toEqual(['a', 'ab']);
  expect(wordsIn(list, [list.onlyWhole(list.starting('a'), 'a')])).toEqual(['a']);
  expect(wordsIn(list, [list.onlyWhole(list.starting('c'), 'c')])).toEqual([]);
});
