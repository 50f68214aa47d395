import { longestCard } from '../../../src/data/check-cards.ts';
import { FilmIndex } from '../../../src/data/film-index.ts';
import { cardLength } from '../../../src/domain/card-text.ts';
import type { Film } from '../../../src/domain/film.ts';
import { extremes } from '../../commands/library-of-extremes.ts';
import { LibraryFolder } from '../../support/library-folder.ts';

const films = new FilmIndex(extremes);

/**
 * A library as full as one may be, in files: with it every answer has a second page, and every text its full length. It
 * comes to the one that we ship, which brings the theme `evacuation`.
 */
export const fullLibrary = (): LibraryFolder =>
  new LibraryFolder({
    ...Object.fromEntries(extremes.films.map((film, at) => [`films/${film.id}.json`, fitting(film, at)])),
    ...Object.fromEntries(extremes.collections.map((collection) => [`collections/${collection.id}.json`, collection])),
    'themes.json': Object.fromEntries(
      extremes.themes
        .filter(({ id }) => id !== 'evacuation')
        .map(({ id, name, definition }) => [id, { name, definition }]),
    ),
    'people.json': Object.fromEntries(extremes.people.map(({ id, name }) => [id, name])),
  });

/** What a film can do without, most of it as the one thing that it has too much of. */
const cuts: readonly ((film: Film) => Partial<Film>)[] = [
  ({ directors }) => ({ directors: directors.slice(0, 1) }),
  ({ countries }) => ({ countries: countries.slice(0, 1) }),
  () => ({ languages: [], studio: undefined }),
  () => ({ writers: [] }),
  () => ({ basedOn: undefined }),
  () => ({ awards: [] }),
  () => ({ contentWarnings: [] }),
  ({ facts }) => ({ facts: facts.map((fact) => ({ ...fact, text: { en: 'It is so.', ru: 'Это так.' } })) }),
  () => ({ spoilers: undefined }),
];

/**
 * A film of which as much is left as a card holds: the check of a library lets no more pass. No card holds all fields in
 * full, so each film begins elsewhere to do without.
 */
function fitting(film: Film, at: number): Film {
  let left: Film = {
    ...film,
    writers: film.writers.slice(0, 7),
    awards: film.awards.slice(0, 2),
    contentWarnings: film.contentWarnings.slice(0, 7),
    ...(film.basedOn && { basedOn: { ...film.basedOn, authors: film.basedOn.authors.slice(0, 5) } }),
    facts: film.facts.map((fact) => ({
      ...fact,
      text: { en: `${fact.text.en.slice(0, 400)}e`, ru: `${fact.text.ru.slice(0, 400)}е` },
    })),
  };
  const first = at % cuts.length;
  for (const cut of [...cuts.slice(first), ...cuts.slice(0, first)])
    if (longestCard(left, 'en', films) > cardLength) left = { ...left, ...cut(left) };
  return left;
}
