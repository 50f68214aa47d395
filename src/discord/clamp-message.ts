import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIComponentInMessageActionRow, APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { clamp } from './clamp.ts';
import { limits } from './limits.ts';
import type { MessageFile, MessageReply } from './reply.ts';

type Row = NonNullable<MessageReply['components']>[number];

/** Makes any message fit Discord's limits, so that a long text costs its end and never the whole reply. */
export function clampMessage({ content, embeds = [], components = [], files }: MessageReply): MessageReply {
  const budget = { left: limits.embedsTogether };
  return {
    ...(content !== undefined && { content: clamp(content, limits.content) }),
    embeds: embeds
      .slice(0, limits.embeds)
      .map((embed) => clampEmbed(embed, budget))
      .filter((embed) => Object.keys(embed).some((key) => key !== 'color' && key !== 'url')),
    components: components
      .map((row) => ({ ...row, components: fittingComponents(row.components) }))
      .filter((row: Row) => row.components.length > 0)
      .slice(0, limits.rows),
    ...(files && { files: files.slice(0, limits.files).map(clampFile) }),
  };
}

const clampFile = ({ description, ...file }: MessageFile): MessageFile => ({
  ...file,
  ...(description && { description: clamp(description, limits.fileDescription) }),
});

/** The small parts of an embed are kept before the large: title, author, footer, description, fields in their order. */
function clampEmbed(embed: APIEmbed, budget: { left: number }): APIEmbed {
  const take = (text: string | undefined, limit: number): string | undefined => {
    const trimmed = text?.trim() ?? '';
    if (trimmed === '') return undefined;
    const cut = clamp(trimmed, Math.min(limit, budget.left));
    budget.left -= cut.length;
    return cut === '' ? undefined : cut;
  };
  // A copy that nearly always stays as it is: one put together from its parts takes three times as long, and as long again to write out.
  const fitting = { ...embed };
  const { author, footer, fields, image, thumbnail } = embed;
  put(fitting, 'title', take(embed.title, limits.embedTitle));
  put(fitting, 'author', withText(author, 'name', take(author?.name, limits.author)));
  put(fitting, 'footer', withText(footer, 'text', take(footer?.text, limits.footer)));
  put(fitting, 'description', take(embed.description, limits.embedDescription));
  const kept: APIEmbedField[] = [];
  for (const field of fields ?? []) {
    if (kept.length === limits.embedFields) break;
    if (field.name.trim() === '' || field.value.trim() === '') continue;
    // Both or neither: Discord takes no half field, and a reader needs more than the start of a value.
    if (budget.left < Math.min(field.name.length, limits.fieldName) + Math.min(field.value.length, 100)) continue;
    const name = take(field.name, limits.fieldName);
    const value = take(field.value, limits.fieldValue);
    if (name !== undefined && value !== undefined) kept.push({ ...field, name, value });
  }
  put(fitting, 'fields', kept.length === 0 ? undefined : kept);
  put(fitting, 'url', fittingUrl(embed.url));
  put(fitting, 'image', fittingUrl(image?.url) === undefined ? undefined : image);
  put(fitting, 'thumbnail', fittingUrl(thumbnail?.url) === undefined ? undefined : thumbnail);
  return fitting;
}

/** Sets a part, or leaves it out. */
function put<K extends keyof APIEmbed>(embed: APIEmbed, part: K, value: APIEmbed[K] | undefined): void {
  if (value === undefined) delete embed[part];
  else embed[part] = value;
}

const withText = <T extends object, K extends keyof T>(part: T | undefined, key: K, text: T[K] | undefined) =>
  part && text !== undefined ? { ...part, [key]: text } : undefined;

const fittingUrl = (url: string | undefined): string | undefined =>
  url !== undefined && url.length <= limits.url && /^(?:https?|attachment):\/\/\S+$/.test(url) ? url : undefined;

function fittingComponents(components: readonly APIComponentInMessageActionRow[]): APIComponentInMessageActionRow[] {
  return components
    .map(fittingComponent)
    .filter((component) => component !== undefined)
    .slice(0, limits.buttonsInRow);
}

/** The component as Discord takes it, or none: a button without words or a select without options is left out. */
function fittingComponent(component: APIComponentInMessageActionRow): APIComponentInMessageActionRow | undefined {
  if (component.type === ComponentType.Button) {
    if (component.style === ButtonStyle.Link && component.url.length > limits.linkUrl) return undefined;
    if (component.style === ButtonStyle.Premium || component.label === undefined) return component;
    const label = clamp(component.label, limits.buttonLabel);
    return label === component.label ? component : { ...component, label };
  }
  const placeholder = component.placeholder && { placeholder: clamp(component.placeholder, limits.placeholder) };
  if (component.type !== ComponentType.StringSelect) return { ...component, ...placeholder };
  const options = component.options
    .filter(({ label, value }) => label.trim() !== '' && value !== '' && value.length <= limits.optionValue)
    .slice(0, limits.selectOptions)
    .map((option) => ({
      ...option,
      label: clamp(option.label, limits.optionLabel),
      ...(option.description && { description: clamp(option.description, limits.optionLabel) }),
    }));
  if (options.length === 0) return undefined;
  const most = component.max_values && { max_values: Math.min(component.max_values, options.length) };
  return { ...component, ...placeholder, ...most, options };
}
