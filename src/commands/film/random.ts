import { anotherFilm, drawReply } from '../../components/another-film.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { resolveFilter } from './filter.ts';
import { hidden, maxRuntime, maybeCollection, maybeDecade, maybeTheme } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film random`: a film nobody in this guild has drawn in this round. */
export const random = defineSubcommand({
  name: 'random',
  options: {
    theme: maybeTheme,
    collection: maybeCollection,
    decade: maybeDecade,
    max_runtime: maxRuntime,
    private: hidden,
  },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { theme, collection, decade, max_runtime } = request.options;
    const typed = { theme, collection, decade, maxRuntime: max_runtime };
    const { filter, unclear } = resolveFilter(typed, services.films);
    if (unclear.length === 0) return drawReply(filter, request, services);
    return askFor(unclear, (name) => anotherFilm.customId(writeFilter(filter, name)), request.t);
  },
});
