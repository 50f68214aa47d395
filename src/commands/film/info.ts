import { chooseFilm, filmReply } from '../../components/film.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { film, hidden, spoilers } from './options.ts';
import { publicUnlessPrivate } from './visibility.ts';

/** `/film info`: the full card. */
export const info = defineSubcommand({
  name: 'info',
  options: { film, spoilers, private: hidden },
  visibility: publicUnlessPrivate,
  execute: (request, services) => {
    const { options, t } = request;
    const purpose = options.spoilers === true ? 'spoilers' : 'card';
    const found = services.films.resolve('film', options.film);
    if (found.kind !== 'one') return chooseFilm(found, options.film, purpose, t);
    return filmReply(found.item, purpose, request, services);
  },
});
