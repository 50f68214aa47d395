import { ApplicationCommandOptionType, ChannelType, Locale } from 'discord.js';
import { z } from 'zod';
import { refuser } from './discord-error.ts';
import { setOf } from './set-rule.ts';

/* What Discord takes as options: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure */

export const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name must be lower case');

const known = new Set<string>(Object.values(Locale));

/** The same text in other languages, by Discord's locales. */
export const localized = (rule: z.ZodType<string>) =>
  z
    .record(z.string(), rule)
    .superRefine((words, context) => {
      for (const locale of Object.keys(words)) {
        if (!known.has(locale)) refuser(context)([locale], 'ENUM_TYPE_COERCE', `Value "${locale}" is not a locale.`);
      }
    })
    .nullish();

export const described = {
  description: z.string().min(1).max(100),
  description_localizations: localized(z.string().min(1).max(100)),
};

/** What can be chosen for an option, fixed or while typing. */
export const Choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)),
  value: z.union([z.string().min(1).max(100), z.number()]),
});

const plainOption = z.object({
  type: z.enum(ApplicationCommandOptionType),
  name: slashName,
  name_localizations: localized(slashName),
  ...described,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(Choice).max(25).nullish(),
  min_length: z.int().min(0).max(6000).nullish(),
  max_length: z.int().min(1).max(6000).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  channel_types: setOf(z.enum(ChannelType)).nullish(),
});

type Option = z.infer<typeof plainOption> & { options?: Option[] | null | undefined };

const { Subcommand, SubcommandGroup, String: Text, Integer, Number: Decimal } = ApplicationCommandOptionType;
const isBranch = ({ type }: Option): boolean => type === Subcommand || type === SubcommandGroup;

/** Options of one level; `depth` says which branches may still stand here: groups on the first, subcommands on the second. */
export const Options: z.ZodType<Option[]> = z.lazy(() =>
  z
    .array(plainOption.extend({ options: Options.nullish() }))
    .max(25)
    .superRefine((options, context) => {
      const refuse = refuser(context);
      refuseRepeatedNames(options, refuse);
      const branches = options.filter(isBranch).length;
      for (const [at, option] of options.entries()) {
        if (branches > 0 && !isBranch(option)) {
          const message = 'Sub-command and sub-command group option types are mutually exclusive to other types';
          refuse([at, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
        }
        if (option.required === true && options.slice(0, at).some(({ required }) => required !== true)) {
          const message = 'Required options must be placed before non-required options';
          refuse([at], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
        }
        refuseMisfits(option, at, refuse);
      }
    }),
);

type Refuse = ReturnType<typeof refuser>;

/** A name may stand once, and so may what it is called in a language; nor may one option's name be another's in some language. */
function refuseRepeatedNames(options: readonly Option[], refuse: Refuse): void {
  const message = 'Option name already exists in this options list';
  for (const [at, option] of options.entries()) {
    const others = options.filter((_, other) => other !== at);
    if (options.findIndex(({ name }) => name === option.name) < at)
      refuse([at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message);
    for (const [locale, word] of Object.entries(option.name_localizations ?? {})) {
      const taken = others.some(({ name, name_localizations: words }) => name === word || words?.[locale] === word);
      if (taken) refuse([at, 'name_localizations', locale], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message);
    }
  }
}

/** What does not go with an option's type. */
function refuseMisfits(option: Option, at: number, refuse: Refuse): void {
  const { type, choices, autocomplete, options } = option;
  const isNumber = type === Integer || type === Decimal;
  const invalid = (field: string, message: string): void =>
    refuse([at, field], 'APPLICATION_COMMAND_OPTIONS_FIELD_INVALID', message);
  if (type === SubcommandGroup ? !options?.length : !isBranch(option) && options?.length)
    invalid('options', 'Options stand in sub-commands and their groups only, and groups need some');
  if (type === SubcommandGroup && options?.some((inner) => inner.type !== Subcommand))
    invalid('options', 'A group holds sub-commands');
  if (type === Subcommand && options?.some(isBranch)) invalid('options', 'A sub-command holds no other');
  if (type !== Text && !isNumber && (choices?.length || autocomplete))
    invalid(autocomplete ? 'autocomplete' : 'choices', 'Only texts and numbers can be offered');
  if (autocomplete && choices?.length)
    refuse(
      [at, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_INVALID',
      'Autocomplete cannot be used with choices',
    );
  if (type !== Text && (option.min_length ?? option.max_length ?? undefined) !== undefined)
    invalid('min_length', 'Only texts have a length');
  if (!isNumber && (option.min_value ?? option.max_value ?? undefined) !== undefined)
    invalid('min_value', 'Only numbers have a least and a most');
  for (const field of ['min_value', 'max_value'] as const) {
    if (type === Integer && !Number.isInteger(option[field] ?? 0))
      refuse([at, field], 'NUMBER_TYPE_COERCE', 'Value is not int.');
  }
  for (const [index, { name, value }] of (choices ?? []).entries()) {
    const path = [at, 'choices', index];
    if (choices?.findIndex((other) => other.name === name) !== index)
      refuse(
        [...path, 'name'],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Option choice name already exists',
      );
    const fits = type === Integer ? Number.isInteger(value) : isNumber === (typeof value === 'number');
    if (!fits)
      refuse([...path, 'value'], 'APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID', 'Value does not fit the type');
  }
}
