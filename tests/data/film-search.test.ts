import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/domain/film.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { aFilm, aLibrary } from '../support/library.ts';

const text = (en: string, ru: string) => ({ en, ru });
const fact = (en: string, ru: string): Fact => ({
  text: text(en, ru),
  kind: 'history',
  confidence: 'well-known',
  sources: [],
});
const long = (word: string): string => `${'far before it '.repeat(5)}${word}${' far behind it'.repeat(5)}`;

const films = new FilmIndex(
  aLibrary(
    [
      aFilm({
        id: 'battle',
        title: 'The Battle of Stalingrad',
        originalTitle: 'Сталинградская битва',
        directors: ['petrov'],
        facts: [fact(long('Schnittke'), long('Шнитке'))],
      }),
      aFilm({
        id: 'snow',
        title: 'Hot Snow',
        originalTitle: 'Горячий снег',
        directors: ['snow'],
        themes: [{ id: 'stalingrad' }],
        facts: [fact('It was cold.', 'Было холодно.')],
      }),
      aFilm({
        id: 'soldiers',
        title: 'Soldiers',
        originalTitle: 'Солдаты',
        aliases: ['In the Trenches of Stalingrad'],
        directors: ['ivanov'],
        facts: [fact('Snow had to be made.', 'Снег пришлось делать.')],
      }),
    ],
    {
      people: [
        { id: 'petrov', name: text('Vladimir Petrov', 'Владимир Петров') },
        { id: 'snow', name: text('Gavriil Egiazarov', 'Гавриил Егиазаров') },
        { id: 'ivanov', name: text('Aleksandr Ivanov', 'Александр Иванов') },
      ],
      themes: [
        { id: 'stalingrad', name: text('Stalingrad', 'Сталинград'), definition: text('…', '…') },
        { id: 'home-front', name: text('Home front', 'Тыл'), definition: text('…', '…') },
      ],
    },
  ),
);
const found = (...asked: Parameters<FilmIndex['search']>) =>
  films.search(...asked).map(({ film, field }) => `${film.id}: ${field}`);

test('titles come first, then aliases, people, themes and facts', () => {
  expect(found('stalingrad')).toEqual(['battle: title', 'soldiers: alias', 'snow: theme']);
  expect(found('snow')).toEqual(['snow: title', 'soldiers: fact']);
  expect(found('ivanov')).toEqual(['soldiers: person']);
});

test('a search can be held to one place', () => {
  expect(found('stalingrad', 'theme')).toEqual(['snow: theme']);
  expect(found('stalingrad', 'title')).toEqual(['battle: title', 'soldiers: alias']);
  expect(found('snow', 'fact')).toEqual(['soldiers: fact']);
  expect(found('snow', 'person')).toEqual([]);
});

test('typos are forgiven where nothing fits without one', () => {
  expect(found('stalingard')).toEqual(['battle: title', 'soldiers: alias', 'snow: theme']);
  expect(found('petorv')).toEqual(['battle: person']);
  expect(found('shnitko')).toEqual(['battle: fact']);
  // A fact that has the word comes before a title that nearly has it, and a fact that nearly has it stays away.
  expect(found('cold')).toEqual(['snow: fact', 'soldiers: title']);
  expect(found('soldirs')).toEqual(['soldiers: title']);
});

test('the wrong keyboard is understood everywhere', () => {
  expect(found('ujhzxbq cytu')).toEqual(['snow: title']);
  expect(found('gtnhjd')).toEqual(['battle: person']);
  expect(found('[jkjlyj')).toEqual(['snow: fact']);
  expect(found('ызфку')).toEqual([]);
});

describe('a fact', () => {
  const textOf = (...asked: Parameters<FilmIndex['search']>) => films.search(...asked)[0]?.text;

  test('is shown around the word, in the reader’s language, cut where it is long', () => {
    const around = (word: string): string =>
      `… it far before it far before it ${word} far behind it far behind it far behind it far …`;
    expect(textOf('Schnittke', 'everything', 'en')).toContain('Schnittke');
    expect(textOf('шнитке', 'fact', 'ru')).toContain('Шнитке');
    expect(textOf('Schnittke', 'fact', 'en')?.length).toBeLessThan(around('Schnittke').length + 10);
    expect(textOf('Schnittke', 'fact', 'en')).toMatch(/^… .* …$/);
    expect(textOf('cold', 'fact', 'en')).toBe('It was cold.');
  });

  test('is found in the other language where one’s own says nothing of it', () => {
    expect(textOf('холодно', 'fact', 'en')).toBe('Было холодно.');
  });
});

test('what nothing is called has the nearest titles and directors', () => {
  expect(found('zzzz')).toEqual([]);
  expect(films.nearest('film', 'hod znow', 1).map(({ id }) => id)).toEqual(['snow']);
  expect(films.nearest('film', 'yegyazaroff', 1).map(({ id }) => id)).toEqual(['snow']);
  expect(films.nearest('film', 'zzzz', 3)).toHaveLength(3);
});
