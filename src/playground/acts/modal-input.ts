import { ComponentType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { Refusal } from './refusal.ts';

type Field = Readonly<{
  type: number;
  id?: number;
  custom_id: string;
  required?: boolean | null;
  min_length?: number | null;
  max_length?: number | null;
}>;
type Part = Readonly<{ type: number; id?: number; component?: Field; components?: readonly Field[] }>;

/** The parts of a form as they come back with what was typed; refuses what Discord's client would not send. */
export function filledModal(
  { components }: APIModalInteractionResponseCallbackData,
  fields: Readonly<Record<string, string>>,
): readonly object[] {
  const fill = (field: Field): object => ({
    ...placeOf(field),
    custom_id: field.custom_id,
    ...answerTo(field, fields),
  });
  return (components as readonly Part[]).map((part) => ({
    ...placeOf(part),
    ...(part.component && { component: fill(part.component) }),
    ...(part.components && { components: part.components.map(fill) }),
  }));
}

const placeOf = ({ type, id }: Part | Field): object => ({ type, id });

function answerTo(field: Field, fields: Readonly<Record<string, string>>): object {
  const text = fields[field.custom_id] ?? '';
  // A box that is not ticked is an answer, too.
  if (text === '' && field.type !== (ComponentType.Checkbox as number) && (field.required ?? true))
    throw new Refusal('Something that is needed is empty.');
  switch (field.type as ComponentType) {
    case ComponentType.TextInput:
      if (text !== '' && (text.length < (field.min_length ?? 0) || text.length > (field.max_length ?? 4000)))
        throw new Refusal('A text is too short or too long.');
      return { value: text };
    case ComponentType.RadioGroup:
      return { value: text === '' ? null : text };
    case ComponentType.Checkbox:
      return { value: text !== '' };
    default:
      return { values: text === '' ? [] : [text] };
  }
}
