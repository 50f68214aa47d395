import { z } from 'zod';
import type { Hit, SearchPlace } from '../data/film-search.ts';
import { defineComponent } from '../discord/component.ts';
import { searchEmbed } from '../discord/embeds/list-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import { filmMenu } from './film.ts';

/** Where a search may look. */
export const searchPlaces = [
  'everything',
  'title',
  'person',
  'theme',
  'fact',
] as const satisfies readonly SearchPlace[];

/** Another page of what a search found, in place of the one shown. */
export const searchPage = defineComponent({
  route: 'search',
  args: z.tuple([z.string(), z.enum(searchPlaces), z.coerce.number()]),
  placement: 'update',
  execute: ({ t }, [query, place, page], { films }) => {
    const hits = films.search(query, place, t.language);
    if (hits.length === 0) throw new UserError('gone.filter');
    return searchReply(hits, query, place, page, t);
  },
});

/** A page of what a search found, each with the field that matched. */
export function searchReply(
  hits: readonly Hit[],
  query: string,
  place: SearchPlace,
  number: number,
  t: Translate,
): MessageReply {
  const page = pageOf(hits, number);
  return {
    embeds: [searchEmbed(query, page, t)],
    components: [
      ...filmMenu(
        page.items.map(({ film }) => film),
        t,
      ),
      ...pagerRow(page, t, (to) => searchPage.customId(searchWords(query), place, to)),
    ],
  };
}

/**
 * What a search reads of a query: its words, and signs that are letters on another keyboard. Short enough for a custom_id,
 * with nothing in it to escape.
 */
function searchWords(query: string): string {
  const words = query
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}[\]{};:'",.<>`~’]+/gu, ' ')
    .trim();
  // A colon takes three characters of a custom_id.
  let end = Math.min(words.length, 60);
  while (words.slice(0, end).replaceAll(':', '%3A').length > 70) end -= 1;
  return words.slice(0, end).toWellFormed();
}
