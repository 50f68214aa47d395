import { withFilm } from '../../../components/week-film.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { film } from '../../film/options.ts';
import { keyOf, name } from '../options.ts';

/** `/filmweek queue remove`: takes a film out of the line. */
export const removeFromQueue = defineSubcommand({
  name: 'queue remove',
  options: { film, name },
  visibility: 'ephemeral',
  execute: (request, services) => withFilm('remove', request.options.film, { key: keyOf(request) }, request, services),
});
