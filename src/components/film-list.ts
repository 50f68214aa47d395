import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import { listEmbed } from '../discord/embeds/list-embed.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { orderArgs, orderedFilms } from './order.ts';
import type { Order } from './order.ts';

/** Which films: `any`, or only those that the asker has seen or not. */
export const seenChoices = ['any', 'seen', 'unseen'] as const;
type SeenChoice = (typeof seenChoices)[number];

/** A list as asked for. */
type Asked = Readonly<{ filter: FilmFilter; order: Order; seen: SeenChoice }>;

/** Another page of a list, in place of the one shown. */
export const listPage = defineComponent({
  route: 'list',
  args: z.tuple([z.string(), ...orderArgs, z.coerce.number(), z.enum(seenChoices).default('any')]),
  placement: 'update',
  execute: (request, [filter, sort, seed, page, seen], services) => {
    const asked = { filter: readFilter(filter, services.films, request.values[0]), order: { sort, seed }, seen };
    return listReply(asked, page, request, services);
  },
});

/**
 * The films that fit a filter, one page of them, with the filter in the header. What the asker has seen is theirs: with `seen`
 * the answer is for them alone. Refuses (`list.empty`) when no film fits, and (`list.empty.*`) when all or none are seen.
 */
export async function listReply(
  { filter, order, seen }: Asked,
  number: number,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { sort, seed } = order;
  const { t, userId } = request;
  const { films, lists } = services;
  const { films: fitting, tallies } = await orderedFilms(filter, order, request, services);
  if (fitting.length === 0) throw new UserError('list.empty');
  const known = new Set(seen === 'any' ? [] : await lists.seenBy(userId));
  const all = fitting.filter(({ id }) => seen === 'any' || known.has(id) === (seen === 'seen'));
  if (seen !== 'any' && all.length === 0) throw new UserError(`list.empty.${seen}`, { count: fitting.length });
  const page = pageOf(all, number);
  const header = headerOf({ filter, order, seen }, films, t);
  return {
    embeds: [listEmbed({ title: t('list.title'), header, page, tallies, films, t })],
    components: [
      ...filmMenu(page.items, t),
      ...pagerRow(page, t, (to) => listPage.customId(writeFilter(filter), sort, seed, to, seen)),
    ],
  };
}

/** The filter in words, one line; then how the films are sorted. */
function headerOf({ filter, order: { sort }, seen }: Asked, films: Services['films'], t: Translate): string[] {
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
    ...(seen === 'any' ? [] : [t(`list.filter.${seen}`)]),
  ];
  const usual =
    collection === undefined ? (theme === undefined ? 'choice.sort.year' : 'list.by-relevance') : 'list.by-collection';
  const sorted = t('list.sorted', {
    sort: t(sort === 'usual' ? usual : sort === 'relevance' ? 'list.by-relevance' : `choice.sort.${sort}`),
  });
  return [escapeMarkdown([...conditions, sorted].join(' · '))];
}
