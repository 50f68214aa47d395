import { ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord.js';
import { z } from 'zod';

/*
 * What Discord takes as an application command.
 * https://discord.com/developers/docs/interactions/application-commands
 */

const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name must be lower case');
const menuName = z.string().trim().min(1).max(32);
const known = new Set<string>(Object.values(Locale));

const localized = (rule: z.ZodType<string>) =>
  z
    .record(
      z.string().refine((locale) => known.has(locale), 'Unknown locale'),
      rule.nullable(),
    )
    .nullish();
const described = {
  description: z.string().min(1).max(100),
  description_localizations: localized(z.string().min(1).max(100)),
};
const named = { name: slashName, name_localizations: localized(slashName) };

const Choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)),
  value: z.union([z.string().min(1).max(100), z.number()]),
});

type OptionShape = z.infer<typeof plainOption> & { options?: OptionShape[] | undefined };

const plainOption = z.object({
  ...named,
  ...described,
  type: z.enum(ApplicationCommandOptionType),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(Choice).max(25).nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  channel_types: z.array(z.int()).nullish(),
});

const Options: z.ZodType<OptionShape[]> = z.lazy(() =>
  z
    .array(plainOption.extend({ options: Options.optional() }))
    .max(25)
    .superRefine((options, context) => {
      const refuse = (at: number, field: string, code: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [at, field], message, params: { code } });
      for (const [at, option] of options.entries()) {
        if (options.findIndex(({ name }) => name === option.name) < at) {
          refuse(
            at,
            'name',
            'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
            'Option name already exists in this options list',
          );
        }
        if (option.required === true && options.slice(0, at).some(({ required }) => required !== true)) {
          refuse(
            at,
            'required',
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          );
        }
        if (option.autocomplete === true && (option.choices?.length ?? 0) > 0) {
          refuse(
            at,
            'autocomplete',
            'APPLICATION_COMMAND_AUTOCOMPLETE_INVALID',
            'Autocomplete cannot be used with choices',
          );
        }
      }
    }),
);

/** A command as it is registered. 8,000 characters in all, of each localised text the longest variant. */
export const CommandBody = z
  .object({
    type: z.enum(ApplicationCommandType).default(ApplicationCommandType.ChatInput),
    name: z.string(),
    name_localizations: z.record(z.string(), z.string().nullable()).nullish(),
    description: z.string().nullish(),
    description_localizations: localized(z.string().min(1).max(100)),
    options: Options.nullish(),
    default_member_permissions: z.string().regex(/^\d+$/).nullish(),
    contexts: z.array(z.int().min(0).max(2)).nullish(),
    integration_types: z.array(z.int().min(0).max(1)).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .superRefine((command, context) => {
    const isSlash = command.type === ApplicationCommandType.ChatInput;
    const names = [command.name, ...Object.values(command.name_localizations ?? {})];
    for (const name of names) {
      const read = (isSlash ? slashName : menuName).nullable().safeParse(name);
      if (!read.success)
        context.addIssue({
          code: 'custom',
          path: ['name'],
          message: 'Command name is invalid',
          params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
        });
    }
    const length = (command.description ?? '').length;
    if (isSlash ? length < 1 || length > 100 : length > 0) {
      context.addIssue({
        code: 'custom',
        path: ['description'],
        message: 'Must be between 1 and 100 in length.',
        params: { code: 'BASE_TYPE_BAD_LENGTH' },
      });
    }
    if (sizeOf(command) > 8000) {
      context.addIssue({
        code: 'custom',
        path: [],
        message: 'Command exceeds maximum size (8000)',
        params: { code: 'APPLICATION_COMMAND_TOO_LARGE' },
      });
    }
  });
export type CommandBody = z.infer<typeof CommandBody>;

type Sized = {
  name: string;
  name_localizations?: Readonly<Record<string, string | null>> | null | undefined;
  description?: string | null | undefined;
  description_localizations?: Readonly<Record<string, string | null>> | null | undefined;
  choices?: readonly (Sized & { value: string | number })[] | null | undefined;
  options?: readonly Sized[] | null | undefined;
};

function sizeOf(part: Sized): number {
  const longest = (text: string | null | undefined, variants: Sized['name_localizations']): number =>
    Math.max(...[text ?? '', ...Object.values(variants ?? {})].map((variant) => (variant ?? '').length));
  const inner = [...(part.options ?? []), ...(part.choices ?? [])].reduce((sum, child) => sum + sizeOf(child), 0);
  const value = 'value' in part && typeof part.value === 'string' ? part.value.length : 0;
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    value +
    inner
  );
}
