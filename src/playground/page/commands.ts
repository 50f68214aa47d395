import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord.js';
import type { ChannelView, PageLocale, PersonView } from '../protocol.ts';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object */
export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  number: 10,
} as const;
const commandType = { chatInput: 1, message: 3 } as const;
const context = { guild: 0, botDm: 1 } as const;

export type Choice = Readonly<{ name: string; value: string | number }>;

/** An option of a command, in the words of the person who reads it. */
export type Option = Readonly<{
  name: string;
  /** Its name in the person's language. */
  label: string;
  description: string;
  type: number;
  required: boolean;
  autocomplete: boolean;
  choices: readonly Choice[] | undefined;
  /** Of a channel which kinds may be chosen, Discord's numbers. */
  channelTypes: readonly number[] | undefined;
  /** Of a number its value, of a string its length. */
  min: number | undefined;
  max: number | undefined;
}>;

/** Something that can be typed after a slash: a command, or one of its subcommands. */
export type Invocable = Readonly<{
  commandId: string;
  /** As registered: `['film', 'theme']`. */
  path: readonly string[];
  /** In the person's language: `['фильм', 'тема']`. */
  labels: readonly string[];
  description: string;
  options: readonly Option[];
}>;

type Place = Readonly<{ person: PersonView; channel: ChannelView }>;

/** What this person may type here, subcommands flattened. */
export function slashCommands(commands: readonly APIApplicationCommand[], place: Place): readonly Invocable[] {
  return commands
    .filter(({ type }) => type === commandType.chatInput)
    .filter((command) => mayUse(command, place))
    .flatMap((command) => flatten(command, command.id, [], place.person.locale));
}

export type MenuCommand = Readonly<{ commandId: string; label: string }>;

/** What stands under "Apps" in the menu of a message. */
export function messageCommands(commands: readonly APIApplicationCommand[], place: Place): readonly MenuCommand[] {
  return commands
    .filter(({ type }) => type === commandType.message)
    .filter((command) => mayUse(command, place))
    .map((command) => ({ commandId: command.id, label: labelOf(command, place.person.locale) }));
}

/** A command that demands a permission is a moderator's; in direct messages nobody has or lacks one. */
function mayUse(command: APIApplicationCommand, { person, channel }: Place): boolean {
  const contexts = command.contexts as readonly number[] | null | undefined;
  if (channel.kind === 'dm') return command.guild_id === undefined && (contexts?.includes(context.botDm) ?? true);
  const allowed = (command.default_member_permissions ?? null) === null || person.role === 'moderator';
  return allowed && (contexts?.includes(context.guild) ?? true);
}

/** The parts of any command or option that matter here, whatever its type. */
type Node = Readonly<{
  name: string;
  description: string;
  name_localizations?: Readonly<Partial<Record<string, string | null>>> | null | undefined;
  description_localizations?: Readonly<Partial<Record<string, string | null>>> | null | undefined;
  type: number;
  options?: readonly Node[];
  required?: boolean;
  autocomplete?: boolean;
  choices?: readonly (Choice & Pick<Node, 'name_localizations'>)[];
  channel_types?: readonly number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}>;

const labelOf = (node: Pick<Node, 'name' | 'name_localizations'>, locale: PageLocale): string =>
  node.name_localizations?.[locale] ?? node.name;

const describe = (node: Node, locale: PageLocale): string =>
  node.description_localizations?.[locale] ?? node.description;

function flatten(
  node: Node | APIApplicationCommand | APIApplicationCommandOption,
  commandId: string,
  above: readonly Node[],
  locale: PageLocale,
): readonly Invocable[] {
  const chain = [...above, node as Node];
  const options = (node as Node).options ?? [];
  const branches = options.filter(({ type }) => type <= optionType.group);
  if (branches.length > 0) return branches.flatMap((branch) => flatten(branch, commandId, chain, locale));
  return [
    {
      commandId,
      path: chain.map(({ name }) => name),
      labels: chain.map((one) => labelOf(one, locale)),
      description: describe(node as Node, locale),
      options: options.map((option) => optionOf(option, locale)),
    },
  ];
}

const optionOf = (option: Node, locale: PageLocale): Option => ({
  name: option.name,
  label: labelOf(option, locale),
  description: describe(option, locale),
  type: option.type,
  required: option.required ?? false,
  autocomplete: option.autocomplete ?? false,
  choices: option.choices?.map((choice) => ({ name: labelOf(choice, locale), value: choice.value })),
  channelTypes: option.channel_types,
  min: option.min_value ?? option.min_length,
  max: option.max_value ?? option.max_length,
});
