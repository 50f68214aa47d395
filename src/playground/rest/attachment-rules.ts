import type { APIAttachment } from 'discord.js';
import { z } from 'zod';
import { demand, refuser } from './discord-error.ts';
import { snowflake } from './snowflake-rule.ts';
import type { Upload } from './uploads.ts';

/* Which files a message has: https://discord.com/developers/docs/resources/message#attachment-object */

export const Attachments = z
  .array(
    z.object({
      id: z.union([snowflake, z.int().min(0).transform(String)]),
      filename: z.string().min(1).max(1024).nullish(),
      description: z.string().max(1024).nullish(),
      title: z.string().max(1024).nullish(),
    }),
  )
  .max(10);
export type Attachments = z.infer<typeof Attachments>;

/** A file that was sent with the message and is not stored yet. */
export type NewAttachment = Readonly<{ upload: Upload; filename: string; description?: string; title?: string }>;

/**
 * The files that a message has after this request. A list names all of them, those sent now by the number of the file, those
 * that are there by their id; without one the message has what is sent now, or else what it had.
 */
export function attachmentsAfter(
  listed: Attachments | null | undefined,
  uploads: readonly Upload[],
  before: readonly (APIAttachment | NewAttachment)[],
  within: readonly string[] = [],
): readonly (APIAttachment | NewAttachment)[] {
  if (!listed) return uploads.length > 0 ? uploads.map((upload) => newAttachment(upload)) : before;
  const found = listed.map(({ id, ...about }) => {
    const upload = uploads.find(({ index }) => index === id);
    return upload ? newAttachment(upload, about) : before.find((known) => 'id' in known && known.id === id);
  });
  // Where it stands is documented, Discord's words for it are not.
  const all = z.array(z.custom<APIAttachment | NewAttachment>()).superRefine((each, context) => {
    for (const [at, one] of each.entries())
      if (one === undefined) refuser(context)([at], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found');
  });
  return demand(all, found, [...within, 'attachments']);
}

function newAttachment(upload: Upload, about: Partial<Attachments[number]> = {}): NewAttachment {
  const { filename, description, title } = about;
  return {
    upload,
    // Discord renames what would not do in an address.
    filename: (filename ?? upload.name).replace(/[^\w.-]+/g, '_'),
    ...(description && { description }),
    ...(title && { title }),
  };
}
