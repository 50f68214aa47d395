import type { Film } from '../../src/domain/film.ts';
import type { Library } from '../../src/domain/library.ts';

/** As long in Russian, and not the same: a text left in English is a fault of a library. */
const both = (text: string) => ({ en: text, ru: text.replace(/e$/, 'е') });
const long = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const id = (start: string, at: number): string => long(`${start}-${at}-`, 39) + 'x';

const count = 30;
const numbers = Array.from({ length: count }, (_, at) => at);
const nasty = '**@everyone** ||[a](https://b.example) `c` <@1> _d_ # ';

/** As long as the schema allows in every field, and full of what markdown makes something of. */
const film = (at: number): Film => ({
  id: id('film', at),
  title: long(`${nasty}${at} `, 199) + 'e',
  originalTitle: long(`«Ещё» ${nasty}${at} `, 199) + 'я',
  aliases: [],
  year: 1941 + at,
  endYear: 1942 + at,
  runtimeMinutes: 90 + at,
  directors: numbers.slice(0, 10).map((person) => id('person', person)),
  writers: numbers.slice(0, 10).map((person) => id('person', person)),
  studio: both(long(nasty, 149) + 'e'),
  countries: Array.from({ length: 8 }, () => both(long(nasty, 59) + 'e')),
  languages: Array.from({ length: 8 }, () => both(long(nasty, 59) + 'e')),
  basedOn: { work: both(long(nasty, 199) + 'e'), authors: numbers.slice(0, 10).map((person) => id('person', person)) },
  awards: Array.from({ length: 20 }, () => ({
    name: both(long(nasty, 149) + 'e'),
    festival: both(long(nasty, 149) + 'e'),
    year: 1942 + at,
  })),
  themes: numbers.slice(0, 10).map((theme) => ({
    id: theme === 0 ? 'evacuation' : id('theme', theme),
    relevance: 'part' as const,
    note: both(long(nasty, 299) + 'e'),
  })),
  description: both(long(nasty, 1199) + 'e'),
  spoilers: both(long(nasty, 799) + 'e'),
  facts: [0, 1].map(() => ({
    text: both(long(nasty, 599) + 'e'),
    kind: 'production' as const,
    confidence: 'confirmed' as const,
    sources: Array.from({ length: 8 }, () => ({
      title: long(nasty, 299) + 'e',
      publisher: long(nasty, 119) + 'e',
      url: `https://example.com/${long('a_(b)_', 2000)}`,
    })),
  })),
  contentWarnings: Array.from({ length: 12 }, () => both(long(nasty, 99) + 'e')),
  imdbId: `tt${String(at + 1).padStart(7, '0')}`,
});

/** Thirty films, themes, people and collections that are as bad as a library may be. */
export const extremes: Library = {
  films: numbers.map(film),
  themes: [
    { id: 'evacuation', name: both('Evacuation'), definition: both(long(nasty, 299) + 'e') },
    ...numbers.slice(1).map((at) => ({
      id: id('theme', at),
      name: both(long(`${nasty}${at} `, 59) + 'e'),
      definition: both(long(nasty, 299) + 'e'),
    })),
  ],
  people: numbers.map((at) => ({ id: id('person', at), name: both(long(`${nasty}${at} `, 99) + 'e') })),
  collections: numbers.map((at) => ({
    id: id('collection', at),
    name: both(long(`${nasty}${at} `, 99) + 'e'),
    introduction: both(long(nasty, 1999) + 'e'),
    films: numbers.map((other) => id('film', other)),
  })),
};
