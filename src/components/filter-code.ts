import type { FilmFilter, FilmIndex } from '../data/film-index.ts';
import { handleOf } from '../domain/handle.ts';
import { UserError } from '../errors.ts';

/** What a filter names by its id. */
export type FilterName = 'theme' | 'collection' | 'person';

/** Stands for what is picked in the menu that carries the custom_id. */
const picked = '?';

/**
 * A filter as text short enough for a custom_id: three ids of 40 characters would not fit, so they go as handles. `asked`
 * is the one that a menu asks for.
 */
export function writeFilter(filter: FilmFilter, asked?: FilterName): string {
  const id = (name: FilterName): string => {
    if (name === asked) return picked;
    return filter[name] === undefined ? '' : handleOf(filter[name]);
  };
  const number = (value: number | undefined): string => value?.toString(36) ?? '';
  const { decade, yearFrom, yearTo, maxRuntime } = filter;
  return [
    id('theme'),
    id('collection'),
    id('person'),
    number(decade),
    number(yearFrom),
    number(yearTo),
    number(maxRuntime),
  ]
    .join('.')
    .replace(/\.+$/, '');
}

/**
 * Reads what `writeFilter` wrote; `pick` is the id picked in a menu, if it was one. Refuses (`gone.filter`) when the library
 * does not hold what it names, or not any more.
 */
export function readFilter(code: string, films: FilmIndex, pick?: string): FilmFilter {
  const [theme, collection, person, ...numbers] = code.split('.');
  const [decade, yearFrom, yearTo, maxRuntime] = numbers.map((digits) =>
    digits === '' ? undefined : parseInt(digits, 36),
  );
  const filter = {
    theme: idOf(theme, films.themes, pick),
    collection: idOf(collection, films.collections, pick),
    person: idOf(person, films.people, pick),
    decade,
    yearFrom,
    yearTo,
    maxRuntime,
  };
  if (numbers.length > 4 || Object.values(filter).some((value) => Number.isNaN(value)))
    throw new UserError('gone.filter');
  return filter;
}

function idOf(
  handle: string | undefined,
  items: readonly { id: string }[],
  pick: string | undefined,
): string | undefined {
  if (handle === undefined || handle === '') return undefined;
  const item = items.find(({ id }) => (handle === picked ? id === pick : handleOf(id) === handle));
  if (!item) throw new UserError('gone.filter');
  return item.id;
}
