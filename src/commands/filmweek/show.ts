import { mentionIn, outcomeIn, programmeIn, restIn } from '../../components/schedule-lines.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { accent } from '../../discord/embeds/colors.ts';
import { pauseIn, skipIn, summaryIn } from '../../discord/embeds/schedule-change-lines.ts';
import { isPausedAt } from '../../domain/schedule-change.ts';
import { dateIn } from '../../domain/schedule.ts';
import { keyOf, name } from './options.ts';

/** As many of the last posts as a phone shows at a glance. */
const mostShown = 5;

/** So many occurrences to come are told of. */
const mostAhead = 3;

/** `/filmweek show`: a schedule, its next dates with their films, and what became of the last ones. */
export const show = defineSubcommand({
  name: 'show',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules, films }) => {
    const { t, now } = request;
    const asked = keyOf(request);
    const names = (await schedules.list(asked.guildId)).map(({ name: one }) => one);
    // Whoever names none means the usual one, or else the one that there is.
    const isMeant = request.options.name !== undefined || names.includes(asked.name);
    const key = { ...asked, name: isMeant ? asked.name : (names[0] ?? asked.name) };
    const others = names.filter((one) => one !== key.name).map((one) => `\`${one}\``);
    const plan = await schedules.preview(key, mostAhead);
    const { schedule, queue } = await schedules.get(key);
    const history = await schedules.history(key, mostShown);
    const obstacle = (await schedules.parked(key.guildId)).get(key.name);
    const { paused, skips } = schedule.state;
    const lines = [
      ...(obstacle ? [t('schedule.parked', { why: t(`reason.${obstacle}`) })] : []),
      summaryIn(schedule.settings, t),
      ...(paused && isPausedAt(now, schedule) ? [pauseIn(paused, t)] : []),
      ...skips
        .slice(0, mostAhead)
        .map((skip) => skipIn({ ...skip, date: dateIn(skip.week, schedule.settings).toString() }, t)),
      ...mentionIn(schedule.settings, request.club, t),
      t('schedule.mode', { mode: t(`choice.pick_mode.${schedule.settings.mode}`) }),
      t('schedule.queued', { count: queue.length }),
      ...(others.length === 0 ? [] : [t('schedule.others', { names: others.join(', ') })]),
    ];
    const next = plan.length > 0 ? programmeIn(plan, films, t) : restIn(await schedules.afterPause(key, now), films, t);
    const last = history.map((record) => outcomeIn(record, films, t)).join('\n');
    return {
      embeds: [
        {
          title: t('schedule.title', { name: key.name }),
          color: accent,
          description: lines.join('\n'),
          fields: [
            { name: t('schedule.next'), value: next },
            ...(last === '' ? [] : [{ name: t('schedule.last'), value: last }]),
          ],
        },
      ],
    };
  },
});
