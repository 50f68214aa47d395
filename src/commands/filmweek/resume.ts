import { guildIn } from '../../components/guild-in.ts';
import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { name, nameOf } from './options.ts';

/** `/filmweek resume`: ends a pause. */
export const resume = defineSubcommand({
  name: 'resume',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const key = { guildId: guildIn(request), name: nameOf(options.name) };
    const resumed = await services.schedules.resume(key, request);
    return changedReply([t('schedule.resumed', { name: key.name })], resumed, request, services);
  },
});
