import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';
import { z } from 'zod';
import { refusals } from './discord-error.ts';

/*
 * What Discord takes as a message, strictly: what it would refuse is refused.
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 * https://discord.com/developers/docs/components/reference
 */

/** Discord trims before it counts; a blank text is a missing one. */
const text = (max: number) => z.string().trim().min(1).max(max);
const link = z
  .string()
  .max(2048)
  .regex(/^(?:https?|attachment):\/\/\S+$/, 'Not a well formed URL.');

const Embed = z.object({
  title: z.string().trim().max(256).optional(),
  description: z.string().trim().max(4096).optional(),
  url: link.optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  footer: z.object({ text: text(2048), icon_url: link.optional() }).optional(),
  author: z.object({ name: text(256), url: link.optional(), icon_url: link.optional() }).optional(),
  image: z.object({ url: link }).optional(),
  thumbnail: z.object({ url: link }).optional(),
  fields: z
    .array(z.object({ name: text(256), value: text(1024), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
});

const Embeds = z
  .array(Embed)
  .max(10)
  .superRefine((embeds, context) => {
    for (const [at, embed] of embeds.entries()) {
      const shown = Object.entries(embed).some(
        ([key, value]) => key !== 'color' && key !== 'url' && value !== undefined,
      );
      if (!shown)
        context.addIssue({
          code: 'custom',
          path: [at, 'description'],
          message: 'This field is required',
          params: { code: 'BASE_TYPE_REQUIRED' },
        });
    }
    const sum = embeds.reduce((all, embed) => all + lengthOf(embed), 0);
    if (sum > 6000) {
      const message = 'Embed size exceeds maximum size of 6000';
      context.addIssue({ code: 'custom', path: [], message, params: { code: 'MAX_EMBED_SIZE_EXCEEDED' } });
    }
  });

function lengthOf({ title = '', description = '', footer, author, fields = [] }: z.infer<typeof Embed>): number {
  const inFields = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return title.length + description.length + (footer?.text.length ?? 0) + (author?.name.length ?? 0) + inFields;
}

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish(), animated: z.boolean().optional() });
const customId = z.string().min(1).max(100);

const Button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: z.int().optional(),
    style: z.enum(ButtonStyle),
    label: z.string().max(80).optional(),
    emoji: emoji.optional(),
    custom_id: customId.optional(),
    url: z
      .string()
      .max(512)
      .regex(/^(?:https?|discord):\/\/\S+$/, 'Not a well formed URL.')
      .optional(),
    disabled: z.boolean().optional(),
  })
  .superRefine(({ style, label, emoji: icon, custom_id: id, url }, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code: 'BASE_TYPE_REQUIRED' } });
    if ((label ?? '') === '' && !icon) refuse('label', 'A button needs a label or an emoji');
    if (style === ButtonStyle.Link ? url === undefined : id === undefined) {
      refuse(style === ButtonStyle.Link ? 'url' : 'custom_id', 'This field is required');
    }
    if (style === ButtonStyle.Link ? id !== undefined : url !== undefined) {
      refuse('custom_id', 'A custom id and url cannot both be specified');
    }
  });

const Select = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    id: z.int().optional(),
    custom_id: customId,
    placeholder: z.string().max(150).optional(),
    min_values: z.int().min(0).max(25).optional(),
    max_values: z.int().min(1).max(25).optional(),
    disabled: z.boolean().optional(),
    options: z
      .array(
        z.object({
          label: text(100),
          value: z.string().min(1).max(100),
          description: z.string().max(100).optional(),
          emoji: emoji.optional(),
          default: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(25),
  })
  .superRefine(({ options, max_values: most }, context) => {
    const values = options.map(({ value }) => value);
    const twice = values.findIndex((value, at) => values.indexOf(value) < at);
    if (twice >= 0) {
      const message = 'The specified option value is already used';
      context.addIssue({
        code: 'custom',
        path: ['options', twice, 'value'],
        message,
        params: { code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
      });
    }
    if ((most ?? 1) > options.length) {
      context.addIssue({ code: 'custom', path: ['max_values'], message: `Must be at most ${options.length}.` });
    }
  });

const Row = z.object({
  type: z.literal(ComponentType.ActionRow),
  id: z.int().optional(),
  components: z.union([z.array(Select).length(1), z.array(Button).min(1).max(5)]),
});

const Components = z
  .array(Row)
  .max(5)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    for (const [at, row] of rows.entries()) {
      for (const [inner, { custom_id: id }] of row.components.entries()) {
        if (id === undefined) continue;
        if (seen.has(id)) {
          const path = [at, 'components', inner, 'custom_id'];
          const message = 'Component custom id cannot be duplicated';
          context.addIssue({ code: 'custom', path, message, params: { code: 'COMPONENT_CUSTOM_ID_DUPLICATED' } });
        }
        seen.add(id);
      }
    }
  });

const AllowedMentions = z.object({
  parse: z
    .array(z.enum(['users', 'roles', 'everyone']))
    .max(3)
    .optional(),
  users: z.array(z.string()).max(100).optional(),
  roles: z.array(z.string()).max(100).optional(),
  replied_user: z.boolean().optional(),
});

/** A message as it is sent; unknown keys pass, as they do at Discord's. */
export const MessageBody = z.object({
  content: z.string().max(2000).nullish(),
  embeds: Embeds.nullish(),
  components: Components.nullish(),
  allowed_mentions: AllowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});
export type MessageBody = z.infer<typeof MessageBody>;

/** What is left of a body for the message object; Discord stores trimmed texts. */
export type MessageParts = {
  content: string;
  embeds: APIEmbed[];
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
};

/** The parts of a new message, or of one that is edited: what an edit does not mention stays. */
export function messageParts(body: MessageBody, before?: MessageParts): MessageParts {
  const parts = {
    content: body.content === undefined ? (before?.content ?? '') : (body.content ?? '').trim(),
    embeds: (body.embeds === undefined ? (before?.embeds ?? []) : (body.embeds ?? [])).map((embed) => ({
      type: 'rich',
      ...embed,
    })),
    components: body.components === undefined ? (before?.components ?? []) : (body.components ?? []),
  } as MessageParts;
  if (parts.content === '' && parts.embeds.length === 0 && parts.components.length === 0) throw refusals.emptyMessage();
  return parts;
}
