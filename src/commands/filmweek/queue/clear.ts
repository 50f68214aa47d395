import { clearReply } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { keyOf, name } from '../options.ts';

/** `/filmweek queue clear`: asks, and takes every film out on a press. */
export const clear = defineSubcommand({
  name: 'queue clear',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const key = keyOf(request);
    const { queue } = await schedules.get(key);
    return clearReply(key.name, queue, request.t);
  },
});
