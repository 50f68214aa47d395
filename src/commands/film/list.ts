import { listPage, listReply } from '../../components/film-list.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { resolveFilter } from './filter.ts';
import {
  hidden,
  maxRuntime,
  maybeCollection,
  maybePerson,
  maybeTheme,
  seen as seenOption,
  sort,
  yearFrom,
  yearTo,
} from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film list`: the films that fit all conditions, page by page. */
export const list = defineSubcommand({
  name: 'list',
  options: {
    collection: maybeCollection,
    theme: maybeTheme,
    person: maybePerson,
    year_from: yearFrom,
    year_to: yearTo,
    max_runtime: maxRuntime,
    seen: seenOption,
    sort,
    private: hidden,
  },
  visibility: ({ seen = 'any', ...options }) => (seen === 'any' ? publicUnlessPrivate(options) : 'ephemeral'),
  execute: (request, services) => {
    const { options, interactionId, t } = request;
    const { collection, theme, person, year_from, year_to, max_runtime, seen = 'any' } = options;
    const years = { yearFrom: year_from, yearTo: year_to };
    const typed = { collection, theme, person, ...years, maxRuntime: max_runtime };
    const order = { sort: options.sort ?? 'usual', seed: interactionId.slice(-8) } as const;
    const { filter, unclear } = resolveFilter(typed, services.films);
    if (unclear.length === 0) return listReply({ filter, order, seen }, 1, request, services);
    return askFor(unclear, (name) => listPage.customId(writeFilter(filter, name), order.sort, order.seed, 1, seen), t);
  },
});
