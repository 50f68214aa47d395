import { MessageFlags } from 'discord-api-types/v10';
import type { APIInteractionResponseCallbackData } from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import { clampMessage } from './clamp-message.ts';
import { limits } from './limits.ts';
import type { MessageFile, MessageReply, Visibility } from './reply.ts';

type Body = Required<
  Pick<APIInteractionResponseCallbackData, 'content' | 'embeds' | 'components' | 'allowed_mentions'>
> & { attachments: { id: string; filename: string; description?: string }[] };

/**
 * The body of every message and edit we send, and the files that go beside it: within Discord's limits and unable to ping
 * anybody. All parts are always there, because an edit keeps what it does not mention. A file of more than `mostBytes` is a
 * UserError (`error.file-too-large`): half of it would be worth nothing.
 */
export function messagePayload(
  reply: MessageReply,
  mostBytes: number = limits.fileBytes,
): { body: Body; files: readonly MessageFile[] } {
  const { content = '', embeds = [], components = [], files = [] } = clampMessage(reply);
  const sizes = files.map(({ data }) => data.length);
  const together = sizes.reduce((sum, size) => sum + size, 0);
  if (together > limits.filesTogetherBytes || sizes.some((size) => size > mostBytes))
    throw new UserError('error.file-too-large');
  // Discord knows a new file by its place among the files.
  const attachments = files.map(({ name: filename, description }, at) => ({
    ...{ id: String(at), filename },
    ...(description !== undefined && { description }),
  }));
  const body = { content, embeds: [...embeds], components: [...components], attachments };
  return { body: { ...body, allowed_mentions: { parse: [] } }, files };
}

/** The flags of a first answer, which fix who sees the reply. */
export const flagsOf = (visibility: Visibility): { flags?: MessageFlags.Ephemeral } =>
  visibility === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {};
