import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { dateOf, keyOf, name, reason, until } from './options.ts';

/** `/filmweek pause`: posts nothing until a date, or until it is resumed. */
export const pause = defineSubcommand({
  name: 'pause',
  options: { name, until, reason },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const key = keyOf(request);
    const paused = await services.schedules.pause(key, dateOf(options.until), options.reason, request);
    return changedReply([t('schedule.paused', { name: key.name })], paused, request, services);
  },
});
