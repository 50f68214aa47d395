import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { factScopeOf } from '../domain/scope.ts';
import type { Services } from '../services/services.ts';
import { filmReply } from './film.ts';
import { readFilter } from './filter-code.ts';

/** The menu under the question which theme a fact was meant to be about: the fact takes the place of the question. */
export const drawnFact = defineComponent({
  route: 'drawn-fact',
  args: z.tuple([z.string()]),
  placement: 'update',
  execute: (request, [filter], services) =>
    drawnFactReply(readFilter(filter, services.films, request.values[0]), request, services),
});

/** A fact of a film drawn by chance. */
export async function drawnFactReply(filter: FilmFilter, request: Request, services: Services): Promise<MessageReply> {
  // A draw of its own: asking for facts must not use up the films of /film random.
  const { film } = await services.draws.draw(factScopeOf(request), filter, undefined, services.films);
  return filmReply(film, 'fact', request, services);
}
