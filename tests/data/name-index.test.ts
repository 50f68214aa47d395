import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameIndex } from '../../src/data/name-index.ts';

const titles = [
  'Летят журавли',
  'The School of Khutsiev',
  'Живые и мёртвые',
  'А зори здесь тихие',
  'Съезд',
  'Ščuka',
  'July Rain',
];
const index = new NameIndex(titles, (title) => [title]);
const namesOf = (typed: string): readonly string[] => index.starting(typed).map(({ name }) => name);

test('every keystroke on the way to a word finds it', () => {
  const missed = titles.flatMap((title) =>
    title
      .split(' ')
      .flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)))
      .filter((typed) => !namesOf(typed).includes(title)),
  );
  expect(missed).toEqual([]);
});

test('words are found in any order, each from its start', () => {
  const words = fc.array(fc.stringMatching(/^[a-zа-я]{1,8}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat()), (name, numbers) => {
      const own = new NameIndex([...titles, name.join(' ')], (title) => [title]);
      const typed = name
        .map((word) => ({
          start: word.slice(0, 1 + ((numbers.next().value ?? 0) % word.length)),
          at: numbers.next().value,
        }))
        .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
        .map(({ start }) => start);
      expect(own.starting(typed.join(' ')).map(({ item }) => item)).toContain(name.join(' '));
    }),
  );
});

test('the whole name comes before names that begin with it, and those before names that hold it', () => {
  const films = new NameIndex(['The Dawn', 'Dawn of the Dead', 'Dawn'], (title) => [title]);
  expect(films.starting('dawn').map(({ item }) => item)).toEqual(['Dawn', 'Dawn of the Dead', 'The Dawn']);
});

test('a thing with many names is found once, by the best of them', () => {
  const films = new NameIndex(['daisies'], () => ['Sedmikrásky', 'Daisies', 'The Daisies']);
  expect(films.starting('dais')).toEqual([{ item: 'daisies', name: 'Daisies' }]);
});

test('what nothing is called gets the likest names', () => {
  expect(index.nearest('летят жюравли', 1)).toEqual(['Летят журавли']);
  expect(index.nearest('shcool', 2)[0]).toBe('The School of Khutsiev');
  expect(index.nearest('', 3)).toHaveLength(3);
});

test('a name without a letter is no reason to fall', () => {
  const films = new NameIndex(['…', '8½', 'M'], (title) => [title]);
  expect(films.exact('…')).toEqual([]);
  expect(films.starting('8')).toEqual([{ item: '8½', name: '8½' }]);
  expect(films.exact('m')).toEqual(['M']);
});
