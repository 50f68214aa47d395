import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import { filmCard } from '../discord/embeds/film-card.ts';
import { button } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { isPersonal, pools } from '../domain/film-list.ts';
import type { PoolName } from '../domain/film-list.ts';
import type { Services } from '../services/services.ts';
import { cardRows } from './film.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { clubRating } from './rating.ts';

const args = z.tuple([z.string().default(''), z.enum(pools).default('all')]);

/** Draws once more from the same pool, seen by the same people: the card before stays, it may be talked about. */
export const anotherFilm = defineComponent({
  route: 'another',
  args,
  placement: 'same',
  execute: (request, [filter, from], services) =>
    drawReply(readFilter(filter, services.films, request.values[0]), from, request, services),
});

/** Draws from a pool of the presser’s own, for the presser alone: under a card that all see, it must not tell on them. */
export const anotherOfMine = defineComponent({
  route: 'another-of-mine',
  args,
  placement: 'ephemeral',
  execute: anotherFilm.execute,
});

/** What draws once more from a pool: the menu or button of it. */
export const drawAgain = (filter: string, from: PoolName): string =>
  (isPersonal(from) ? anotherOfMine : anotherFilm).customId(filter, from);

/** A drawn film and how many its pool still holds. */
export async function drawReply(
  filter: FilmFilter,
  from: PoolName,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t, club } = request;
  const pool = await services.lists.pool(from, request);
  const { film, left, total } = await services.draws.draw(pool.scope, filter, pool, services.films);
  const rating = await clubRating(film, request, services);
  const footer = left === 0 ? t('card.last', { total }) : t('card.left', { left, total });
  return {
    embeds: [filmCard({ film, films: services.films, t, detail: 'short', club, rating, footer })],
    components: cardRows(film, request, {
      first: [button(t('card.another'), drawAgain(writeFilter(filter), from))],
    }),
  };
}
