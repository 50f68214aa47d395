import { clearReply } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { name, nameOf } from '../options.ts';

/** `/filmweek queue clear`: asks, and takes every film out on a press. */
export const clear = defineSubcommand({
  name: 'queue clear',
  options: { name },
  visibility: 'ephemeral',
  execute: (request, services) => clearReply(nameOf(request.options.name), request, services),
});
