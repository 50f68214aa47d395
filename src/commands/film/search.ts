import { chooseFilm, filmReply } from '../../components/film.ts';
import { listPage } from '../../components/film-list.ts';
import { writeFilter } from '../../components/filter-code.ts';
import { askFor } from '../../components/filter-question.ts';
import { searchReply } from '../../components/search-results.ts';
import type { FilmIndex } from '../../data/film-index.ts';
import type { SearchPlace } from '../../data/film-search.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { quoted } from '../../discord/embeds/lines.ts';
import type { MessageReply } from '../../discord/reply.ts';
import type { Translate } from '../../locales/translate.ts';
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
    return nearestReply(options.query, where, films, t);
  },
});

/** Says that nothing was found, and offers the nearest of what was looked for. */
function nearestReply(query: string, place: SearchPlace, films: FilmIndex, t: Translate): MessageReply {
  const looked = place === 'theme' || place === 'person' ? place : 'title';
  const said = { content: t(`search.none.${looked}`, { query: quoted(query) }) };
  if (looked === 'title') {
    return { ...chooseFilm({ kind: 'none', nearest: films.nearest('film', query, 3) }, query, 'card', t), ...said };
  }
  const unclear = { name: looked, typed: query, several: false, items: films.nearest(looked, query, 3) };
  return {
    ...askFor([unclear], (name) => listPage.customId(writeFilter({}, name), 'usual', '', 1, 'any'), t),
    ...said,
  };
}
