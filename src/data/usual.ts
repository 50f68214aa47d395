import type { Film } from '../domain/film.ts';
import type { Collection } from '../domain/library.ts';

/**
 * Films to offer before a letter is typed: the first of each collection, then the second of each, and so on, and then what
 * is in none. So the first twenty-five have something of everything.
 */
export function usualFilms(collections: readonly Collection[], films: ReadonlyMap<string, Film>): readonly Film[] {
  const longest = Math.max(0, ...collections.map((collection) => collection.films.length));
  const turns = Array.from({ length: longest }, (_, turn) => collections.flatMap((each) => each.films[turn] ?? []));
  return [...new Set([...turns.flat(), ...films.keys()])].flatMap((id) => films.get(id) ?? []);
}

/** Themes or people to offer before a letter is typed: those of most films first; equals stay in their order. */
export function usualNamed<T extends { id: string }>(
  items: readonly T[],
  films: readonly Film[],
  idsOf: (film: Film) => readonly string[],
): readonly T[] {
  const counts = new Map<string, number>();
  for (const film of films) for (const id of new Set(idsOf(film))) counts.set(id, (counts.get(id) ?? 0) + 1);
  return items.toSorted((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
}
