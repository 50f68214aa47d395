import { guildIn } from '../../components/guild-in.ts';
import { datesIn, momentIn } from '../../components/schedule-lines.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { date, dateOf, name, nameOf, reason } from './options.ts';

/** `/filmweek skip`: leaves out the next film, or that of a date. */
export const skip = defineSubcommand({
  name: 'skip',
  options: { name, date, reason },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const { options, t } = request;
    const key = { guildId: guildIn(request), name: nameOf(options.name) };
    const skipped = await schedules.skip(key, dateOf(options.date), options.reason);
    const { schedule } = await schedules.get(key);
    const said = t('schedule.skipped', { due: momentIn(skipped.at) });
    return { content: `${said}\n${datesIn(schedule, schedules, t)}` };
  },
});
