import { chooseFilm, filmReply } from '../../components/film.ts';
import { searchReply } from '../../components/search-results.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import { hidden, place, query } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film search`: ranked films with the field that matched; a single one opens its card. */
export const search = defineSubcommand({
  name: 'search',
  options: { query, in: place, private: hidden },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { options, t } = request;
    const { films } = services;
    const where = options.in ?? 'everything';
    const hits = films.search(options.query, where, t.language);
    const [first] = hits;
    if (first && hits.length === 1) return filmReply(first.film, 'card', request, services);
    if (hits.length > 0) return searchReply(hits, options.query, where, 1, t);
    const nearest = films.nearest('film', options.query, 3);
    return {
      ...chooseFilm({ kind: 'none', nearest }, options.query, 'card', t),
      content: t('search.none', { query: quoted(options.query) }),
    };
  },
});
