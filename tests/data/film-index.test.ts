import { describe, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { FilmIndex } from '../../src/data/film-index.ts';
import { aFilm, aLibrary, anIndex } from '../support/library.ts';

const cranes = aFilm({
  id: 'the-cranes-are-flying',
  title: 'The Cranes Are Flying',
  originalTitle: 'Летят журавли',
  aliases: ['Letyat zhuravli'],
  year: 1957,
  runtimeMinutes: 95,
  directors: ['mikhail-kalatozov'],
  themes: [{ id: 'love-and-separation', relevance: 'central' }, { id: 'home-front' }],
});
const living = aFilm({
  id: 'the-living-and-the-dead',
  title: 'The Living and the Dead',
  originalTitle: 'Живые и мёртвые',
  year: 1964,
  endYear: 1966,
  runtimeMinutes: 201,
  directors: ['aleksandr-stolper'],
  themes: [{ id: 'home-front', relevance: 'echo' }],
});
const ascent = aFilm({
  id: 'the-ascent',
  title: 'The Ascent',
  originalTitle: 'Восхождение',
  year: 1977,
  directors: ['larisa-shepitko'],
  writers: ['mikhail-kalatozov'],
  themes: [{ id: 'home-front', relevance: 'central' }],
});
const text = (en: string, ru: string) => ({ en, ru });
const films = anIndex([ascent, cranes, living], {
  people: [
    { id: 'mikhail-kalatozov', name: text('Mikhail Kalatozov', 'Михаил Калатозов') },
    { id: 'aleksandr-stolper', name: text('Aleksandr Stolper', 'Александр Столпер') },
    { id: 'larisa-shepitko', name: text('Larisa Shepitko', 'Лариса Шепитько') },
  ],
  collections: [
    {
      id: 'two',
      name: text('Two', 'Два'),
      introduction: text('Two.', 'Два.'),
      films: ['the-cranes-are-flying', 'the-ascent'],
    },
  ],
});
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

test.each([
  ['its id', 'the-cranes-are-flying'],
  ['its title', 'The Cranes Are Flying'],
  ['its title in another case', 'the cranes are FLYING'],
  ['its original title', 'Летят журавли'],
  ['its transliteration', 'letyat zhuravli'],
  ['another transliteration', 'Letjat žuravli'],
  ['one word of it', 'cranes'],
  ['the start of its words, in any order', 'fly cran'],
])('a film is found by %s', (_, typed) => {
  expect(films.resolve('film', typed)).toEqual({ kind: 'one', item: cranes });
});

test('е and ё are one letter, whichever side has it', () => {
  expect(films.resolve('film', 'живые и мертвые')).toEqual({ kind: 'one', item: living });
  expect(films.resolve('film', 'Живые и мёртвые')).toEqual({ kind: 'one', item: living });
});

test('a word that several titles share is a choice, not a guess', () => {
  const found = films.resolve('film', 'the');
  expect(found.kind === 'several' && idsOf(found.items).length).toBe(3);
});

test('a name that is not there gets the nearest three', () => {
  const found = films.resolve('film', 'krains or frying');
  expect(found.kind === 'none' && idsOf(found.nearest)[0]).toBe('the-cranes-are-flying');
  expect(found.kind === 'none' && found.nearest.length).toBe(3);
});

test('a typo in each word is understood', () => {
  expect(films.resolve('film', 'Cranez flyng')).toEqual({ kind: 'one', item: cranes });
});

test('people are found in either alphabet', () => {
  expect(films.resolve('person', 'калатозов')).toMatchObject({ kind: 'one', item: { id: 'mikhail-kalatozov' } });
  expect(films.resolve('person', 'Shepit’ko')).toMatchObject({ kind: 'one', item: { id: 'larisa-shepitko' } });
});

test('typing nothing offers what there is, typing a start what starts so', () => {
  // In turns from the collections, then what is in none.
  expect(idsOf(films.suggest('film', ''))).toEqual(['the-cranes-are-flying', 'the-ascent', 'the-living-and-the-dead']);
  expect(idsOf(films.suggest('theme', '…'))).toEqual(['home-front', 'love-and-separation']);
  expect(idsOf(films.suggest('person', ' '))).toEqual(['mikhail-kalatozov', 'aleksandr-stolper', 'larisa-shepitko']);
  expect(idsOf(films.suggest('collection', ''))).toEqual(['two']);
  expect(idsOf(films.suggest('film', 'cr'))).toEqual(['the-cranes-are-flying']);
  expect(idsOf(films.suggest('film', 'вос'))).toEqual(['the-ascent']);
  expect(films.suggest('film', '', 2)).toHaveLength(2);
});

test('typing what nothing is called offers the nearest', () => {
  expect(idsOf(films.suggest('film', 'krains are flying'))[0]).toBe('the-cranes-are-flying');
});

test('a director’s name offers the films, behind films that are called so', () => {
  expect(idsOf(films.suggest('film', 'калатоз'))).toEqual(['the-cranes-are-flying']);
  expect(idsOf(films.suggest('film', 'l'))).toEqual(['the-cranes-are-flying', 'the-living-and-the-dead', 'the-ascent']);
});

test('a theme lists what it is central to first, and a film without a word on it as a part', () => {
  expect(idsOf(films.select({ theme: 'home-front' }))).toEqual([
    'the-ascent',
    'the-cranes-are-flying',
    'the-living-and-the-dead',
  ]);
});

test('a collection keeps its own order', () => {
  expect(idsOf(films.select({ collection: 'two' }))).toEqual(['the-cranes-are-flying', 'the-ascent']);
  expect(idsOf(films.select({ collection: 'two' }, 'title'))).toEqual(['the-ascent', 'the-cranes-are-flying']);
});

test('every condition of a filter must hold', () => {
  expect(idsOf(films.select({ decade: 1950 }))).toEqual(['the-cranes-are-flying']);
  expect(idsOf(films.select({ person: 'mikhail-kalatozov' }))).toEqual(['the-cranes-are-flying', 'the-ascent']);
  expect(idsOf(films.select({ person: 'mikhail-kalatozov', maxRuntime: 80 }))).toEqual(['the-ascent']);
  expect(idsOf(films.select({ yearFrom: 1965, yearTo: 1977 }))).toEqual(['the-living-and-the-dead', 'the-ascent']);
  expect(films.select({ collection: 'no-such' })).toEqual([]);
});

test('titles are sorted as the reader’s language sorts them', () => {
  expect(idsOf(films.select({}, 'title', 'ru'))).toEqual([
    'the-ascent',
    'the-living-and-the-dead',
    'the-cranes-are-flying',
  ]);
});

test('a search names the field that matched, titles first', () => {
  expect(films.search('Калатозов', 'everything', 'ru')).toEqual([
    { film: cranes, field: 'person', text: 'Михаил Калатозов' },
    { film: ascent, field: 'person', text: 'Михаил Калатозов' },
  ]);
  expect(films.search('letyat')).toMatchObject([{ film: { id: cranes.id } }]);
  expect(films.search('kalatozov', 'title')).toEqual([]);
  expect(films.search('love', 'theme')).toMatchObject([{ film: { id: cranes.id }, field: 'theme' }]);
});

test('a film is like another for a reason that can be named', () => {
  const [first] = films.similar('the-ascent');
  expect(first?.film.id).toBe('the-cranes-are-flying');
  expect(first?.reasons.map(({ kind }) => kind)).toContain('theme');
  expect(films.similar('no-such-film')).toEqual([]);
});

test('a message about a film is recognised by the whole title', () => {
  expect(idsOf(films.mentionedIn('Yesterday: «Летят журавли», what a film'))).toEqual(['the-cranes-are-flying']);
  expect(films.mentionedIn('cranes')).toEqual([]);
  expect(anIndex([aFilm({ title: '…', originalTitle: '***' })]).mentionedIn('  ')).toEqual([]);
});

test('whatever is typed, the index answers and does not throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      films.resolve('film', typed);
      films.suggest('person', typed);
      films.search(typed);
      films.mentionedIn(typed);
    }),
  );
});

describe('a guild that has switched collections off', () => {
  const [war, love, both, loose] = ['war', 'love', 'both', 'loose'].map((id) => aFilm({ id, title: id }));
  const collection = (id: string, films: readonly string[]) => ({
    ...{ id, name: { en: `${id} films`, ru: `${id} фильмы` }, introduction: { en: id, ru: id }, films: [...films] },
  });
  const whole = new FilmIndex(
    aLibrary(
      [war, love, both, loose].filter((film) => film !== undefined),
      {
        collections: [collection('at-war', ['war', 'both']), collection('in-love', ['love', 'both'])],
      },
    ),
  );
  const rest = whole.without(['at-war', 'gone']);
  const ids = (films: readonly { id: string }[]) => films.map(({ id }) => id).toSorted();

  test('has neither them nor the films that are in no other collection in its lists and draws', () => {
    expect(ids(rest.fitting({}))).toEqual(['both', 'loose', 'love']);
    expect(ids(rest.select({ theme: 'home-front' }))).toEqual(['both', 'loose', 'love']);
    expect(ids(rest.collections)).toEqual(['in-love']);
    expect(rest.collection('at-war')).toBeUndefined();
    expect(rest.resolve('collection', 'at war films').kind).not.toBe('one');
    expect(ids(rest.suggest('collection', ''))).toEqual(['in-love']);
    expect(ids(whole.fitting({}))).toEqual(['both', 'loose', 'love', 'war']);
  });

  test('still finds such a film by its name', () => {
    expect(rest.resolve('film', 'war')).toMatchObject({ kind: 'one', item: { id: 'war' } });
    expect(rest.film('war')?.id).toBe('war');
    expect(ids(rest.suggest('film', 'war'))).toContain('war');
  });

  test('shares what it sees with every guild that has switched off the same', () => {
    expect(whole.without(['at-war'])).toBe(rest);
    expect(whole.without(['in-love'])).not.toBe(rest);
    expect(whole.without([])).toBe(whole);
    expect(whole.without(['gone'])).toBe(whole);
  });
});

test('while facts are made ready to be searched, members are answered between the languages', async () => {
  const films = anIndex([ascent]);
  const pauses: PromiseWithResolvers<void>[] = [];
  const ready = films.warmUp(() => {
    const pause = Promise.withResolvers<void>();
    pauses.push(pause);
    return pause.promise;
  });
  expect(pauses).toHaveLength(1);
  expect(films.search('fact', 'fact')).toHaveLength(1);
  pauses[0]?.resolve();
  await vi.waitFor(() => expect(pauses).toHaveLength(2), 20_000);
  pauses[1]?.resolve();
  await ready;
});
