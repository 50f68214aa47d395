import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { z } from 'zod';
import { refuser } from './discord-error.ts';
import { described, localized, Options, slashName } from './option-rules.ts';
import { setOf } from './set-rule.ts';

/* What Discord takes as an application command: https://discord.com/developers/docs/interactions/application-commands */

const menuName = z.string().trim().min(1).max(32);
const everyOnce = <T extends z.core.util.EnumLike>(values: T) => setOf(z.enum(values)).min(1).nullish();

const parts = {
  // Discord takes the bits as a number, too.
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.int().min(0)])
    .transform(String)
    .nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: everyOnce(InteractionContextType),
  integration_types: everyOnce(ApplicationIntegrationType),
  nsfw: z.boolean().nullish(),
};

const Slash = z.object({
  type: z.literal(ApplicationCommandType.ChatInput),
  name: slashName,
  name_localizations: localized(slashName),
  ...described,
  options: Options.nullish(),
  ...parts,
});

/** A command of a context menu has a name with spaces and capitals, and nothing else to say. */
const Menu = z
  .object({
    type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
    name: menuName,
    name_localizations: localized(menuName),
    description: z.string().nullish(),
    options: z.array(z.unknown()).nullish(),
    ...parts,
  })
  .superRefine(({ description, options }, context) => {
    const refuse = refuser(context);
    const words = 'Context menu commands cannot have';
    if (description)
      refuse(['description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', `${words} a description`);
    if (options?.length) refuse(['options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', `${words} options`);
  });

/** A command as it is registered. 8,000 characters in all, of each localised text the longest variant. */
export const CommandBody = z
  .preprocess(
    (body) => (isRecord(body) ? { ...body, type: body['type'] ?? ApplicationCommandType.ChatInput } : body),
    z.discriminatedUnion('type', [Slash, Menu]),
  )
  .superRefine((command, context) => {
    if (sizeOf(command as Sized) <= 8000) return;
    refuser(context)([], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  });
export type CommandBody = z.infer<typeof CommandBody>;

type Words = Readonly<Record<string, string | null>> | null | undefined;
type Sized = Readonly<{
  name: string;
  name_localizations?: Words;
  description?: string | null;
  description_localizations?: Words;
  value?: string | number;
  choices?: readonly Sized[] | null;
  options?: readonly Sized[] | null;
}>;

function sizeOf(part: Sized): number {
  const longest = (text: string | null | undefined, variants: Words): number =>
    Math.max(...[text, ...Object.values(variants ?? {})].map((variant) => variant?.length ?? 0));
  const inner = [...(part.options ?? []), ...(part.choices ?? [])].reduce((sum, child) => sum + sizeOf(child), 0);
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    (typeof part.value === 'string' ? part.value.length : 0) +
    inner
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
