import { changedReply } from '../../../components/schedule-change.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { titleOf } from '../../../discord/embeds/lines.ts';
import { film } from '../../film/options.ts';
import { filmOf, keyOf, name } from '../options.ts';

/** `/filmweek queue remove`: takes a film out of the line. */
export const removeFromQueue = defineSubcommand({
  name: 'queue remove',
  options: { film, name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const { id: filmId } = filmOf(options.film, services);
    const key = keyOf(request);
    const changed = await services.queue.remove(key, filmId, request);
    return changedReply([t('queue.removed', { film: titleOf(filmId, services.films, t) })], changed, request, services);
  },
});
