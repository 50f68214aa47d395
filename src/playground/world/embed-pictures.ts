import type { APIAttachment, APIEmbed } from 'discord.js';

const isPicture = /\.(?:png|jpe?g|webp|gif)$/i;

/** The file that `attachment://poster.png` names, if it is a picture of the same message. */
function namedBy(url: string, files: readonly APIAttachment[]): APIAttachment | undefined {
  const name = /^attachment:\/\/(.*)$/.exec(url)?.[1];
  return files.find(({ filename }) => filename === name && isPicture.test(filename));
}

type Media = { url: string; [more: string]: unknown };

/** A picture of the message instead of its name; none where there is no such picture. One on the web stays. */
function pictureOf<M extends Media>(media: M, files: readonly APIAttachment[]): M | undefined {
  if (!media.url.startsWith('attachment:')) return media;
  const file = namedBy(media.url, files);
  if (!file) return undefined;
  const { url, proxy_url, width, height, content_type, description } = file;
  return {
    ...{ ...media, url, proxy_url },
    ...(width && height && { width, height }),
    ...(content_type && { content_type }),
    ...(description && { description }),
  };
}

function withIcon<P extends { icon_url?: string }>(part: P, files: readonly APIAttachment[]): P {
  const { icon_url: icon, ...rest } = part;
  if (!icon?.startsWith('attachment:')) return part;
  const file = namedBy(icon, files);
  return { ...rest, ...(file && { icon_url: file.url, proxy_icon_url: file.proxy_url }) } as unknown as P;
}

/** An embed whose pictures from the same message have addresses. https://discord.com/developers/docs/reference#editing-message-attachments-using-attachments-within-embeds */
export function withPictures(embed: APIEmbed, files: readonly APIAttachment[]): APIEmbed {
  const { image, thumbnail, author, footer, ...rest } = embed;
  const [shown, small] = [image, thumbnail].map((media) => media && pictureOf(media as unknown as Media, files));
  return {
    ...rest,
    ...(shown && { image: shown }),
    ...(small && { thumbnail: small }),
    ...(author && { author: withIcon(author, files) }),
    ...(footer && { footer: withIcon(footer, files) }),
  } as APIEmbed;
}

/** The files that no embed shows: Discord lists only those. https://github.com/discord/discord-api-docs/issues/1340 */
export function beside(embeds: readonly APIEmbed[], files: APIAttachment[]): APIAttachment[] {
  const shown = new Set(
    embeds.flatMap(({ image, thumbnail, author, footer }) => [
      ...[image?.url, thumbnail?.url, author?.icon_url, footer?.icon_url],
    ]),
  );
  return files.filter(({ url }) => !shown.has(url));
}
