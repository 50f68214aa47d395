import { askForFilm } from '../../components/film-question.ts';
import { listedReply, setListed } from '../../components/listed.ts';
import { clearReply, listedFilmsReply } from '../../components/own-list.ts';
import type { Option, Subcommand } from '../../discord/command.ts';
import { defineSubcommand } from '../../discord/command.ts';
import type { FilmList } from '../../domain/film-list.ts';
import { film, filmAmong } from './options.ts';

/** A film that the member has on the list. */
const filmOn = (list: FilmList): Option<string> => filmAmong(({ userId }, { lists }) => lists.films(list, userId));

/** `/film watchlist add`, `/film seen add`: puts a film on the member’s own list. */
const add = (list: FilmList): Subcommand =>
  defineSubcommand({
    name: `${list} add`,
    options: { film },
    visibility: 'ephemeral',
    execute: (request, services) => {
      const { options, t } = request;
      const found = services.films.resolve('film', options.film);
      if (found.kind !== 'one') return askForFilm(found, options.film, setListed.customId(list, 'on', ''), t);
      return listedReply(list, 'on', found.item, request, services);
    },
  });

/** `/film watchlist remove`, `/film seen remove`: takes a film off. What is typed means a film on the list, if it can. */
const remove = (list: FilmList): Subcommand =>
  defineSubcommand({
    name: `${list} remove`,
    options: { film: filmOn(list) },
    visibility: 'ephemeral',
    execute: async (request, services) => {
      const { options, userId, t } = request;
      const found = services.films.resolve('film', options.film);
      if (found.kind === 'one') return listedReply(list, 'off', found.item, request, services);
      const mine = await services.lists.films(list, userId);
      const items = found.kind === 'several' ? found.items.filter(({ id }) => mine.includes(id)) : [];
      const [only] = items;
      if (only && items.length === 1) return listedReply(list, 'off', only, request, services);
      const asked = items.length > 1 ? { kind: 'several' as const, items } : found;
      return askForFilm(asked, options.film, setListed.customId(list, 'off', ''), t);
    },
  });

/** `/film watchlist show`, `/film seen show`: the member’s own list, page by page. */
const show = (list: FilmList): Subcommand =>
  defineSubcommand({
    name: `${list} show`,
    options: {},
    visibility: 'ephemeral',
    execute: (request, services) => listedFilmsReply(list, 1, request, services),
  });

/** `/film watchlist clear`: asks, and empties it on a press. */
export const watchlistClear = defineSubcommand({
  name: 'watchlist clear',
  options: {},
  visibility: 'ephemeral',
  execute: clearReply,
});

export const watchlistAdd = add('watchlist');
export const watchlistRemove = remove('watchlist');
export const watchlistShow = show('watchlist');
export const seenAdd = add('seen');
export const seenRemove = remove('seen');
export const seenShow = show('seen');
