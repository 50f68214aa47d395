import { askFor, unclearOf } from '../../../components/filter-question.ts';
import { fillReply, fillWith } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { maybeTheme } from '../../film/options.ts';
import { count, name, nameOf } from '../options.ts';

/** As many films as a month shows. */
const usually = 4;

/** `/filmweek queue fill`: films that the club was not shown, with their dates; queued when they are confirmed. */
export const fill = defineSubcommand({
  name: 'queue fill',
  options: { theme: maybeTheme, count: count('count', 1, 52), name },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options, t } = request;
    const { theme: typed, count: many = usually } = options;
    const schedule = nameOf(options.name);
    if (typed === undefined) return fillReply(schedule, undefined, many, request, services);
    const found = services.films.resolve('theme', typed);
    if (found.kind === 'one') return fillReply(schedule, found.item.id, many, request, services);
    return askFor([unclearOf('theme', typed, found)], () => fillWith.customId(schedule, many), t);
  },
});
