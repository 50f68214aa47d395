import { whenForm } from '../../components/schedule.ts';
import { whenFormOf } from '../../components/schedule-form.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { keyOf, name } from './options.ts';

/** `/filmweek edit`: a form with the settings of a schedule; what it makes of them is shown before it is kept. */
export const edit = defineSubcommand({
  name: 'edit',
  options: { name },
  visibility: 'ephemeral',
  execute: async (request, { schedules }) => {
    const key = keyOf(request);
    const { schedule } = await schedules.get(key);
    return whenFormOf(key.name, schedule.settings, whenForm.customId(key.name), request);
  },
});
