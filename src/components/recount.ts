import { takesReactions } from '../domain/post.ts';
import type { SentPost } from '../domain/post.ts';
import { titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { linked } from './schedule-lines.ts';

/** Reads the reactions of a post anew, and tells what that changed. Refuses what is no open post with reactions. */
export async function recountReply(
  post: SentPost | undefined,
  { t }: Request,
  { reconciliation, films }: Services,
): Promise<MessageReply> {
  if (!post || !takesReactions(post)) throw new UserError('recount.none');
  if (post.state !== 'open') throw new UserError('recount.closed');
  const read = await reconciliation.recount(post);
  if (read.kind === 'busy') throw new UserError('recount.busy');
  if (read.kind === 'gone') throw new UserError('recount.gone');
  if (read.kind === 'refused') throw new UserError('recount.refused', { channel: `<#${post.channelId}>` });
  if (read.kind === 'disturbed') throw new UserError('recount.disturbed');
  const { added, removed, unchanged, doubt } = read;
  const film = linked(post.guildId, post, titleOf(post.filmId, films, t));
  const counted = t('recount.done', { film, added, removed, unchanged });
  return { content: doubt === undefined ? counted : `${counted}\n${t('recount.doubted')}` };
}
