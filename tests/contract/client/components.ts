import { ButtonStyle, ComponentType } from 'discord.js';

const row = (...components: object[]): object => ({ type: ComponentType.ActionRow, components });
const button = (custom_id: string, more: object = {}): object => ({
  ...{ type: ComponentType.Button, style: ButtonStyle.Secondary, label: custom_id, custom_id },
  ...more,
});
const link = { type: ComponentType.Button, style: ButtonStyle.Link, label: 'More', url: 'https://example.org' };
const options = [
  { label: 'Daisies', value: 'daisies', description: '1966', emoji: { name: '🌼' }, default: true },
  { label: 'The Cremator', value: 'the-cremator' },
];
const select = (type: ComponentType, more: object = {}): object => ({
  ...{ type, custom_id: `pick-${type}`, placeholder: 'Pick', min_values: 0, max_values: 1, disabled: false },
  ...more,
});

/** Buttons and menus of every kind, in rows. */
export const everyComponent: readonly object[] = [
  row(button('go', { emoji: { name: '🎬' } }), button('dead', { style: 4, disabled: true }), link),
  row(select(ComponentType.StringSelect, { options })),
  row(select(ComponentType.UserSelect)),
  row(select(ComponentType.RoleSelect)),
  row(select(ComponentType.ChannelSelect, { channel_types: [0] })),
];

const text = { type: ComponentType.TextDisplay, content: '# Daisies' };
const media = { media: { url: 'https://example.org/poster.png' }, description: 'A poster', spoiler: false };
const inside = [
  text,
  { type: ComponentType.Section, components: [text], accessory: { type: ComponentType.Thumbnail, ...media } },
  { type: ComponentType.Section, components: [text], accessory: button('beside') },
  { type: ComponentType.MediaGallery, items: [media] },
  { type: ComponentType.Separator, divider: true, spacing: 2 },
];

/** The new layout: texts, sections, pictures, containers, with rows among them. */
export const everyNewComponent: readonly object[] = [
  ...inside,
  { type: ComponentType.Container, accent_color: 0xffcc00, spoiler: false, components: [text, row(button('within'))] },
  row(select(ComponentType.MentionableSelect)),
];

const input = (type: ComponentType, custom_id: string, more: object): object => ({
  type: ComponentType.Label,
  label: custom_id,
  description: 'Say it',
  component: { type, custom_id, required: false, ...more },
});
const few = [
  { label: 'Yes', value: 'yes', description: 'Gladly' },
  { label: 'No', value: 'no', default: true },
];

/** Forms with all that may stand in them, five things each. */
export const everyForm: readonly object[] = [
  [
    text,
    input(ComponentType.TextInput, 'why', { style: 2, min_length: 0, max_length: 400, placeholder: 'Why', value: '' }),
    input(ComponentType.StringSelect, 'film', { options, placeholder: 'Pick', min_values: 0, max_values: 2 }),
    input(ComponentType.UserSelect, 'who', { max_values: 1 }),
    input(ComponentType.ChannelSelect, 'where', { channel_types: [0] }),
  ],
  [
    input(ComponentType.RadioGroup, 'one', { options: few }),
    input(ComponentType.CheckboxGroup, 'some', { options: few }),
    { type: ComponentType.Label, label: 'Sure', component: { type: ComponentType.Checkbox, custom_id: 'sure' } },
    input(ComponentType.FileUpload, 'poster', {}),
    row({ type: ComponentType.TextInput, custom_id: 'old', style: 1, label: 'The old way', required: false }),
  ],
].map((components) => ({ custom_id: 'nominate', title: 'Nominate', components }));
