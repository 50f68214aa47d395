import { withFilm } from '../../components/week-film.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { film } from '../film/options.ts';
import { date, givenDate, keyOf, name } from './options.ts';

/** `/filmweek replace`: another film for the next date, or for a later one. */
export const replace = defineSubcommand({
  name: 'replace',
  options: { film, name, date },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const task = { key: keyOf(request), date: givenDate(request.options.date) };
    return withFilm('replace', request.options.film, task, request, services);
  },
});
