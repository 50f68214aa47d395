import { z } from 'zod';
import { filmLists } from '../domain/film-list.ts';
import type { FilmList } from '../domain/film-list.ts';
import type { Film } from '../domain/film.ts';
import { defineComponent } from '../discord/component.ts';
import { colorOf } from '../discord/embeds/colors.ts';
import { labelOf } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { Services } from '../services/services.ts';
import { filmArg, filmOrGone } from './film-or-gone.ts';

const oneList = z.enum(filmLists);

/** **Watchlist** and **Seen** under a card: puts the film on the presser’s own list or takes it off, and tells only them. */
export const toggleListed = defineComponent({
  route: 'toggle',
  args: z.tuple([oneList, filmArg]),
  placement: 'ephemeral',
  acts: true,
  execute: async (request, [list, id], services) => {
    const film = filmOrGone(id, services.films);
    const isListed = (await services.lists.listsWith(film.id, request.userId)).includes(list);
    return listedReply(list, isListed ? 'off' : 'on', film, request, services);
  },
});

/** Puts a film on the presser’s list, or takes it off: the film named, or the one picked in the menu that carries it. */
export const setListed = defineComponent({
  route: 'listed',
  args: z.tuple([oneList, z.enum(['on', 'off']), filmArg]),
  placement: 'update',
  acts: true,
  execute: (request, [list, where, id], services) =>
    listedReply(list, where, filmOrGone(id || request.values[0], services.films), request, services),
});

/** Puts a film on a list or takes it off, and tells what has become of it, with the way back. */
export async function listedReply(
  list: FilmList,
  where: 'on' | 'off',
  film: Film,
  request: Request,
  { lists }: Services,
): Promise<MessageReply> {
  const { t, userId, now } = request;
  const said: string[] = [];
  if (where === 'on') {
    const { isNew, leftWatchlist } = await lists.put(list, film.id, request, now);
    said.push(t(`listed.${isNew ? 'added' : 'was-there'}.${list}`));
    if (leftWatchlist) said.push(t('listed.left-watchlist.seen'));
  } else {
    said.push(
      t((await lists.takeOff(list, film.id, userId)) ? `listed.removed.${list}` : `listed.was-not-there.${list}`),
    );
    if (list === 'seen' && (await lists.seenBy(userId)).includes(film.id)) said.push(t('listed.rated.seen'));
  }
  const on = await lists.listsWith(film.id, userId);
  return {
    embeds: [
      { title: escapeMarkdown(labelOf(film, t)), color: colorOf(film, request.club), description: said.join(' ') },
    ],
    components: buttonRow(
      ...filmLists.map((each) =>
        on.includes(each)
          ? button(t(`listed.take-off.${each}`), setListed.customId(each, 'off', film.id))
          : button(t(`listed.put.${each}`), setListed.customId(each, 'on', film.id)),
      ),
    ),
  };
}
