import { drawAgain, drawReply } from '../../components/another-film.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { isPersonal } from '../../domain/film-list.ts';
import { resolveFilter } from './filter.ts';
import { from as fromOption, hidden, maxRuntime, maybeCollection, maybeDecade, maybeTheme } from './options.ts';
import { publicUnlessPersonal } from './visibility.ts';

/** `/film random`: a film that has not come in this round. From a pool of one’s own it is for the asker alone, unless they say otherwise. */
export const random = defineSubcommand({
  name: 'random',
  options: {
    theme: maybeTheme,
    collection: maybeCollection,
    decade: maybeDecade,
    max_runtime: maxRuntime,
    from: fromOption,
    private: hidden,
  },
  visibility: ({ from = 'all', ...options }) => publicUnlessPersonal(isPersonal(from), options),
  execute: (request, services) => {
    const { theme, collection, decade, max_runtime, from = 'all' } = request.options;
    const typed = { theme, collection, decade, maxRuntime: max_runtime };
    const { filter, unclear } = resolveFilter(typed, services.films);
    if (unclear.length === 0) return drawReply(filter, from, request, services);
    return askFor(unclear, (name) => drawAgain(writeFilter(filter, name), from), request.t);
  },
});
