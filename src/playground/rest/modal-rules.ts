import { ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import { ChoiceOption, componentId, customId, refuseRepeatedValues, Selects, TextDisplay } from './component-rules.ts';
import { refuser } from './discord-error.ts';
import { refuseRepeatedIds } from './layout.ts';
import type { Part } from './layout.ts';

/* What Discord takes as a form: https://discord.com/developers/docs/components/reference#label */

const anInput = { id: componentId, custom_id: customId, required: z.boolean().nullish() };

const TextInput = z
  .object({
    type: z.literal(ComponentType.TextInput),
    ...anInput,
    style: z.enum(TextInputStyle),
    label: z.string().min(1).max(45).nullish(),
    value: z.string().max(4000).nullish(),
    placeholder: z.string().max(100).nullish(),
    min_length: z.int().min(0).max(4000).nullish(),
    max_length: z.int().min(1).max(4000).nullish(),
  })
  .superRefine(({ min_length: least, max_length: most, value }, context) => {
    const refuse = refuser(context);
    if ((least ?? 0) > (most ?? 4000))
      refuse(['min_length'], 'TEXT_INPUT_COMPONENT_INVALID_LENGTH', 'min_length must be max_length or less.');
    if (value && value.length > (most ?? 4000))
      refuse(['value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  });

const group = <T extends ComponentType>(type: T, least: number) =>
  z
    .object({ type: z.literal(type), ...anInput, options: z.array(ChoiceOption).min(least).max(10) })
    .superRefine(({ options }, context) => refuseRepeatedValues(options, context));

const Label = z.object({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: z.string().trim().min(1).max(45),
  description: z.string().min(1).max(100).nullish(),
  component: z.discriminatedUnion('type', [
    TextInput,
    ...Selects,
    group(ComponentType.RadioGroup, 2),
    group(ComponentType.CheckboxGroup, 1),
    z.object({ type: z.literal(ComponentType.Checkbox), ...anInput, default: z.boolean().nullish() }),
    z.object({ type: z.literal(ComponentType.FileUpload), ...anInput }),
  ]),
});

/** The old way to ask for text: a row with one input that carries its own label. */
const Row = z
  .object({ type: z.literal(ComponentType.ActionRow), id: componentId, components: z.array(TextInput).length(1) })
  .superRefine(({ components }, context) => {
    if (!components[0]?.label)
      refuser(context)(['components', 0, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
  });

/** A form: up to five things in it, each custom_id once. */
export const Modal = z.object({
  custom_id: customId,
  title: z.string().trim().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [Label, Row, TextDisplay]))
    .min(1)
    .max(5)
    .superRefine((components, context) => refuseRepeatedIds(components as Part[], context)),
});
