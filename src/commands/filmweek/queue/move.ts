import { placeReply } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { film } from '../../film/options.ts';
import { count, filmOf, keyOf, name } from '../options.ts';

const position = { ...count('position', 1, 10_000), required: true };

/** `/filmweek queue move`: gives a film another place in the line. */
export const move = defineSubcommand({
  name: 'queue move',
  options: { film, position, name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options } = request;
    const key = keyOf(request);
    const { id: filmId } = filmOf(options.film, services);
    const place = await services.queue.move(key, filmId, options.position ?? 1, request);
    return placeReply(filmId, place, request, services);
  },
});
