import { z } from 'zod';
import { filmLists } from '../domain/film-list.ts';
import type { FilmList } from '../domain/film-list.ts';
import { defineComponent } from '../discord/component.ts';
import { listEmbed } from '../discord/embeds/list-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { button, buttonRow, pagerRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';
import { keepData } from './member-data.ts';

/** Another page of the presser’s own list, in place of the one shown. */
export const listedPage = defineComponent({
  route: 'listed-page',
  args: z.tuple([z.enum(filmLists), z.coerce.number()]),
  placement: 'update',
  execute: (request, [list, page], services) => listedFilmsReply(list, page, request, services),
});

/** Empties the watchlist of the member who was asked, if they press and it holds what they were told; else asks anew. */
export const clearWatchlist = defineComponent({
  route: 'clear-watchlist',
  args: z.tuple([z.string(), z.coerce.number().int()]),
  placement: 'update',
  acts: true,
  execute: async (request, [asked, count], services) => {
    const { t, userId } = request;
    const { lists } = services;
    if (asked !== userId) throw new UserError('listed.not-yours');
    if ((await lists.films('watchlist', userId)).length !== count) return clearReply(request, services);
    return { content: t('listed.cleared.watchlist', { count: await lists.clear('watchlist', userId) }) };
  },
});

/** A page of the asker’s own list, with a menu that opens a card. Refuses (`listed.empty.*`) an empty one. */
export async function listedFilmsReply(
  list: FilmList,
  number: number,
  { t, userId }: Request,
  { lists, films }: Services,
): Promise<MessageReply> {
  const ids = await (list === 'seen' ? lists.seenBy(userId) : lists.films(list, userId));
  // A film that left the library stays on the list, in case it comes back, and is not shown.
  const page = pageOf(
    ids.flatMap((id) => films.film(id) ?? []),
    number,
  );
  if (page.total === 0) throw new UserError(`listed.empty.${list}`);
  return {
    embeds: [listEmbed({ title: t(`listed.title.${list}`), header: [t(`listed.header.${list}`)], page, films, t })],
    components: [...filmMenu(page.items, t), ...pagerRow(page, t, (to) => listedPage.customId(list, to))],
  };
}

/** Asks once more before the watchlist is emptied. Refuses (`listed.empty.*`) when there is nothing on it. */
export async function clearReply({ t, userId }: Request, { lists }: Services): Promise<MessageReply> {
  const { length: count } = await lists.films('watchlist', userId);
  if (count === 0) throw new UserError('listed.empty.watchlist');
  return {
    content: t('listed.ask-clear.watchlist', { count }),
    components: buttonRow(
      button(t('listed.clear.watchlist'), clearWatchlist.customId(userId, count)),
      button(t('data.keep'), keepData.customId()),
    ),
  };
}
