import { z } from 'zod';
import type { FilmIndex } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import { UserError } from '../errors.ts';

/** An argument of a custom_id that names a film: a message that carries one is about that film. */
export const filmArg = z.string();

/** The film of a button or menu, which may be older than the library. Refuses (`gone.film`) one that is not there. */
export function filmOrGone(id: string | undefined, films: FilmIndex): Film {
  const film = films.film(id ?? '');
  if (!film) throw new UserError('gone.film');
  return film;
}
