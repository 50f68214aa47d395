import { extremes } from '../../commands/library-of-extremes.ts';
import { LibraryFolder } from '../../support/library-folder.ts';

/**
 * A library as full as one may be, in files: with it every answer has a second page, and every text its full length. It
 * comes to the one that we ship, which brings the theme `evacuation`.
 */
export const fullLibrary = (): LibraryFolder =>
  new LibraryFolder({
    ...Object.fromEntries(extremes.films.map((film) => [`films/${film.id}.json`, film])),
    ...Object.fromEntries(extremes.collections.map((collection) => [`collections/${collection.id}.json`, collection])),
    'themes.json': Object.fromEntries(
      extremes.themes
        .filter(({ id }) => id !== 'evacuation')
        .map(({ id, name, definition }) => [id, { name, definition }]),
    ),
    'people.json': Object.fromEntries(extremes.people.map(({ id, name }) => [id, name])),
  });
