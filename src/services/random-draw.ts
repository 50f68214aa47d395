import type { FilmFilter, FilmIndex } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import { UserError } from '../errors.ts';
import type { Pool } from './film-lists.ts';
import type { Turns } from './turns.ts';

/** A drawn film, how many its round still holds, and how many there are in all. */
export type Draw = Readonly<{ film: Film; left: number; total: number }>;

/** `/film random`: no film twice in a scope until all of the pool that fit the filter have come. */
export class RandomDraw {
  readonly #films: FilmIndex;
  readonly #turns: Turns;

  constructor(parts: { films: FilmIndex; turns: Turns }) {
    this.#films = parts.films;
    this.#turns = parts.turns;
  }

  /**
   * Draws for a scope: a guild, or a person; from the whole library unless a pool is given. `films`: the
   * library as the guild sees it. Refuses (`random.empty`) when
   * nothing fits the filter, and (`random.empty.*`) when nothing of that is in the pool.
   */
  async draw(scope: string, filter: FilmFilter, pool?: Pool, films = this.#films): Promise<Draw> {
    const fitting = films.fitting(filter);
    const own = pool?.name === 'all' ? undefined : pool;
    const ids = (own ? fitting.filter(({ id }) => own.holds(id)) : fitting).map(({ id }) => id);
    const total = ids.length;
    if (total === 0) throw refusal(fitting.length, own);
    const from = own ? { from: own.name } : {};
    const { item, left } = await this.#turns.next(scope, `random ${canonical({ ...filter, ...from })}`, ids);
    const film = this.#films.film(item);
    if (!film) throw new Error(`drew ${item}, which the library does not hold`);
    return { film, left, total };
  }
}

function refusal(count: number, pool: Pool | undefined): UserError {
  if (count === 0 || !pool || pool.name === 'all') return new UserError('random.empty');
  return new UserError(`random.empty.${pool.name}`, { count, size: pool.size });
}

/** The same text for the same filter, whatever order its conditions were given in. */
const canonical = (filter: FilmFilter & { from?: string }): string =>
  (Object.keys(filter) as (keyof typeof filter)[])
    .filter((name) => filter[name] !== undefined)
    .toSorted()
    .map((name) => `${name}=${filter[name]}`)
    .join('&');
