import { removalReply } from '../../components/schedule.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { keyOf, name } from './options.ts';

/** `/filmweek remove`: asks, and removes a schedule and its queue on a press. */
export const remove = defineSubcommand({
  name: 'remove',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const key = keyOf(request);
    return removalReply(await schedules.get(key), request.t);
  },
});
