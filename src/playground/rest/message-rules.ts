import { MessageFlags } from 'discord.js';
import type { APIAttachment, APIEmbed, APIMessage, APIMessageTopLevelComponent } from 'discord.js';
import { z } from 'zod';
import { Attachments, attachmentsAfter } from './attachment-rules.ts';
import type { NewAttachment } from './attachment-rules.ts';
import { Components } from './component-rules.ts';
import { refusals, refuser } from './discord-error.ts';
import { Embeds } from './embed-rules.ts';
import { demandLayout, numbered } from './layout.ts';
import type { Part } from './layout.ts';
import { setOf } from './set-rule.ts';
import { snowflake } from './snowflake-rule.ts';
import type { Upload } from './uploads.ts';

/* What Discord takes as a message, strictly: https://discord.com/developers/docs/resources/message#create-message */

const AllowedMentions = z
  .object({
    parse: setOf(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: setOf(snowflake).max(100).nullish(),
    roles: setOf(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((allowed, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (!allowed.parse?.includes(kind) || !allowed[kind]?.length) continue;
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      refuser(context)([], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  });
export type AllowedMentions = z.infer<typeof AllowedMentions>;

/** A message as it is sent; unknown keys pass, as they do at Discord's. */
export const MessageBody = z.object({
  content: z.string().max(2000).nullish(),
  embeds: Embeds.nullish(),
  components: Components.nullish(),
  attachments: Attachments.nullish(),
  allowed_mentions: AllowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});
export type MessageBody = z.infer<typeof MessageBody>;

/** A message as it is sent, with the files beside it. */
export type SentMessage = Readonly<{ body: MessageBody; uploads: readonly Upload[] }>;

/** What is left of a body for the message object; Discord stores trimmed texts. */
export type MessageParts = {
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: readonly (APIAttachment | NewAttachment)[];
  flags: number;
};

/** The flags that a sender may set, and those among them that an edit may still add. */
const settable =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;
const editable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/**
 * The parts of a new message, or of one that is edited: what an edit does not mention stays. `within` is where in the
 * request the body stands.
 */
export function messageParts(
  { body, uploads }: SentMessage,
  before?: MessageParts,
  within?: readonly string[],
): MessageParts {
  const flags: number = before ? flagsAfter(before.flags, body.flags) : (body.flags ?? 0) & settable;
  const content = body.content === undefined ? (before?.content ?? '') : (body.content ?? '').trim();
  const embeds =
    body.embeds === undefined
      ? (before?.embeds ?? [])
      : (body.embeds ?? []).map((embed) => ({ type: 'rich', ...present(embed) }) as APIEmbed);
  const components: readonly Part[] =
    body.components === undefined ? (before?.components ?? []) : numbered((body.components ?? []) as Part[]);
  demandLayout({ content, embeds, components }, (flags & MessageFlags.IsComponentsV2) !== 0, within);
  const attachments = attachmentsAfter(body.attachments, uploads, before?.attachments ?? [], within);
  if (content === '' && [embeds, components, attachments].every(({ length }) => length === 0))
    throw refusals.emptyMessage();
  return { content, embeds, components: components as unknown as APIMessageTopLevelComponent[], attachments, flags };
}

/** What an edit of this message starts from. */
export const partsOfMessage = ({ content, embeds, components = [], attachments, flags }: APIMessage): MessageParts => ({
  ...{ content, embeds, components, attachments, flags: (flags ?? 0) & ~MessageFlags.Loading },
});

/** An edit may hide the embeds and show them again; the new layout it may only take on. */
function flagsAfter(before: number, wanted: number | null | undefined): number {
  if (wanted === undefined || wanted === null) return before;
  return (before & ~MessageFlags.SuppressEmbeds) | (wanted & editable);
}

/** Without the fields that say nothing. */
const present = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
