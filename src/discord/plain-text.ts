import type { APIEmbed } from 'discord-api-types/v10';
import type { MessageReply, Reply } from './reply.ts';

/** A reply with its embeds as text, for screen readers and small phones; pictures that only an embed shows go with it. */
export function withoutEmbeds(reply: MessageReply): MessageReply;
export function withoutEmbeds(reply: Reply): Reply;
export function withoutEmbeds(reply: Reply): Reply {
  if ('modal' in reply || !reply.embeds?.length) return reply;
  const { embeds, content, ...rest } = reply;
  return { ...rest, content: [...(content ? [content] : []), ...embeds.map(textOf)].join('\n\n') };
}

/** Title, description and fields in their order, the footer small. */
function textOf({ author, title, url, description, fields = [], footer }: APIEmbed): string {
  const heading = title !== undefined && url !== undefined ? `[${title}](${url})` : title;
  return [
    ...(author ? [author.name] : []),
    ...(heading === undefined ? [] : [`**${heading}**`]),
    ...(description === undefined ? [] : [description]),
    ...fields.map(({ name, value }) => `**${name}**\n${value}`),
    ...(footer ? [`-# ${footer.text}`] : []),
  ]
    .map(withoutPreviews)
    .join('\n\n');
}

/** In text, unlike in an embed, a link draws a preview below the message; angle brackets keep it from that. */
const withoutPreviews = (text: string): string => text.replace(/\]\((https?:[^\s<>)]+)\)/g, '](<$1>)');
