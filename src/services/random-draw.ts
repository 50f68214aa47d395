import type { FilmFilter, FilmIndex } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import { UserError } from '../errors.ts';
import type { Turns } from './turns.ts';

/** A drawn film, how many its round still holds, and how many there are in all. */
export type Draw = Readonly<{ film: Film; left: number; total: number }>;

/** `/film random`: no film twice in a guild until all that fit the filter have come. */
export class RandomDraw {
  readonly #films: FilmIndex;
  readonly #turns: Turns;

  constructor(parts: { films: FilmIndex; turns: Turns }) {
    this.#films = parts.films;
    this.#turns = parts.turns;
  }

  /** Draws for a scope: a guild, or a person in direct messages. Refuses (`random.empty`) when nothing fits. */
  async draw(scope: string, filter: FilmFilter): Promise<Draw> {
    const pool = this.#films.fitting(filter).map(({ id }) => id);
    if (pool.length === 0) throw new UserError('random.empty');
    const { item, left } = await this.#turns.next(scope, `random ${canonical(filter)}`, pool);
    const film = this.#films.film(item);
    if (!film) throw new Error(`drew ${item}, which the library does not hold`);
    return { film, left, total: pool.length };
  }
}

/** The same text for the same filter, whatever order its conditions were given in. */
const canonical = (filter: FilmFilter): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
