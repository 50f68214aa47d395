import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { momentIn, titleOf } from '../../discord/embeds/lines.ts';
import { date, givenDate, keyOf, name, reason } from './options.ts';

/** `/filmweek skip`: leaves out the next film, or that of a date. */
export const skip = defineSubcommand({
  name: 'skip',
  options: { name, date, reason },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const key = keyOf(request);
    const skipped = await services.schedules.skip(key, givenDate(options.date), options.reason, request);
    const { occurrence, freed } = skipped;
    const said = [t('schedule.skipped', { due: momentIn(occurrence.at) })];
    if (freed) said.push(t('schedule.skipped-film', { film: titleOf(freed.filmId, services.films, t) }));
    return changedReply(said, skipped, request, services);
  },
});
