import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clamp } from '../../src/discord/clamp.ts';
import { readMarkdown } from '../../src/discord/markdown-spans.ts';

test('a text that fits stays as it is', () => {
  expect(clamp('Evacuation **east**', 100)).toBe('Evacuation **east**');
  expect(clamp('', 10)).toBe('');
});

test('a long text ends on a whole word and an ellipsis', () => {
  expect(clamp('A train leaves Moscow in the autumn of 1941', 25)).toBe('A train leaves Moscow in…');
});

test('a word longer than the limit is cut between graphemes', () => {
  expect(clamp('Ж'.repeat(50), 10)).toBe(`${'Ж'.repeat(9)}…`);
  expect(clamp('👩‍👩‍👧'.repeat(5), 10)).toBe('👩‍👩‍👧…');
  expect(clamp('e\u0301'.repeat(9), 8)).toBe(`${'e\u0301'.repeat(3)}…`);
});

test('what the cut left open is closed, the innermost first', () => {
  expect(clamp('||she dies at the end of it all||', 20)).toBe('||she dies at the…||');
  expect(clamp('**bold and _slanted words_ here**', 22)).toBe('**bold and…**');
  expect(clamp('**bold and _slanted words that go on_ here**', 28)).toBe('**bold and _slanted…_**');
  expect(clamp('`code that goes on and on`', 15)).toBe('`code that…`');
  expect(clamp('```\nline one\nline two\nline three\n```', 25)).toBe('```\nline one\nline two…```');
  expect(clamp('***both of them at once***', 18)).toBe('***both of…***');
  expect(clamp('~~struck out text here~~', 18)).toBe('~~struck out…~~');
});

test('a masked link is kept whole or dropped whole', () => {
  const text = 'As [the archive](https://example.org/a_b_c) tells us in detail';
  expect(clamp(text, 45)).toBe('As [the archive](https://example.org/a_b_c)…');
  expect(clamp(text, 40)).toBe('As…');
});

test('a mention, a timestamp and an address are never cut apart', () => {
  expect(clamp('shown <t:1795651200:F> in the club', 20)).toBe('shown…');
  expect(clamp('see https://example.org/a/very/long/path for more', 30)).toBe('see…');
});

test('a lone star or an underscore inside a word opens nothing', () => {
  expect(clamp('2 * 3 is six and snake_case_name is a name', 30)).toBe('2 * 3 is six and…');
  expect(clamp('2 * 3 * 4 is twenty-four, they say', 24)).toBe('2 * 3 * 4 is…');
});

const word = fc.stringMatching(/^[a-zа-я]{1,12}$/);
const link = fc.tuple(word, word).map(([label, host]) => `[${label}](https://${host}.org/a)`);

/** A text with marks inside marks, none inside itself. */
function marked(marks: readonly string[]): fc.Arbitrary<string> {
  const inside = (mark: string): fc.Arbitrary<string> =>
    marked(marks.filter((other) => other !== mark)).map((text) => `${mark}${text}${mark}`);
  const part = fc.oneof(
    word,
    word,
    link,
    word.map((text) => `\`${text}\``),
    ...marks.map(inside),
  );
  return fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
}

/** Marks that Discord would draw as an open stretch. */
const unbalanced = (text: string): string[] => {
  const plain = text.replace(/\[[^\]]*\]\([^)]*\)/g, '').replace(/`[^`]*`/g, '');
  return ['|', '~', '*', '_', '`', '[', ']', '('].filter((mark) => plain.split(mark).length % 2 === 0);
};

test('whatever is cut, marks that were balanced stay balanced', () => {
  fc.assert(
    fc.property(marked(['||', '**', '~~', '_']), fc.integer({ min: 1, max: 120 }), (text, limit) => {
      const cut = clamp(text, limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(unbalanced(cut)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom('*', '_', '|', '~', '`', '[', ']', '(', ')', '\\', ' ', 'a', 'ж', '👍🏽', '<', '>', 'https://'),
    )
    .map((parts) => parts.join('')),
);

test('any text fits any limit, is cut once only, and never inside a surrogate pair', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 100 }), (text, limit) => {
      const cut = clamp(text, limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(clamp(cut, limit)).toBe(cut);
      expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed());
      expect(cut.includes('…') || cut === text).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('reading markdown never fails and never leaves the text', () => {
  fc.assert(
    fc.property(anything, (text) => {
      for (const { open, inner, close, mark } of readMarkdown(text).spans) {
        expect(open).toBeLessThan(inner);
        expect(inner).toBeLessThan(close);
        expect(text.slice(close, close + mark.length)).toBe(mark);
      }
    }),
  );
});
