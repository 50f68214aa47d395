import { datesIn, mentionIn, outcomeIn } from '../../components/schedule-lines.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { accent } from '../../discord/embeds/colors.ts';
import { summaryIn } from '../../discord/embeds/schedule-change-lines.ts';
import { keyOf, name } from './options.ts';

/** As many of the last posts as a phone shows at a glance. */
const mostShown = 5;

/** `/filmweek show`: a schedule, its next dates and what became of the last ones. */
export const show = defineSubcommand({
  name: 'show',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules, films }) => {
    const { t } = request;
    const key = keyOf(request);
    const { schedule, queue } = await schedules.get(key);
    const history = await schedules.history(key, mostShown);
    const obstacle = (await schedules.parked(key.guildId)).get(key.name);
    const lines = [
      ...(obstacle ? [t('schedule.parked', { why: t(`reason.${obstacle}`) })] : []),
      summaryIn(schedule.settings, t),
      ...mentionIn(schedule.settings, request.club, t),
      datesIn(schedule, schedules, t),
      t('schedule.mode', { mode: t(`choice.pick_mode.${schedule.settings.mode}`) }),
      t('schedule.queued', { count: queue.length }),
    ];
    const last = history.map((record) => outcomeIn(record, films, t)).join('\n');
    return {
      embeds: [
        {
          title: t('schedule.title', { name: key.name }),
          color: accent,
          description: lines.join('\n'),
          fields: last === '' ? [] : [{ name: t('schedule.last'), value: last }],
        },
      ],
    };
  },
});
