import { withFilm } from '../../../components/week-film.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { keyOf, name, queuedFilm } from '../options.ts';

/** `/filmweek queue remove`: takes a film out of the line. */
export const removeFromQueue = defineSubcommand({
  name: 'queue remove',
  options: { film: queuedFilm, name },
  visibility: 'ephemeral',
  execute: (request, services) => withFilm('remove', request.options.film, { key: keyOf(request) }, request, services),
});
