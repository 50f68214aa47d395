import { FilmIndex } from '../../src/data/film-index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import type { Film } from '../../src/domain/film.ts';
import type { Library } from '../../src/domain/library.ts';

const both = (text: string) => ({ en: text, ru: `${text} (ru)` });

/** A film with everything a card needs; a test names what it is about. */
export function aFilm(parts: Partial<Film> = {}): Film {
  const id = parts.id ?? 'daisies';
  return {
    id,
    title: id,
    originalTitle: `${id} original`,
    aliases: [],
    year: 1966,
    runtimeMinutes: 76,
    directors: ['vera-chytilova'],
    writers: [],
    countries: [both('Czechoslovakia')],
    languages: [both('Czech')],
    awards: [],
    themes: [{ id: 'home-front' }],
    description: both(`About ${id}.`),
    facts: [{ text: both(`A fact about ${id}.`), kind: 'history', confidence: 'well-known', sources: [] }],
    contentWarnings: [],
    ...parts,
  };
}

/** A library of these films, with every theme and person they name. */
export function aLibrary(films: readonly Film[], parts: Partial<Library> = {}): Library {
  const themeIds = new Set(films.flatMap(({ themes }) => themes.map(({ id }) => id)));
  const personIds = new Set(
    films.flatMap((film) => [...film.directors, ...film.writers, ...(film.basedOn?.authors ?? [])]),
  );
  return {
    films,
    collections: [],
    themes: [...themeIds].map((id) => ({
      id,
      name: both(id.replaceAll('-', ' ')),
      definition: both(`What ${id} means.`),
    })),
    people: [...personIds].map((id) => ({ id, name: both(id.replaceAll('-', ' ')) })),
    ...parts,
  };
}

/** The index of such a library. */
export const anIndex = (films: readonly Film[], parts: Partial<Library> = {}): FilmIndex =>
  new FilmIndex(aLibrary(films, parts));

/** Chance that can be repeated: the same seed, the same numbers (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Of the shipped library the ten films of the original list: a club whose size does not change when a film is added. */
export function theFirstTen(): Library {
  const { films, collections, themes, people } = loadLibrary();
  const evacuation = collections.filter(({ id }) => id === 'evacuation');
  const ids = evacuation.flatMap((collection) => collection.films);
  return { films: films.filter(({ id }) => ids.includes(id)), collections: evacuation, themes, people };
}
