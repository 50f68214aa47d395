import type { APIAttachment } from 'discord.js';
import type { MessageParts } from '../rest/message-rules.ts';
import { withPictures } from './embed-pictures.ts';
import { unfurled } from './media.ts';
import type { World } from './world.ts';

/** What a message is made of once Discord has it: files lie somewhere, pictures have addresses. */
type KeptParts = Omit<MessageParts, 'attachments'> & { attachments: APIAttachment[] };

/** The parts of a message of this channel as Discord keeps them; an ephemeral message has ephemeral files. */
export function keptParts(
  { components, attachments, embeds, ...parts }: MessageParts,
  { channelId, ephemeral, world }: { channelId: string; ephemeral: boolean; world: World },
): KeptParts {
  const { files, snowflakes } = world;
  const kept = attachments.map((one) => {
    if ('id' in one) return one;
    return { ...files.put(snowflakes.next(), channelId, one), ...(ephemeral && { ephemeral }) };
  });
  return {
    ...{ ...parts, attachments: kept, embeds: embeds.map((embed) => withPictures(embed, kept)) },
    components: unfurled(components, () => snowflakes.next()),
  };
}
