import { queueReply } from '../../../components/queue.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { name, nameOf } from '../options.ts';

/** `/filmweek queue list`: the films in line, with their dates. */
export const listQueue = defineSubcommand({
  name: 'queue list',
  options: { name },
  visibility: 'ephemeral',
  execute: (request, services) => queueReply(nameOf(request.options.name), 1, request, services),
});
