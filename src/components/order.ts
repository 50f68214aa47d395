import { z } from 'zod';
import type { FilmFilter, FilmIndex, Sort } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import { shuffled } from '../domain/handle.ts';
import type { Translate } from '../locales/translate.ts';

/** How a list is sorted: `random` with the seed that keeps its pages together, `usual` as fits what is listed. */
export type Order = Readonly<{ sort: Sort | 'random' | 'usual'; seed: string }>;

/** An order as it stands in a custom_id. */
export const orderArgs = [z.enum(['year', 'title', 'relevance', 'random', 'usual']), z.string().max(20)] as const;

/** The films that fit a filter, in that order; the same for every page. */
export function orderedFilms(
  filter: FilmFilter,
  { sort, seed }: Order,
  films: FilmIndex,
  t: Translate,
): readonly Film[] {
  if (sort === 'random') return shuffled(films.select(filter), seed);
  return films.select(filter, sort === 'usual' ? undefined : sort, t.language);
}
