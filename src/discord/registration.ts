import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Routes,
} from 'discord-api-types/v10';
import { bitOf } from '../domain/authority.ts';
import { exitCodes, OperatorError } from '../errors.ts';
import { catalogOf, translator } from '../locales/translate.ts';
import type { Locale, MessageKey } from '../locales/translate.ts';
import { compareCommands, isEmpty } from './command-difference.ts';
import type { Difference, WireCommand } from './command-difference.ts';
import type { Command, Option, SlashCommand, Subcommand } from './command.ts';

/** A text in every locale: Discord shows the one of the reader, and the plain field to everybody else. */
type Localized = Readonly<Record<Locale, string>>;

/** The scope of a registration: everywhere, or one guild, where a change shows at once. */
type Scope = Readonly<{ rest: REST; applicationId: string; devGuildId: string | undefined }>;

/**
 * A command as Discord wants it. English names are the names in the code; all other words come from the catalogs.
 * The English text stands under its own locale key, too: without it a reader of English may get another fallback.
 */
export function toWire(command: Command): WireCommand {
  const common = {
    ...(command.inDirectMessages
      ? { contexts: [InteractionContextType.Guild, InteractionContextType.BotDM] }
      : { contexts: [InteractionContextType.Guild] }),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    ...(command.needs && {
      default_member_permissions: String(bitOf[command.needs]),
    }),
  };
  if (command.kind === 'message') {
    return { type: ApplicationCommandType.Message, ...named(command.name, command.key), ...common };
  }
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(command.name, `command.${command.name}.name`),
    ...described(`command.${command.name}.description`),
    options: optionsOf(command),
    ...common,
  };
}

/** Subcommands in their order; those of a group stand together, where its first one stands. */
function optionsOf({ name: command, subcommands }: SlashCommand): object[] {
  const byGroup = Map.groupBy(subcommands, ({ name }) => (name.includes(' ') ? name.split(' ')[0] : name));
  return [...byGroup].map(([group = '', members]) => {
    const wire = members.map((subcommand) => subcommandToWire(command, subcommand));
    if (members[0]?.name === group) return wire[0] ?? {};
    const key = `command.${command}.${group}`;
    return {
      type: ApplicationCommandOptionType.SubcommandGroup,
      ...named(group, `${key}.name`),
      ...described(`${key}.description`),
      options: wire,
    };
  });
}

function subcommandToWire(command: string, { name: path, options }: Subcommand): object {
  const key = `command.${command}.${path.replace(' ', '.')}`;
  const name = path.split(' ').at(-1) ?? path;
  return {
    type: ApplicationCommandOptionType.Subcommand,
    ...named(name, `${key}.name`),
    ...described(`${key}.description`),
    options: Object.entries(options)
      .map(([optionName, option]) => optionToWire(optionName, option))
      // Discord refuses a required option after an optional one; the sort keeps the order otherwise.
      .toSorted((a, b) => Number(b.required) - Number(a.required)),
  };
}

function optionToWire(name: string, option: Option): { required: boolean } & Record<string, unknown> {
  const key = `option.${option.key}`;
  return {
    type: option.type,
    ...named(name, `${key}.name`),
    ...described(`${key}.description`),
    required: option.required ?? false,
    ...(option.autocomplete && { autocomplete: true }),
    ...(option.choices && {
      choices: option.choices.map((value) => ({ ...titled(`choice.${option.key}.${value}`), value })),
    }),
    ...(option.channelTypes && { channel_types: option.channelTypes }),
    ...(option.minLength !== undefined && { min_length: option.minLength }),
    ...(option.maxLength !== undefined && { max_length: option.maxLength }),
    ...(option.minValue !== undefined && { min_value: option.minValue }),
    ...(option.maxValue !== undefined && { max_value: option.maxValue }),
  };
}

const named = (name: string, key: string) => ({ name, name_localizations: { ...words(key), 'en-US': name } });

function described(key: string) {
  const localized = words(key);
  return { description: localized['en-US'], description_localizations: localized };
}

function titled(key: string) {
  const localized = words(key);
  return { name: localized['en-US'], name_localizations: localized };
}

/** The words under a key. A key that the catalogs lack is a bug that a test finds before a member does. */
function words(key: string): Localized {
  if (!Object.hasOwn(catalogOf('en-US'), key)) throw new Error(`the catalogs have no words for ${key}`);
  const say = (locale: Locale): string => translator(locale)(key as MessageKey);
  return { 'en-US': say('en-US'), ru: say('ru') };
}

type Registration = Scope & Readonly<{ commands: readonly Command[] }>;

/** What a registration would change. Asks one scope only, the dev guild's if there is one; an OperatorError when that is none that the bot may reach. */
export const commandDifference = (parts: Registration): Promise<Difference> =>
  withinReach(parts, async () => {
    const registered = await parts.rest.get(routeOf(parts), {
      query: new URLSearchParams({ with_localizations: 'true' }),
    });
    return compareCommands(Array.isArray(registered) ? (registered as WireCommand[]) : [], wantedOf(parts));
  });

/** Makes Discord's list of commands ours, if it is another one, in the same scope; says what it changed. */
export const registerCommands = (parts: Registration): Promise<Difference> =>
  withinReach(parts, async () => {
    const difference = await commandDifference(parts);
    if (!isEmpty(difference)) await parts.rest.put(routeOf(parts), { body: wantedOf(parts) });
    return difference;
  });

async function withinReach<T>({ devGuildId }: Scope, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOutOfReach = error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);
    if (devGuildId === undefined || !isOutOfReach) throw error;
    throw new OperatorError(
      {
        problem: `Discord takes no commands for the guild ${devGuildId} (${error.message})`,
        remedy: 'check DISCORD_DEV_GUILD_ID, and invite the bot there with the scope applications.commands',
      },
      { exitCode: exitCodes.configuration, cause: error },
    );
  }
}

const wantedOf = ({ commands, devGuildId }: Registration): WireCommand[] =>
  commands.map((command) => forScope(toWire(command), devGuildId));

/** The application's id, for scripts that do not connect to the gateway. */
export async function readApplicationId(rest: REST): Promise<string> {
  const application = (await rest.get(Routes.currentApplication())) as { id: string };
  return application.id;
}

const routeOf = ({ applicationId, devGuildId }: Scope): `/${string}` =>
  devGuildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, devGuildId);

/** Contexts and integration types exist for global commands only. */
function forScope(command: WireCommand, devGuildId: string | undefined): WireCommand {
  if (devGuildId === undefined) return command;
  const { contexts: _contexts, integration_types: _types, ...guildCommand } = command;
  return guildCommand as WireCommand;
}
