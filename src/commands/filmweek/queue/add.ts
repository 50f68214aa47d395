import { withFilm } from '../../../components/week-film.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { film } from '../../film/options.ts';
import { count, date, givenDate, keyOf, name, note } from '../options.ts';

/** `/filmweek queue add`: puts a film in line, or on a date. */
export const add = defineSubcommand({
  name: 'queue add',
  options: { film, date, position: count('position', 1, 10_000), note, name },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options } = request;
    const { position } = options;
    const task = { key: keyOf(request), date: givenDate(options.date), position, note: options.note?.trim() };
    return withFilm('add', options.film, task, request, services);
  },
});
