import { guildIn } from '../../components/guild-in.ts';
import { datesIn } from '../../components/schedule-lines.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { dateOf, name, nameOf, reason, until } from './options.ts';

/** `/filmweek pause`: posts nothing until a date, or until it is resumed. */
export const pause = defineSubcommand({
  name: 'pause',
  options: { name, until, reason },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const { options, t, now } = request;
    const key = { guildId: guildIn(request), name: nameOf(options.name) };
    const paused = await schedules.pause(key, dateOf(options.until), options.reason, now);
    return { content: `${t('schedule.paused', { name: key.name })}\n${datesIn(paused, schedules, t)}` };
  },
});
