import { changedReply } from '../../components/schedule-change.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { momentIn, titleOf } from '../../discord/embeds/lines.ts';
import { datedIn } from '../../domain/schedule-change.ts';
import { dueIn, weekOfDate } from '../../domain/schedule.ts';
import { givenDate, keyOf, name, reason, until } from './options.ts';

/** So many films are named: a message that is too long would be cut, and with it what comes next. */
const mostNamed = 10;

/** `/filmweek pause`: posts nothing until a date, or until it is resumed; tells which films have dates in between. */
export const pause = defineSubcommand({
  name: 'pause',
  options: { name, until, reason },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options, t } = request;
    const key = keyOf(request);
    const end = givenDate(options.until);
    const paused = await services.schedules.pause(key, end, options.reason, request);
    const dated = datedIn(paused.after?.queue ?? []).filter(({ date = '' }) => end === undefined || date < end);
    const named = dated.slice(0, mostNamed).map(({ filmId, date = '' }) => {
      const due = momentIn(dueIn(weekOfDate(date), paused.schedule.settings), 'D');
      return `**${titleOf(filmId, services.films, t)}** (${due})`;
    });
    const count = dated.length;
    const films = [...named, ...(count > mostNamed ? ['…'] : [])].join(', ');
    const said = [
      t('schedule.paused', { name: key.name }),
      ...(count === 0 ? [] : [t('schedule.paused-dated', { count, films })]),
    ];
    return changedReply(said, paused, request, services);
  },
});
