import type { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import type { z } from 'zod';
import type { Authority } from '../domain/authority.ts';
import type { MessageKey, Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import type { Reply, Visibility } from './reply.ts';
import type { CommandRequest, MessageCommandRequest } from './request.ts';

/** The value of an Integer option is a number. */
export type Choice = Readonly<{ name: string; value: string | number }>;

/** What a member has typed so far into one option. `options`: the other options as they stand, unchecked. */
export type Typing = Readonly<{
  typed: string;
  options: Readonly<Record<string, unknown>>;
  guildId: string | undefined;
  userId: string;
  now: Temporal.Instant;
  t: Translate;
}>;

/**
 * One option: what Discord is told, how its value is checked, and what is offered while typing.
 * Its words come from the catalogs: `option.<key>.name` and `.description`, a choice's from `choice.<key>.<value>`.
 * The value of a channel or role is what Discord says of it (picked.ts reads that), and not its id alone.
 */
export type Option<Value = unknown> = Readonly<{
  key: string;
  type:
    | ApplicationCommandOptionType.String
    | ApplicationCommandOptionType.Integer
    | ApplicationCommandOptionType.Boolean
    | ApplicationCommandOptionType.Channel
    | ApplicationCommandOptionType.Role;
  required?: boolean;
  choices?: readonly string[];
  /** Of a channel: which kinds are offered. */
  channelTypes?: readonly ChannelType[];
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  schema: z.ZodType<Value>;
  autocomplete?: (typing: Typing, services: Services) => readonly Choice[] | Promise<readonly Choice[]>;
}>;

export type Options = Readonly<Record<string, Option>>;
type Values<O extends Options> = Readonly<{ [K in keyof O]: z.output<O[K]['schema']> }>;

/**
 * A subcommand: wire definition, shape of its options and behaviour in one place. `execute` returns; the router sends.
 * `name`: `theme`, or `watchlist add` for the subcommand `add` of the group `watchlist`.
 */
export type Subcommand<O extends Options = Options> = Readonly<{
  name: string;
  options: O;
  visibility: Visibility | ((options: Values<O>) => Visibility);
  execute(request: CommandRequest<Values<O>>, services: Services): Reply | Promise<Reply>;
}>;

/** A top-level slash command. Its words: `command.<name>.name|description`, `command.<name>.<subcommand>.name|description`. */
export type SlashCommand = Readonly<{
  kind: 'slash';
  name: string;
  /** Works in a direct message with the bot, too. */
  inDirectMessages: boolean;
  /** Who may use it by default; unset means everyone. Guilds may change it in Discord, which sees to it. */
  needs?: Authority;
  subcommands: readonly Subcommand[];
}>;

/** A command in a message's context menu. `key` names its title in the catalogs. */
export type MessageCommand = Readonly<{
  kind: 'message';
  /** The registered, English name. */
  name: string;
  key: MessageKey;
  inDirectMessages: boolean;
  /** Who may use it by default; unset means everyone. Guilds may change it in Discord, which sees to it. */
  needs?: Authority;
  visibility: Visibility;
  execute(request: MessageCommandRequest, services: Services): Reply | Promise<Reply>;
}>;

export type Command = SlashCommand | MessageCommand;

/** Keeps the types of the options for `execute` while the list of commands holds subcommands of every shape. */
export const defineSubcommand = <O extends Options>(subcommand: Subcommand<O>): Subcommand =>
  subcommand as unknown as Subcommand;

/** Types an option's value by its schema. */
export const defineOption = <Value>(option: Option<Value>): Option<Value> => option;
