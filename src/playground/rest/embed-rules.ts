import { z } from 'zod';
import { refuser } from './discord-error.ts';

/*
 * What Discord takes as embeds: https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 * It trims before it counts, and a blank text is a missing one.
 */

/** An address with one of these schemes. */
export const address = (max: number, ...schemes: readonly string[]) =>
  z
    .string()
    .max(max)
    .superRefine((url, context) => {
      const refuse = refuser(context);
      const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
      if (scheme === undefined || /\s/.test(url) || !URL.canParse(url))
        return refuse([], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
      if (schemes.includes(scheme)) return;
      const allowed = schemes.map((name) => `'${name}'`).join(', ');
      refuse([], 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" must be one of (${allowed}).`);
    });

/** Where a picture lies: on the web, or in the same message. */
export const picture = address(2048, 'http', 'https', 'attachment');
const link = address(2048, 'http', 'https').nullish();

const text = (max: number) => z.string().trim().min(1).max(max);
const blankable = (max: number) => z.string().trim().max(max).nullish();

const Embed = z.object({
  title: blankable(256),
  description: blankable(4096),
  url: link,
  color: z.int().min(0).max(0xffffff).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  footer: z.object({ text: text(2048), icon_url: picture.nullish() }).nullish(),
  author: z.object({ name: text(256), url: link, icon_url: picture.nullish() }).nullish(),
  image: z.object({ url: picture }).nullish(),
  thumbnail: z.object({ url: picture }).nullish(),
  fields: z
    .array(z.object({ name: text(256), value: text(1024), inline: z.boolean().default(false) }))
    .max(25)
    .nullish(),
});
type Embed = z.infer<typeof Embed>;

/** At most ten, none empty, 6,000 characters in all of them together. */
export const Embeds = z
  .array(Embed)
  .max(10)
  .superRefine((embeds, context) => {
    const refuse = refuser(context);
    for (const [at, embed] of embeds.entries()) {
      if (!showsSomething(embed)) refuse([at, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
    const sum = embeds.reduce((all, embed) => all + lengthOf(embed), 0);
    if (sum > 6000) refuse([], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  });

const showsSomething = ({ title, description, footer, author, image, thumbnail, fields }: Embed): boolean =>
  [title, description, footer, author, image, thumbnail, fields?.length].some(Boolean);

function lengthOf({ title, description, footer, author, fields }: Embed): number {
  const texts = [title, description, footer?.text, author?.name];
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...inFields].reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
