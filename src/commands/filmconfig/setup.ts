import { setupReply } from '../../components/setup.ts';
import { defineSubcommand } from '../../discord/command.ts';

/** `/filmconfig setup`: one question after the other; goes on where it was left. */
export const setup = defineSubcommand({
  name: 'setup',
  options: {},
  visibility: 'ephemeral',
  execute: (request, services) => setupReply(request, services),
});
