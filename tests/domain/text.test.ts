import { describe, expect, test } from 'vitest';
import { Line, Text } from '../../src/domain/text.ts';

const isLine = (text: string): boolean => Line(200).safeParse(text).success;
const isText = (text: string): boolean => Text(200).safeParse({ en: text, ru: 'По-русски.' }).success;

test.each([
  ...[
    'Летят журавли',
    'Žalakevičius',
    'A',
    '8½',
    '…',
    'Ідзі і глядзі',
    'ჯარისკაცის მამა',
    '羅生門',
    'शोले',
    '🎬',
    '“Wings”',
  ],
  // Written with two marks on one letter, and with the joiner that Persian cannot do without.
  ...['Mùi đu đủ xanh: ế'.normalize('NFD'), 'خانه\u200cی دوست کجاست'],
])('%j is a title', (title) => {
  expect(isLine(title)).toBe(true);
});

describe.each<[what: string, sign: string]>([
  ['a joiner', '\u200D'],
  ['a non-joiner', '\u200C'],
  ['a filler', '\u3164'],
  ['a soft hyphen', '\u00AD'],
  ['a grapheme joiner', '\u034F'],
  ['an empty Braille cell', '\u2800'],
  ['a tag', '\u{E0041}'],
  ['an annotation', '\uFFF9'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['a bidi override', '\u202E'],
  ['a private character', '\uE000'],
  ['a variation selector', '\uFE0F'],
  ['half a pair', '\uD83D'],
  ['a tabulator', '\t'],
  ['a return', '\r'],
])('with %s', (_, sign) => {
  test.each([
    ['alone', sign],
    ['between letters', `Зер${sign}кало`],
  ])('%s nothing is a title or a text', (__, text) => {
    expect(isLine(text)).toBe(false);
    expect(isText(text)).toBe(false);
  });
});

test('what is not seen is no title: nothing, space, marks without a letter', () => {
  for (const text of ['', ' ', '\u00A0', '\u0301', ' Зеркало', 'Зеркало ']) expect(isLine(text)).toBe(false);
});

test('marks are not heaped on a letter', () => {
  expect(isLine(`а${'\u0301'.repeat(3)}`)).toBe(true);
  expect(isLine(`а${'\u0301'.repeat(4)}`)).toBe(false);
  expect(isLine(`Зеркало а\n${'\u0301'.repeat(40)}`)).toBe(false);
});

test('a title is one line, a text may have several', () => {
  expect(isLine('Зеркало\nи всё')).toBe(false);
  expect(isText('Зеркало.\n\nИ всё.')).toBe(true);
});
