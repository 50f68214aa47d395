import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilmIndex } from '../../src/data/film-index.ts';
import { otherLayout } from '../../src/data/keyboard.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { leastCpuMs } from '../support/cpu.ts';
import { realTypos } from './real-typos.ts';
import { warFilms } from './war-films.ts';

const films = new FilmIndex(warFilms());
const shown = (typed: string): readonly string[] => films.suggest('film', typed, 25).map(({ id }) => id);
const titles = films.films.flatMap((film) =>
  [film.title, film.originalTitle, ...film.aliases].map((title) => ({ id: film.id, title })),
);
const lettersOf = (title: string): string[] => title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const words = titles.flatMap(({ id, title }) => lettersOf(title).map((word) => ({ id, word })));

test('there are 61', () => {
  expect(films.films).toHaveLength(61);
});

test('every misspelling that people make finds its film among the first three', () => {
  const missed = realTypos.filter(([typed, id]) => !shown(typed).slice(0, 3).includes(id));
  expect(missed).toEqual([]);
});

test('the first two letters or more of any word of any title find the film', () => {
  // Twenty-five are shown; more titles than that have a word with «The» or with «and».
  const missed = words
    .flatMap(({ id, word }) =>
      Array.from({ length: word.length - 1 }, (_, at) => ({ id, typed: word.slice(0, at + 2) })),
    )
    .filter(({ id, typed }) => !films.search(typed, 'title').some(({ film }) => film.id === id));
  expect(missed).toEqual([]);
});

test('any one typo in any word of five letters or more is forgiven', () => {
  const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъыьэюя'];
  const missed = words
    .filter(({ word }) => word.length >= 5)
    .flatMap(({ id, word }) => {
      const letters = alphabets.find((alphabet) => alphabet.includes(word.charAt(2))) ?? '';
      return Array.from(word, (letter, at) => {
        const [head, tail] = [word.slice(0, at), word.slice(at + 1)];
        const other = letters.charAt((letters.indexOf(letter) + 7) % letters.length);
        const swapped = head + tail.charAt(0) + letter + tail.slice(1);
        return [head + tail, head + other + letter + tail, head + other + tail, swapped].map((typed) => ({
          id,
          typed,
        }));
      }).flat();
    })
    .filter(({ id, typed }) => !shown(typed).includes(id));
  expect(missed).toEqual([]);
});

test('the order of the words does not matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...titles), fc.infiniteStream(fc.nat()), ({ id, title }, chance) => {
      const shuffled = lettersOf(title)
        .map((word) => ({ word, at: chance.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ word }) => word);
      expect(shown(shuffled.join(' '))).toContain(id);
    }),
  );
});

describe('on the wrong keyboard', () => {
  const real = new FilmIndex(loadLibrary());
  const kinds = [
    ['film', real.films.map(({ id, title, originalTitle }) => ({ id, names: [title, originalTitle] }))],
    ...(['theme', 'person', 'collection'] as const).map((kind) => {
      const items = { theme: real.themes, person: real.people, collection: real.collections }[kind];
      return [kind, items.map(({ id, name }) => ({ id, names: [name.en, name.ru] }))] as const;
    }),
  ] as const;

  test.each(kinds)(
    'every word of three letters or more that finds a %s finds it, too, and none is taken for another',
    (kind, items) => {
      const missed = items
        .flatMap(({ id, names }) => names.flatMap(lettersOf).map((word) => ({ id, word })))
        .filter(({ word }) => word.length >= 3)
        .filter(({ id, word }) => {
          const meant = real.suggest(kind, word).some((each) => each.id === id);
          return meant && !real.suggest(kind, otherLayout(word)).some((each) => each.id === id);
        });
      expect(missed).toEqual([]);
    },
  );

  test('one thing is not taken without asking where both keyboards have one', () => {
    for (const [kind, typed, id] of [
      ['film', 'lyb', 'days-and-nights'],
      ['film', 'jntw', 'father-of-a-soldier'],
      ['film', 'ытщц', 'hot-snow'],
      ['theme', 'ьуьщкн', 'memory'],
    ] as const) {
      const meant = real.resolve(kind, typed);
      const ids =
        meant.kind === 'one' ? [meant.item.id] : meant.kind === 'several' ? meant.items.map((each) => each.id) : [];
      expect(ids, typed).toContain(id);
    }
  });
});

const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const systems: Readonly<Record<string, string>> = {
  'ISO 9': 'a b v g d e ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â',
  'GOST 7.79 B': 'a b v g d e zh z i j k l m n o p r s t u f x cz ch sh shh `` y` ` e` yu ya',
  'GOST 16876': 'a b v g d e zh z i jj k l m n o p r s t u f kh c ch sh shh ″ y ′ eh ju ja',
  'BGN/PCGN': 'a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ” y ’ e yu ya',
  'ALA-LC': 'a b v g d e zh z i ĭ k l m n o p r s t u f kh t͡s ch sh shch ″ y ′ ė i͡u i͡a',
  scholarly: 'a b v g d e ž z i j k l m n o p r s t u f x c č š šč ʺ y ʹ è ju ja',
  passport: 'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia',
  informal: 'a b v g d e zh z i i k l m n o p r s t u f h c ch sh sh _ i _ e yu ya',
};

describe.each(Object.entries(systems))('in the Latin letters of %s', (_, system) => {
  const latin = new Map(system.split(' ').map((letter, at) => [cyrillic.charAt(at), letter.replace('_', '')]));
  const inLatin = (text: string, yo: string): string =>
    Array.from(text.toLowerCase(), (letter) => (letter === 'ё' ? yo : (latin.get(letter) ?? letter))).join('');
  const russian = (text: string): boolean => /^[а-яё\s\p{P}]+$/iu.test(text);

  test.each(['ë', 'yo', 'jo', 'e'])('every Russian title and name is found, ё as %s', (yo) => {
    const missed = [
      ...titles
        .filter(({ title }) => russian(title))
        .map(({ id, title }) => ({ id, typed: inLatin(title, yo) }))
        .filter(({ id, typed }) => shown(typed)[0] !== id),
      ...films.people
        .map(({ id, name }) => ({ id, typed: inLatin(name.ru, yo) }))
        .filter(({ id, typed }) => films.suggest('person', typed)[0]?.id !== id),
    ];
    expect(missed).toEqual([]);
  });
});

test('Latin names of people are found as Russians write them down', () => {
  const missed = films.people.filter(({ id, name }) => films.suggest('person', name.ru)[0]?.id !== id);
  expect(missed).toEqual([]);
});

test('hostile strings cost little, whatever is asked with them', async () => {
  const real = new FilmIndex(loadLibrary());
  const zalgo = `летят${'\u0300\u0316\u0336'.repeat(2000)}`;
  const words6000 = Array.from({ length: 1500 }, (_, at) => String.fromCharCode(97 + (at % 26))).join(' the ');
  const strings = [
    ...[
      'a'.repeat(6000),
      'а'.repeat(6000),
      'ab'.repeat(3000),
      'kh'.repeat(3000),
      'shch'.repeat(1500),
      'щ'.repeat(6000),
    ],
    ...[
      zalgo,
      words6000,
      'and '.repeat(1500),
      'a '.repeat(3000),
      '(a+)+$'.repeat(1000),
      '\\'.repeat(6000),
      '['.repeat(6000),
    ],
    ...['\ud800'.repeat(6000), '\udc00', '\0', 'a\0b', '\u202e'.repeat(6000), '\u200b'.repeat(6000), 'x'.repeat(6000)],
    ...['__proto__', 'constructor', 'toString', "'; DROP TABLE films; --", '%s%s%n', '@everyone', '﷽'.repeat(600)],
  ];
  const questions = [
    ...(['film', 'theme', 'person', 'collection'] as const).flatMap((kind) => [
      (typed: string) => real.suggest(kind, typed),
      (typed: string) => real.resolve(kind, typed),
    ]),
    (typed: string) => real.search(typed, 'everything', 'ru'),
  ];
  for (const typed of strings) {
    for (const ask of questions)
      expect(await leastCpuMs(() => ask(typed), 25), `${String(ask)} of ${typed.slice(0, 20)}`).toBeLessThan(25);
  }
});

test.each([
  ['17 мгновений весны', 'seventeen-moments-of-spring'],
  ['17 moments of spring', 'seventeen-moments-of-spring'],
  ['Штирлиц', 'seventeen-moments-of-spring'],
  ['stirlitz', 'seventeen-moments-of-spring'],
  ['41-й', 'the-forty-first'],
  ['41st', 'the-forty-first'],
  ['20 дней без войны', 'twenty-days-without-war'],
  ['20 days', 'twenty-days-without-war'],
])('%s is what people call %s', (typed, id) => {
  expect(new FilmIndex(loadLibrary()).resolve('film', typed)).toMatchObject({ kind: 'one', item: { id } });
});

test('a film or a theme that is not there offers no other one to Enter, and is answered with the nearest', () => {
  const real = new FilmIndex(loadLibrary());
  for (const typed of ['Titanic', 'титаник', 'asdfgh', 'фывапр', 'Avatar', 'Terminator', 'qqqq', 'Крестный отец'])
    for (const kind of ['film', 'theme'] as const) {
      expect(real.suggest(kind, typed), `${kind} ${typed}`).toEqual([]);
      expect(real.nearest(kind, typed, 3)).toHaveLength(3);
    }
});

test('whatever is typed, there is something nearest', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
      expect(films.nearest('film', typed, 3)).toHaveLength(3);
    }),
  );
});
