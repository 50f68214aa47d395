import { shownBefore } from '../../components/queue.ts';
import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { momentIn, titleOf } from '../../discord/embeds/lines.ts';
import { film } from '../film/options.ts';
import { date, givenDate, filmOf, keyOf, name } from './options.ts';

/** `/filmweek replace`: another film for the next date, or for a later one. */
export const replace = defineSubcommand({
  name: 'replace',
  options: { film, name, date },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, interactionId: id, t } = request;
    const key = keyOf(request);
    const { id: filmId } = filmOf(options.film, services);
    const replaced = await services.schedules.replace(key, { id, filmId }, givenDate(options.date), request);
    const { occurrence, old } = replaced;
    const [is, was] = [filmId, old?.filmId].map((one) => titleOf(one, services.films, t));
    const about = { due: momentIn(occurrence.at), film: is ?? '', old: was ?? '' };
    const said = [t(old ? 'week.replaced' : 'week.replaced-none', about)];
    if (old?.item) said.push(t('week.replaced-waits', about));
    said.push(...(await shownBefore(filmId, request, services)));
    return changedReply(said, replaced, request, services);
  },
});
