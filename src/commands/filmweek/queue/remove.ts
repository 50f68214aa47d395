import { guildIn } from '../../../components/guild-in.ts';
import { titleOf } from '../../../components/schedule-lines.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { film } from '../../film/options.ts';
import { filmOf, name, nameOf } from '../options.ts';

/** `/filmweek queue remove`: takes a film out of the line. */
export const removeFromQueue = defineSubcommand({
  name: 'queue remove',
  options: { film, name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const { id: filmId } = filmOf(options.film, services);
    await services.schedules.dequeue({ guildId: guildIn(request), name: nameOf(options.name) }, filmId);
    return { content: t('queue.removed', { film: titleOf(filmId, services.films, t) }) };
  },
});
