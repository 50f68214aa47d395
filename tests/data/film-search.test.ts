import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/domain/film.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { aFilm, aLibrary, anIndex } from '../support/library.ts';

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

test('an article in front of a title costs it no place', () => {
  const flying = aFilm({ id: 'flying', title: 'The Cranes Are Flying' });
  const birds = new FilmIndex(aLibrary([aFilm({ id: 'early', title: 'Early Cranes' }), flying]));
  for (const typed of ['cranes', 'the cranes', 'cranes are']) expect(birds.search(typed)[0]?.film.id).toBe('flying');
  expect(birds.search('cranes')[0]?.text).toBe('The Cranes Are Flying');
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

describe('in an option that names a film, what nothing is called', () => {
  const written = anIndex([
    aFilm({ id: 'wait', directors: ['stolper'], writers: ['simonov'] }),
    aFilm({ id: 'days', directors: ['german'], writers: ['simonov'], facts: [fact('Shot in Tashkent.', 'Ташкент.')] }),
    aFilm({ id: 'wings', directors: ['shepitko'], writers: ['ryazantseva'], year: 1980 }),
  ]);
  const ids = (typed: string) => {
    const meant = written.resolve('film', typed);
    const { kind } = meant;
    const items = kind === 'one' ? [meant.item] : kind === 'several' ? meant.items : meant.nearest;
    return [kind, ...items.map(({ id }) => id)];
  };

  test('is a choice of the films that a search finds', () => {
    expect(ids('Simonov')).toEqual(['several', 'days', 'wait']);
    expect(ids('Simonof')).toEqual(['several', 'days', 'wait']);
  });

  test('is the one film that it is written on as surely as a title', () => {
    expect(ids('Ryazantseva')).toEqual(['one', 'wings']);
  });

  test('is asked about, that film first, where only a fact or the year speaks of it', () => {
    expect(ids('Tashkent').slice(0, 2)).toEqual(['none', 'days']);
    expect(ids('1980').slice(0, 2)).toEqual(['none', 'wings']);
    expect(ids('Ryazamtseva').slice(0, 2)).toEqual(['none', 'wings']);
  });
});

describe('another form of a word', () => {
  const titled = (id: string, title: string, originalTitle: string, said: Fact) =>
    aFilm({ id, title, originalTitle, facts: [said], directors: ['petrov'] });
  const bent = new FilmIndex(
    aLibrary([
      titled('war', 'Tomorrow Was the War', 'Завтра была война', fact('A school.', 'О школе.')),
      titled('days', 'Twenty Days Without War', 'Двадцать дней без войны', fact('A train.', 'В поезде.')),
      titled(
        'ballad',
        'Ballad of a Soldier',
        'Баллада о солдате',
        fact('Trains.', 'Он едет поездами с войной в душе.'),
      ),
    ]),
  );
  const asked = (query: string, language: 'en' | 'ru') =>
    bent.search(query, 'everything', language).map(({ film, field }) => `${film.id}: ${field}`);

  test('finds the same in titles and facts', () => {
    for (const query of ['война', 'войны', 'войной', 'войнами', 'Войне']) {
      expect(asked(query, 'ru').toSorted()).toEqual(['ballad: fact', 'days: title', 'war: title']);
    }
    expect(asked('солдаты', 'ru')).toEqual(['ballad: title']);
    expect(asked('trains', 'en').toSorted()).toEqual(['ballad: fact', 'days: fact']);
    expect(asked('soldiers', 'en')).toEqual(['ballad: title']);
  });

  test('is shown where it stands', () => {
    const [hit] = bent.search('поезде', 'fact', 'ru').filter(({ film }) => film.id === 'ballad');
    expect(hit?.text).toContain('поездами');
  });

  test('is not sought in short words, of which too little would be left', () => {
    expect(asked('души', 'ru')).toEqual(['ballad: fact']);
    expect(asked('дней', 'ru')).toEqual(['days: title']);
  });
});

describe('a year', () => {
  const dated = new FilmIndex(
    aLibrary([
      aFilm({ id: 'cranes', originalTitle: 'Летят журавли', year: 1957 }),
      aFilm({ id: 'early', originalTitle: 'Ранние журавли', year: 1979 }),
      aFilm({ id: 'soldiers', year: 1956, facts: [fact('It won in 1957.', 'Приз 1957 года.')] }),
      aFilm({ id: 'parts', year: 1955, endYear: 1958 }),
    ]),
  );
  const asked = (query: string, place?: 'title') =>
    dated.search(query, place).map(({ film, field }) => `${film.id}: ${field}`);

  test('finds the films of it, before those whose facts speak of it', () => {
    expect(asked('1957')).toEqual(['cranes: year', 'parts: year', 'soldiers: fact']);
    expect(asked('1957', 'title')).toEqual([]);
    expect(asked('1979')).toEqual(['early: year']);
  });

  test('behind a title names the film in an option, too', () => {
    expect(dated.resolve('film', 'Летят журавли (1957)')).toMatchObject({ kind: 'one', item: { id: 'cranes' } });
    expect(dated.resolve('film', 'журавли 1979')).toMatchObject({ kind: 'one', item: { id: 'early' } });
    expect(dated.resolve('film', 'журавли 1980').kind).toBe('none');
  });

  test('behind a title tells which of several films is meant', () => {
    expect(asked('журавли')).toHaveLength(2);
    expect(asked('журавли 1979')).toEqual(['early: title']);
    expect(asked('Летят журавли (1957)')).toEqual(['cranes: title']);
  });
});
