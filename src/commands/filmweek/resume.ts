import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { keyOf, name } from './options.ts';

/** `/filmweek resume`: ends a pause. */
export const resume = defineSubcommand({
  name: 'resume',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { t } = request;
    const key = keyOf(request);
    const resumed = await services.schedules.resume(key, request);
    return changedReply([t('schedule.resumed', { name: key.name })], resumed, request, services);
  },
});
