import { fillReply } from '../../../components/queue.ts';
import { themeOf } from '../../../components/schedule-input.ts';
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
    const { options } = request;
    const theme = options.theme === undefined ? undefined : themeOf(options.theme, services);
    return fillReply(nameOf(options.name), theme, options.count ?? usually, request, services);
  },
});
