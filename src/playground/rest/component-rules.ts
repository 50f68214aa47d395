import { ButtonStyle, ChannelType, ComponentType } from 'discord.js';
import { z } from 'zod';
import { fullEmoji } from '../world/emoji.ts';
import { refuser } from './discord-error.ts';
import { address, picture } from './embed-rules.ts';
import { setOf } from './set-rule.ts';

/* What Discord takes as components of a message: https://discord.com/developers/docs/components/reference */

/** What Discord fills in itself where a sender says nothing. */
const usually = <T>(rule: z.ZodType<T>, value: T) => rule.nullish().transform((given) => given ?? value);

export const componentId = z.int().min(0).max(0x7fffffff).nullish();
export const customId = z.string().min(1).max(100);

const Emoji = z
  .object({ id: z.string().nullish(), name: z.string().nullish(), animated: z.boolean().nullish() })
  .superRefine(({ id, name }, context) => {
    if (id || fullEmoji(name ?? '') === undefined)
      refuser(context)(['name'], 'COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  })
  .nullish();

const Button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: z.enum(ButtonStyle),
    label: z.string().max(80).nullish(),
    emoji: Emoji,
    custom_id: customId.nullish(),
    url: address(512, 'http', 'https', 'discord').nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine(({ style, label, emoji, custom_id: own, url }, context) => {
    const refuse = refuser(context);
    if (style === ButtonStyle.Premium)
      return refuse(['sku_id'], 'BUTTON_COMPONENT_INVALID_SKU', 'Premium buttons need a SKU');
    if ((label ?? '').trim() === '' && !emoji)
      refuse(['label'], 'BASE_TYPE_REQUIRED', 'A label or an emoji is required');
    const isLink = style === ButtonStyle.Link;
    if (isLink && !url) refuse(['url'], 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    if (!isLink && !own) refuse(['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    if (own && url) {
      const message = 'A custom id and url cannot both be specified';
      refuse(['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', message);
    } else if (isLink && own)
      refuse(['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED', 'A link has no custom id');
    else if (!isLink && url) refuse(['url'], 'BUTTON_COMPONENT_URL_NOT_ALLOWED', 'Only a link button has a url');
  });

const aSelect = {
  id: componentId,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: usually(z.int().min(0).max(25), 1),
  max_values: usually(z.int().min(1).max(25), 1),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

/** What a select, radio or checkbox group offers. */
export const ChoiceOption = z.object({
  label: z.string().trim().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: Emoji,
  default: z.boolean().nullish(),
});

/** No value twice. */
export function refuseRepeatedValues(options: readonly { value: string }[], context: z.RefinementCtx): void {
  for (const [at, { value }] of options.entries()) {
    if (options.findIndex((other) => other.value === value) === at) continue;
    const message = 'The specified option value is already used';
    refuser(context)(['options', at, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message);
  }
}

const StringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...aSelect,
    options: z.array(ChoiceOption).min(1).max(25),
  })
  .superRefine(({ options, min_values: least, max_values: most }, context) => {
    const refuse = refuser(context);
    refuseRepeatedValues(options, context);
    const chosen = options.filter((option) => option.default === true).length;
    if (options.length > 0 && (most > options.length || least > most)) {
      refuse(['max_values'], 'SELECT_COMPONENT_INVALID_MAX_VALUES', 'Must be within min_values and the options.');
    } else if (chosen > most) {
      const message = 'The number of default options exceeds max_values';
      refuse(['options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', message);
    }
  });

const Preset = z.object({ id: z.string().regex(/^\d{1,20}$/), type: z.enum(['user', 'role', 'channel']) });

const selectOf = <T extends ComponentType>(type: T) =>
  z.object({
    type: z.literal(type),
    ...aSelect,
    channel_types: setOf(z.enum(ChannelType)).nullish(),
    default_values: z.array(Preset).max(25).nullish(),
  });

/** Every kind of select, for messages and forms alike. */
export const Selects = [
  StringSelect,
  selectOf(ComponentType.UserSelect),
  selectOf(ComponentType.RoleSelect),
  selectOf(ComponentType.MentionableSelect),
  selectOf(ComponentType.ChannelSelect),
] as const;

const ActionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: z
      .array(z.discriminatedUnion('type', [Button, ...Selects]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, context) => {
    const select = components.findIndex(({ type }) => type !== ComponentType.Button);
    if (select < 0 || components.length === 1) return;
    const message = 'The specified component exceeds the maximum width';
    refuser(context)(['components', select], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message);
  });

export const TextDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: z.string().min(1).max(4000),
});
const Media = {
  media: z.object({ url: picture }),
  description: usually(z.string().min(1).max(1024).nullable(), null),
  spoiler: usually(z.boolean(), false),
};
const Thumbnail = z.object({ type: z.literal(ComponentType.Thumbnail), id: componentId, ...Media });
const Section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: z.array(TextDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [Button, Thumbnail]),
});
const Gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: z.array(z.object(Media)).min(1).max(10),
});
const Separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: usually(z.boolean(), true),
  spacing: usually(z.int().min(1).max(2), 1),
});
const inside = [ActionRow, TextDisplay, Section, Gallery, Separator] as const;
const Container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: usually(z.int().min(0).max(0xffffff).nullable(), null),
  spoiler: usually(z.boolean(), false),
  components: z
    .array(z.discriminatedUnion('type', [...inside]))
    .min(1)
    .max(40),
});

/** The components of a message, of either layout; which one is allowed depends on the message's flags. */
export const Components = z.array(z.discriminatedUnion('type', [...inside, Container])).max(40);
