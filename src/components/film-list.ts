import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import { listEmbed } from '../discord/embeds/list-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../discord/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { orderArgs, orderedFilms } from './order.ts';
import type { Order } from './order.ts';

/** Another page of a list, in place of the one shown. */
export const listPage = defineComponent({
  route: 'list',
  args: z.tuple([z.string(), ...orderArgs, z.coerce.number()]),
  placement: 'update',
  execute: ({ t, values }, [filter, sort, seed, page], { films }) =>
    listReply(readFilter(filter, films, values[0]), { sort, seed }, page, films, t),
});

/** The films that fit a filter, one page of them, with the filter in the header. Refuses (`list.empty`) when none does. */
export function listReply(
  filter: FilmFilter,
  order: Order,
  number: number,
  films: Services['films'],
  t: Translate,
): MessageReply {
  const { sort, seed } = order;
  const all = orderedFilms(filter, order, films, t);
  if (all.length === 0) throw new UserError('list.empty');
  const page = pageOf(all, number);
  return {
    embeds: [listEmbed({ title: t('list.title'), header: headerOf(filter, order, films, t), page, films, t })],
    components: [
      ...filmMenu(page.items, t),
      ...pagerRow(page, t, (to) => listPage.customId(writeFilter(filter), sort, seed, to)),
    ],
  };
}

/** The filter in words, one line; then how the films are sorted. */
function headerOf(filter: FilmFilter, { sort }: Order, films: Services['films'], t: Translate): string[] {
  const { theme, collection, person, yearFrom, yearTo, maxRuntime } = filter;
  const name = (item: { name: Readonly<Record<'en' | 'ru', string>> } | undefined): string =>
    item ? t.text(item.name) : '';
  const conditions = [
    ...(collection === undefined ? [] : [t('list.filter.collection', { value: name(films.collection(collection)) })]),
    ...(theme === undefined ? [] : [t('list.filter.theme', { value: name(films.theme(theme)) })]),
    ...(person === undefined ? [] : [t('list.filter.person', { value: name(films.person(person)) })]),
    ...(yearFrom === undefined ? [] : [t('list.filter.from', { value: String(yearFrom) })]),
    ...(yearTo === undefined ? [] : [t('list.filter.to', { value: String(yearTo) })]),
    ...(maxRuntime === undefined ? [] : [t('list.filter.runtime', { value: maxRuntime })]),
  ];
  const usual =
    collection === undefined ? (theme === undefined ? 'choice.sort.year' : 'list.by-relevance') : 'list.by-collection';
  const sorted = t('list.sorted', {
    sort: t(sort === 'usual' ? usual : sort === 'relevance' ? 'list.by-relevance' : `choice.sort.${sort}`),
  });
  return [escapeMarkdown([...conditions, sorted].join(' · '))];
}
