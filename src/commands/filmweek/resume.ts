import { guildIn } from '../../components/guild-in.ts';
import { datesIn } from '../../components/schedule-lines.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { name, nameOf } from './options.ts';

/** `/filmweek resume`: ends a pause. */
export const resume = defineSubcommand({
  name: 'resume',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const { options, t, now } = request;
    const key = { guildId: guildIn(request), name: nameOf(options.name) };
    const resumed = await schedules.resume(key, now);
    return { content: `${t('schedule.resumed', { name: key.name })}\n${datesIn(resumed, schedules, t)}` };
  },
});
