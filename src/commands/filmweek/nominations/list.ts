import { nominationsReply } from '../../../components/nomination.ts';
import { defineSubcommand } from '../../../discord/command.ts';

/** `/filmweek nominations list`: what members propose, most wanted first. */
export const list = defineSubcommand({
  name: 'nominations list',
  options: {},
  visibility: 'ephemeral',
  execute: (request, services) => nominationsReply(1, request, services),
});
