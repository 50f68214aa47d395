import { guildIn } from '../components/guild-in.ts';
import type { MessageCommand } from '../discord/command.ts';
import { takesReactions } from '../domain/post.ts';
import { UserError } from '../errors.ts';

/** **Recount ratings** in the menu of a post: reads its reactions anew, for moderators. */
export const recountRatings: MessageCommand = {
  kind: 'message',
  name: 'Recount ratings',
  key: 'command.recount-ratings.name',
  inDirectMessages: false,
  needs: 'moderator',
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { t, message } = request;
    const guildId = guildIn(request, 'rating.guild-only');
    const post = await services.posts.ofMessage(guildId, message.id);
    if (!post || !takesReactions(post)) throw new UserError('recount.none');
    if (post.state !== 'open') throw new UserError('recount.closed');
    const read = await services.reconciliation.recount(post);
    if (read.kind === 'busy') throw new UserError('recount.busy');
    if (read.kind === 'gone') throw new UserError('recount.gone');
    if (read.kind === 'refused') throw new UserError('recount.refused', { channel: `<#${post.channelId}>` });
    if (read.kind === 'disturbed') throw new UserError('recount.disturbed');
    const { added, removed, unchanged, doubt } = read;
    const counted = t('recount.done', { added, removed, unchanged });
    return { content: doubt === undefined ? counted : `${counted}\n${t('recount.doubted')}` };
  },
};
