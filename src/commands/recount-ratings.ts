import { guildIn } from '../components/guild-in.ts';
import { recountReply } from '../components/recount.ts';
import type { MessageCommand } from '../discord/command.ts';

/** **Recount ratings** in the menu of a post: reads its reactions anew, for moderators. */
export const recountRatings: MessageCommand = {
  kind: 'message',
  name: 'Recount ratings',
  key: 'command.recount-ratings.name',
  inDirectMessages: false,
  needs: 'moderator',
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const post = await services.posts.ofMessage(guildIn(request, 'rating.guild-only'), request.message.id);
    return recountReply(post, request, services);
  },
};
