import type { Film } from '../../../src/domain/film.ts';
import { extremes } from '../../commands/library-of-extremes.ts';
import { LibraryFolder } from '../../support/library-folder.ts';

/**
 * A library as full as one may be, in files: with it every answer has a second page, and every text its full length. It
 * comes to the one that we ship, which brings the theme `evacuation`.
 */
export const fullLibrary = (): LibraryFolder =>
  new LibraryFolder({
    ...Object.fromEntries(extremes.films.map((film) => [`films/${film.id}.json`, fitting(film)])),
    ...Object.fromEntries(extremes.collections.map((collection) => [`collections/${collection.id}.json`, collection])),
    'themes.json': Object.fromEntries(
      extremes.themes
        .filter(({ id }) => id !== 'evacuation')
        .map(({ id, name, definition }) => [id, { name, definition }]),
    ),
    'people.json': Object.fromEntries(extremes.people.map(({ id, name }) => [id, name])),
  });

/** A film of which as much is left as a card holds: the check of a library lets no more pass. */
const fitting = (film: Film): Film => ({
  ...film,
  writers: film.writers.slice(0, 7),
  awards: film.awards.slice(0, 2),
  contentWarnings: film.contentWarnings.slice(0, 7),
  ...(film.basedOn && { basedOn: { ...film.basedOn, authors: film.basedOn.authors.slice(0, 5) } }),
  facts: film.facts.map((fact) => ({
    ...fact,
    text: { en: `${fact.text.en.slice(0, 400)}e`, ru: `${fact.text.ru.slice(0, 400)}е` },
  })),
});
