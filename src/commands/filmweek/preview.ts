import { previewReply } from '../../components/schedule.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { count, keyOf, name } from './options.ts';

/** `/filmweek preview`: the next post, or one of those after it, exactly as it will come. */
export const preview = defineSubcommand({
  name: 'preview',
  options: { name, ahead: count('ahead', 1, 8) },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options } = request;
    const key = keyOf(request);
    const ahead = options.ahead ?? 1;
    const plan = await services.schedules.preview(key, ahead);
    const { schedule } = await services.schedules.get(key);
    return previewReply(schedule, plan[ahead - 1], request, services);
  },
});
