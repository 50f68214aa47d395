import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { APIComponentInLabel, APILabelComponent, APITextInputComponent } from 'discord-api-types/v10';

/** A field of a form, under its label and a hint. */
export const labelled = (label: string, component: APIComponentInLabel, hint?: string): APILabelComponent => ({
  ...{ type: ComponentType.Label, label, component },
  ...(hint !== undefined && { description: hint }),
});

/** A line to type, filled in with `value`; of `max` characters at most. */
export const textInput = (
  key: string,
  { max, value = '', required = true }: Readonly<{ max: number; value?: string; required?: boolean }>,
): APITextInputComponent => ({
  ...{ type: ComponentType.TextInput, custom_id: key, style: TextInputStyle.Short, max_length: max, required },
  ...(value !== '' && { value: value.slice(0, max) }),
});
