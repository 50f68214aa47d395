import { decisionReply } from '../../../components/nomination.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { nominationTo } from './option.ts';

/** `/filmweek nominations accept`: accepts an open nomination. */
export const accept = defineSubcommand({
  name: 'nominations accept',
  options: { nomination: nominationTo('accept') },
  visibility: 'ephemeral',
  execute: (request, services) => decisionReply('accept', request.options.nomination, '', request, services),
});
