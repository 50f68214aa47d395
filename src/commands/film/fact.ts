import { chooseFilm, filmReply } from '../../components/film.ts';
import { drawnFact, drawnFactReply } from '../../components/drawn-fact.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { resolveFilter } from './filter.ts';
import { maybeFilm, maybeTheme } from './options.ts';

/** `/film fact`: one sourced fact, of the film named, or of one drawn by chance. */
export const fact = defineSubcommand({
  name: 'fact',
  options: { film: maybeFilm, theme: maybeTheme },
  visibility: 'public',
  execute: (request, services) => {
    const { options, t } = request;
    if (options.film !== undefined) {
      const found = services.films.resolve('film', options.film);
      if (found.kind !== 'one') return chooseFilm(found, options.film, 'fact', t);
      return filmReply(found.item, 'fact', request, services);
    }
    const { filter, unclear } = resolveFilter({ theme: options.theme }, services.films);
    if (unclear.length === 0) return drawnFactReply(filter, request, services);
    return askFor(unclear, (name) => drawnFact.customId(writeFilter(filter, name)), t);
  },
});
