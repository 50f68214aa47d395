import { expect, test } from 'vitest';
import { hasLetterKeys, otherLayout } from '../../src/data/keyboard.ts';

test.each([
  ['ktnzn ;ehfdkb', 'летят журавли'],
  [',fkkflf', 'баллада'],
  ['J,kfrj', 'облако'],
  ["'rhfy", 'экран'],
  ['`krf', 'ёлка'],
  ['c][fhf', 'съхара'],
  ['k.,jdm', 'любовь'],
  ['{JH', 'хор'],
  ['шкуе', 'iret'],
  ['ьшккщк', 'mirror'],
  ['ЕРУ', 'the'],
  ['41-q', '41-й'],
])('%s is %s on the other keyboard', (typed, meant) => {
  expect(otherLayout(typed)).toBe(meant);
});

test('there and back is the same', () => {
  const letters = 'йцукенгшщзхъфывапролджэячсмитьбюё';
  expect(otherLayout(otherLayout(letters))).toBe(letters);
});

test('signs that are letters on the other keyboard are noticed', () => {
  expect([',tu', ';', '[', "ivan's"].map(hasLetterKeys)).toEqual([true, true, true, true]);
  expect(['бег', 'the run', '8½', '-!?'].map(hasLetterKeys)).toEqual([false, false, false, false]);
});
