import { chooseFilm, filmReply } from '../../components/film.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { film } from './options.ts';

/** `/film similar`: up to five films, each with the reason. */
export const similar = defineSubcommand({
  name: 'similar',
  options: { film },
  visibility: 'public',
  execute: (request, services) => {
    const { options, t } = request;
    const found = services.films.resolve('film', options.film);
    if (found.kind !== 'one') return chooseFilm(found, options.film, 'similar', t);
    return filmReply(found.item, 'similar', request, services);
  },
});
