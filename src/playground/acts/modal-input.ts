import { ComponentType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Person, World } from '../world/world.ts';
import { Refusal } from './refusal.ts';
import { picksOf, resolved } from './resolved.ts';
import type { Picked } from './resolved.ts';

type Field = Readonly<{
  type: number;
  id?: number;
  custom_id: string;
  required?: boolean | null;
  value?: string | null;
  options?: readonly Readonly<{ value: string; default?: boolean | null }>[];
  default_values?: readonly Readonly<{ id: string }>[] | null;
  channel_types?: readonly number[];
  min_length?: number | null;
  max_length?: number | null;
}>;
type Part = Readonly<{ type: number; id?: number; component?: Field; components?: readonly Field[] }>;

/**
 * The parts of a form as they come back with what was typed and picked, and what Discord says of channels and roles; refuses
 * what Discord's client would not send. What the visitor leaves alone is sent as the form has it.
 */
export function filledModal(
  { components }: APIModalInteractionResponseCallbackData,
  fields: Readonly<Record<string, string>>,
  person: Person,
  world: World,
): Readonly<{ components: readonly object[]; resolved?: object }> {
  const picks: Picked[] = [];
  const fill = (field: Field): object => {
    const text = fields[field.custom_id] ?? defaultOf(field);
    if (text !== '') picks.push(...picksOf(field, [text]));
    return { ...placeOf(field), custom_id: field.custom_id, ...answerTo(field, text) };
  };
  const filled = (components as readonly Part[]).map((part) => ({
    ...placeOf(part),
    ...(part.component && { component: fill(part.component) }),
    ...(part.components && { components: part.components.map(fill) }),
  }));
  return { components: filled, ...resolved(picks, person, world) };
}

const defaultOf = ({ value, options, default_values: picked }: Field): string =>
  value ?? options?.find((option) => option.default)?.value ?? picked?.[0]?.id ?? '';

const placeOf = ({ type, id }: Part | Field): object => ({ type, id });

function answerTo(field: Field, text: string): object {
  // A box that is not ticked is an answer, too.
  if (text === '' && field.type !== (ComponentType.Checkbox as number) && (field.required ?? true))
    throw new Refusal('Something that is needed is empty.');
  switch (field.type as ComponentType) {
    case ComponentType.TextInput:
      if (text !== '' && (text.length < (field.min_length ?? 0) || text.length > (field.max_length ?? 4000)))
        throw new Refusal('A text is too short or too long.');
      return { value: text };
    case ComponentType.StringSelect:
      if (text !== '' && !field.options?.some(({ value }) => value === text))
        throw new Refusal('That is not in the menu.');
      return { values: text === '' ? [] : [text] };
    case ComponentType.RadioGroup:
      return { value: text === '' ? null : text };
    case ComponentType.Checkbox:
      return { value: text !== '' };
    default:
      return { values: text === '' ? [] : [text] };
  }
}
