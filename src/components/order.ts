import { z } from 'zod';
import type { FilmFilter, Sort } from '../data/film-index.ts';
import type { Request } from '../discord/request.ts';
import type { Film } from '../domain/film.ts';
import { shuffled } from '../domain/handle.ts';
import type { Tally } from '../domain/rating.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';

/**
 * How a list is sorted: `random` with the seed that keeps its pages together, `rating` as the club ranks its best, `usual` as
 * fits what is listed.
 */
export type Order = Readonly<{ sort: Sort | 'random' | 'rating' | 'usual'; seed: string }>;

/** An order as it stands in a custom_id. */
export const orderArgs = [
  z.enum(['year', 'title', 'relevance', 'random', 'rating', 'usual']),
  z.string().max(20),
] as const;

/** Films in their order, and what the club thinks of them, by id, where the order goes by that. */
type Ordered = Readonly<{ films: readonly Film[]; tallies: ReadonlyMap<string, Tally> }>;

/**
 * The films that fit a filter, in that order; the same for every page. By rating, those that nobody has rated come last, in
 * their usual order; refuses (`rating.guild-only`) that where there is no club.
 */
export async function orderedFilms(
  filter: FilmFilter,
  { sort, seed }: Order,
  request: Pick<Request, 'guildId' | 't'>,
  { films, ratings }: Pick<Services, 'films' | 'ratings'>,
): Promise<Ordered> {
  if (sort === 'random') return { films: shuffled(films.select(filter), seed), tallies: new Map() };
  if (sort !== 'rating') {
    const chosen = films.select(filter, sort === 'usual' ? undefined : sort, request.t.language);
    return { films: chosen, tallies: new Map() };
  }
  const best = { kind: 'best', filter, since: undefined, minVotes: 1 } as const;
  const { places } = await ratings.top(guildIn(request, 'rating.guild-only'), best);
  const placeOf = new Map(places.map(({ filmId }, at) => [filmId, at]));
  const place = ({ id }: Film): number => placeOf.get(id) ?? places.length;
  return {
    films: films.select(filter, undefined, request.t.language).toSorted((a, b) => place(a) - place(b)),
    tallies: new Map(places.map(({ filmId, tally }) => [filmId, tally])),
  };
}
