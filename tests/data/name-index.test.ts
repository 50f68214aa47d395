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
  'Château',
  'Alexander',
];
const index = new NameIndex(titles, (title) => [title]);
const found = (typed: string): readonly string[] => index.find(typed).map(({ item }) => item);

test('every keystroke on the way to a word finds it', () => {
  const missed = titles.flatMap((title) =>
    title
      .split(' ')
      .flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)))
      .filter((typed) => !found(typed).includes(title)),
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
      // A hard or soft sign alone is no letter of any other alphabet.
      fc.pre(typed.every((start) => !/^[ъь]+$/.test(start)));
      expect(own.find(typed.join(' ')).map(({ item }) => item)).toContain(name.join(' '));
    }),
  );
});

test('the whole name comes before names that begin with it, and those before names that hold it', () => {
  const films = new NameIndex(['The Dawn', 'Dawn of the Dead', 'Dawn'], (title) => [title]);
  expect(films.find('dawn')).toEqual([
    { item: 'Dawn', closeness: 'whole' },
    { item: 'Dawn of the Dead', closeness: 'start' },
    { item: 'The Dawn', closeness: 'words' },
  ]);
});

test('a thing with many names is found once, by the best of them', () => {
  const films = new NameIndex(['daisies'], () => ['The Daisies', 'Daisies', 'Sedmikrásky']);
  expect(films.find('daisies')).toEqual([{ item: 'daisies', closeness: 'whole' }]);
  expect(films.find('dais')).toEqual([{ item: 'daisies', closeness: 'start' }]);
});

test('no more are told than were asked for', () => {
  const films = new NameIndex(
    Array.from({ length: 100 }, (_, at) => `dawn ${at}`),
    (title) => [title],
  );
  expect(films.find('dawn', { limit: 25 })).toHaveLength(25);
  expect(films.find('dawn')).toHaveLength(100);
});

test.each([
  ['a letter left out', 'журвли'],
  ['a letter too many', 'журкавли'],
  ['another letter', 'жукавли'],
  ['two letters swapped', 'жруавли'],
  ['the first letter wrong', 'шуравли'],
  ['a typo in a word that is not yet complete', 'жуарв'],
  ['a typo in the letters of the other alphabet', 'zhurvali'],
])('%s is forgiven', (_, typed) => {
  expect(index.find(typed)).toEqual([{ item: 'Летят журавли', closeness: 'typo' }]);
});

test('a typo in a short word is forgiven where a longer one is right, and only if nothing else is found', () => {
  const films = new NameIndex(['The Young Guard', 'Twenty Days Without War', 'Дни и ночи', 'The She-Wolf'], (title) => [
    title,
  ]);
  const all = (typed: string) => films.find(typed).map(({ item }) => item);
  for (const typed of ['Teh Young Guard', 'hte guard', 'young gaurd teh'])
    expect(all(typed), typed).toEqual(['The Young Guard']);
  for (const typed of ['Twenty Das Without War', 'twenty days without ar', 'days without wra'])
    expect(all(typed), typed).toEqual(['Twenty Days Without War']);
  expect(all('дин и ночи')).toEqual(['Дни и ночи']);
  // Next to a word that is in half of the titles it would be anything.
  expect(all('the sea')).toEqual([]);
  // A short word is put right as a whole: «qa» would begin everything.
  expect(all('young qa')).toEqual([]);
});

test('three letters are to be right, and so is a word that fits without a typo', () => {
  expect(found('жув')).toEqual([]);
  const films = new NameIndex(['Flight', 'Fright'], (title) => [title]);
  expect(films.find('flight')).toEqual([{ item: 'Flight', closeness: 'whole' }]);
});

test('typos can be asked for behind what fits', () => {
  const films = new NameIndex(['Flight', 'Fighters'], (title) => [title]);
  expect(films.find('fight')).toEqual([{ item: 'Fighters', closeness: 'start' }]);
  expect(films.find('fight', { typos: 'behind' })).toEqual([
    { item: 'Fighters', closeness: 'start' },
    { item: 'Flight', closeness: 'typo' },
  ]);
});

test('complete words come before longer ones, and slips late in a word before its first letter', () => {
  const films = new NameIndex(['Laborer', 'Tabor', 'Labor'], (title) => [title]);
  expect(films.find('labur').map(({ item }) => item)).toEqual(['Labor', 'Laborer']);
  expect(films.find('gabor').map(({ item }) => item)).toEqual(['Labor', 'Tabor', 'Laborer']);
});

test('what was typed on the other keyboard is found behind what was typed', () => {
  expect(index.find('ktnzn ;ehfdkb')).toEqual([{ item: 'Летят журавли', closeness: 'layout' }]);
  expect(index.find('огдн кфшт')).toEqual([{ item: 'July Rain', closeness: 'layout' }]);
  expect(found(';bds')).toEqual(['Живые и мёртвые']);
  const films = new NameIndex(['Бег', 'Turning Point'], (title) => [title]);
  expect(films.find(',tu')).toEqual([
    { item: 'Turning Point', closeness: 'start' },
    { item: 'Бег', closeness: 'layout' },
  ]);
  expect(films.find('tu')).toEqual([{ item: 'Turning Point', closeness: 'start' }]);
});

test('what fits on the other keyboard comes before a typo of what was typed, and either may be meant', () => {
  const films = new NameIndex(['Дни и ночи', 'Освобождение', 'Liberation', 'Snow', 'Вьюга'], (title) => [title]);
  const all = (typed: string) => films.find(typed).map(({ item, closeness }) => `${item}: ${closeness}`);
  expect(all('ытщц')).toEqual(['Snow: layout']);
  expect(new NameIndex(['Snow', 'Штык'], (title) => [title]).find('ытык')).toEqual([
    { item: 'Штык', closeness: 'typo' },
  ]);
  // Spelled with an i, what was typed begins a word; but nobody writes it so.
  expect(all('lyb')).toEqual(['Liberation: start', 'Дни и ночи: layout']);
  expect(all('lib')).toEqual(['Liberation: start']);
});

test('a word on one keyboard is not taken for the start of one on the other', () => {
  const films = new NameIndex(['Commissar', 'Synopsis', 'Люди', 'Kind'], (title) => [title]);
  expect(films.find('commi').map(({ item }) => item)).toEqual(['Commissar']);
  expect(films.find('люд').map(({ item }) => item)).toEqual(['Люди']);
});

test('what nothing is called gets the likest names, and never none', () => {
  const nearest = (typed: string, limit: number) => index.nearest(typed, limit).map(({ item }) => item);
  expect(nearest('литят жюрафли', 1)).toEqual(['Летят журавли']);
  expect(nearest('shcolo', 2)[0]).toBe('The School of Khutsiev');
  expect(nearest('', 3)).toHaveLength(3);
  expect(nearest('☃', 3)).toHaveLength(3);
});

test('a name without a letter is no reason to fall', () => {
  const films = new NameIndex(['…', '8½', 'M', 'ь'], (title) => [title]);
  expect(films.find('…')).toEqual([]);
  expect(films.find('8')).toEqual([{ item: '8½', closeness: 'start' }]);
  expect(films.find('m')).toEqual([{ item: 'M', closeness: 'whole' }]);
  expect(new NameIndex([], () => []).find('m')).toEqual([]);
  expect(new NameIndex([], () => []).nearest('m', 3)).toEqual([]);
});
