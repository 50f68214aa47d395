import { acceptReply } from '../../../components/nomination.ts';
import { defineSubcommand } from '../../../discord/command.ts';
import { idOf, nominationIn } from './option.ts';

/** `/filmweek nominations accept`: accepts an open nomination. */
export const accept = defineSubcommand({
  name: 'nominations accept',
  options: { nomination: nominationIn(['open']) },
  visibility: 'ephemeral',
  execute: async (request, services) =>
    acceptReply(await idOf(request.options.nomination, ['open'], request, services), request, services),
});
