import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import { filmCard } from '../discord/embeds/film-card.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { scopeOf } from '../domain/scope.ts';
import type { Services } from '../services/services.ts';
import { cardButtons } from './film.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { clubRating } from './rating.ts';

/** Draws once more from the same pool, seen by the same people: the card before stays, it may be talked about. */
export const anotherFilm = defineComponent({
  route: 'another',
  args: z.tuple([z.string().default('')]),
  placement: 'same',
  execute: (request, [filter], services) =>
    drawReply(readFilter(filter, services.films, request.values[0]), request, services),
});

/** A drawn film and how many its pool still holds. */
export async function drawReply(filter: FilmFilter, request: Request, services: Services): Promise<MessageReply> {
  const { t } = request;
  const { film, left, total } = await services.draws.draw(scopeOf(request), filter);
  const club = await clubRating(film, request, services);
  const footer = left === 0 ? t('card.last', { total }) : t('card.left', { left, total });
  return {
    embeds: [filmCard({ film, films: services.films, t, detail: 'short', club, footer })],
    components: buttonRow(
      button(t('card.another'), anotherFilm.customId(writeFilter(filter))),
      ...cardButtons(film, request),
    ),
  };
}
