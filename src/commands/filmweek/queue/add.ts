import { placeReply } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { film } from '../../film/options.ts';
import { count, date, givenDate, filmOf, keyOf, name, note } from '../options.ts';

/** `/filmweek queue add`: puts a film in line, or on a date. */
export const add = defineSubcommand({
  name: 'queue add',
  options: { film, date, position: count('position', 1, 10_000), note, name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, interactionId: id } = request;
    const key = keyOf(request);
    const { id: filmId } = filmOf(options.film, services);
    const words = options.note?.trim();
    const item = { id, filmId, date: givenDate(options.date), note: words === '' ? undefined : words };
    const place = await services.queue.add(key, item, options.position, request);
    return placeReply(filmId, place, request, services);
  },
});
