import { withFilm } from '../../../components/week-film.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { count, keyOf, name, queuedFilm } from '../options.ts';

const position = { ...count('position', 1, 10_000), required: true };

/** `/filmweek queue move`: gives a film another place in the line. */
export const move = defineSubcommand({
  name: 'queue move',
  options: { film: queuedFilm, position, name },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options } = request;
    return withFilm('move', options.film, { key: keyOf(request), position: options.position }, request, services);
  },
});
