import { MessageFlags } from 'discord-api-types/v10';
import type { APIInteractionResponseCallbackData } from 'discord-api-types/v10';
import { clampMessage } from './clamp-message.ts';
import type { MessageReply, Visibility } from './reply.ts';

/**
 * The body of every message and edit we send: within Discord's limits and unable to ping anybody. All parts are always
 * there, because an edit keeps what it does not mention.
 */
export function messagePayload(
  reply: MessageReply,
): Required<Pick<APIInteractionResponseCallbackData, 'content' | 'embeds' | 'components' | 'allowed_mentions'>> {
  const { content = '', embeds = [], components = [] } = clampMessage(reply);
  return { content, embeds: [...embeds], components: [...components], allowed_mentions: { parse: [] } };
}

/** The flags of a first answer, which fix who sees the reply. */
export const flagsOf = (visibility: Visibility): { flags?: MessageFlags.Ephemeral } =>
  visibility === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {};
