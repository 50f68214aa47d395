import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import type { Command, MessageCommand, Option, Options, SlashCommand, Subcommand } from './command.ts';
import { readCustomId } from './component.ts';
import type { Component } from './component.ts';
import type { Direction } from './interaction-answer.ts';
import { readCommandData, readComponentData, resolvedIn } from './interaction.ts';
import type { Interaction, RawOption } from './interaction.ts';
import type { Reply, Visibility } from './reply.ts';
import type { Request } from './request.ts';
import { demand, vouchedFor } from './passes.ts';
import type { Seal } from './seal.ts';

/**
 * What an interaction asks for, checked: where its answer goes, and the door's behaviour waiting for a request. `services`
 * are those that the guild sees, which may have switched parts of the library off. `name` is one of ours, for counting.
 * `passUntilMs`: the end of the pass (passes.ts) with which the answer is given, if whoever asks has one.
 */
export type Call = Readonly<{
  name: string;
  direction: Direction;
  passUntilMs: (now: Temporal.Instant) => number | undefined;
  execute: (request: Request, services: Services) => Reply | Promise<Reply>;
}>;

/** Autocomplete of one option, waiting for whoever types. */
export type Completion = Readonly<{
  name: string;
  option: Option;
  typed: string;
  options: Readonly<Record<string, unknown>>;
}>;

type OptionsSchema = z.ZodType<Record<string, unknown>>;

type CommandData = NonNullable<ReturnType<typeof readCommandData>>;

type SlashDoor = Readonly<{ command: SlashCommand; subcommand: Subcommand; schema: OptionsSchema }>;

/** Every command and component by its name: what a stranger sends is looked up, parsed by the door's schema, or refused. */
export class Doors {
  readonly #subcommands: ReadonlyMap<string, SlashDoor>;
  readonly #messageCommands: ReadonlyMap<string, MessageCommand>;
  readonly #components: ReadonlyMap<string, Component>;
  readonly #seal: Seal;
  readonly #log: Logger;

  constructor(parts: { commands: readonly Command[]; components: readonly Component[]; seal: Seal; log: Logger }) {
    this.#subcommands = new Map(
      parts.commands
        .filter((command) => command.kind === 'slash')
        .flatMap((command) =>
          command.subcommands.map((subcommand) => [
            `${command.name} ${subcommand.name}`,
            { command, subcommand, schema: schemaOf(subcommand.options) },
          ]),
        ),
    );
    this.#messageCommands = new Map(
      parts.commands.filter((command) => command.kind === 'message').map((command) => [command.name, command]),
    );
    this.#components = new Map(parts.components.map((component) => [component.route, component]));
    this.#seal = parts.seal;
    this.#log = parts.log;
  }

  /** The call of a command. Throws UserError `error.old-command` for one that Discord holds in another shape than we do. */
  command(interaction: Interaction): Call {
    const data = readCommandData(interaction.data);
    if (data?.type === ApplicationCommandType.Message) {
      const command = this.#messageCommands.get(data.name);
      const messages = data.resolved?.messages ?? {};
      const message = messages[data.target_id ?? ''] ?? Object.values(messages)[0];
      if (!command || !message) throw this.#oldCommand(data);
      return {
        name: command.name,
        direction: newMessage(command.visibility),
        passUntilMs: vouchedFor(command),
        // Handed on as Discord sent it.
        execute: (request, services) => command.execute({ ...request, message: message as never }, services),
      };
    }
    const typed = data && typedIn(data);
    const door = typed && this.#subcommands.get(typed.path);
    if (!door || (!door.command.inDirectMessages && interaction.guildId === undefined)) throw this.#oldCommand(data);
    const { command, subcommand } = door;
    const given = typed.options.map(({ name, value }) => {
      const isPicked = pickable.includes(own(subcommand.options, name)?.type);
      return [name, isPicked ? resolvedIn(data?.resolved, value) : (value ?? undefined)];
    });
    const { data: options } = door.schema.safeParse(Object.fromEntries(given));
    if (!options) throw this.#oldCommand(data);
    const { visibility } = subcommand;
    return {
      name: typed.path,
      direction: newMessage(typeof visibility === 'function' ? visibility(options) : visibility),
      passUntilMs: vouchedFor(command),
      execute: (request, services) => subcommand.execute({ ...request, options }, services),
    };
  }

  /**
   * The call of a button, select or form. Throws UserError `error.old-component` for an unknown route, bad arguments, or one
   * without the seal that it must have. The call refuses whoever is not what the component needs, and has no pass.
   */
  component(interaction: Interaction): Call {
    const data = readComponentData(interaction.data);
    const opened = this.#seal.opened(data?.customId ?? '', interaction);
    const { route, args: written } = readCustomId(opened?.customId ?? data?.customId ?? '');
    const component = this.#components.get(route);
    if (opened === undefined) {
      this.#log.warn({ route }, 'a component not with a seal of this place: forged, foreign or old');
      throw new UserError('error.old-component');
    }
    const args = component?.args.safeParse(written);
    if (!data || !component || !args?.success) {
      // Arguments may be what somebody typed, which is none of the log's business.
      const problems = args?.error?.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
      this.#log.warn({ route: component?.route, problems }, 'a component from another version');
      throw new UserError('error.old-component');
    }
    const { values, picked, fields, picks } = data;
    return {
      name: `component ${route}`,
      direction: directionOf(component, interaction),
      passUntilMs: () => opened.passUntilMs,
      execute: (request, services) => {
        demand(component.needs, request, opened.passUntilMs);
        const { message } = interaction;
        return component.execute({ ...request, values, picked, fields, picks, message }, args.data, services);
      },
    };
  }

  /** The option that somebody is typing into; undefined (and a warning) when it is none of ours. */
  completion(interaction: Interaction): Completion | undefined {
    const data = readCommandData(interaction.data);
    const { path, options: raw } = data ? typedIn(data) : { path: '', options: [] };
    const door = this.#subcommands.get(path);
    const focused = raw.find((option) => option.focused === true);
    const option = door && focused && own(door.subcommand.options, focused.name);
    if (!option?.autocomplete) {
      this.#log.warn({ command: data?.name, option: focused?.name }, 'autocomplete of an option that has none');
      return undefined;
    }
    const typed = focused?.value === undefined || focused.value === null ? '' : String(focused.value as string);
    return {
      name: `choices for ${path}`,
      option,
      typed,
      options: Object.fromEntries(raw.map(({ name, value }) => [name, value])),
    };
  }

  #oldCommand(data: CommandData | undefined): UserError {
    const typed = data && typedIn(data);
    this.#log.warn(
      { command: typed?.path, options: typed?.options.map(({ name }) => name) },
      'a command in a shape that is not registered any more',
    );
    return new UserError('error.old-command');
  }
}

const newMessage = (visibility: Visibility): Direction => ({ visibility, update: false });

/** An update needs a message to go over: a form that a command opened has none. */
function directionOf({ placement }: Component, interaction: Interaction): Direction {
  const carrier = interaction.message === undefined || interaction.messageIsEphemeral ? 'ephemeral' : 'public';
  if (placement === 'public' || placement === 'ephemeral') return newMessage(placement);
  return { visibility: carrier, update: placement === 'update' && interaction.message !== undefined };
}

/** The path of what was typed, like `film theme` or `film watchlist add`, and the options behind it. */
function typedIn({ name, options }: CommandData): { path: string; options: readonly RawOption[] } {
  const path = [name];
  let inner: readonly RawOption[] = options ?? [];
  // A subcommand, or a group of them, has no value; its type says so too, where it is told.
  for (let branch = inner[0]; branch && path.length < 3 && isBranch(branch); branch = inner[0]) {
    path.push(branch.name);
    inner = branch.options ?? [];
  }
  return { path: path.join(' '), options: inner };
}

const branches: readonly number[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];
const isBranch = ({ type, value }: RawOption): boolean => (type ? branches.includes(type) : value === undefined);

/** Options whose value is an id, and Discord says beside it of what. */
const pickable: readonly (ApplicationCommandOptionType | undefined)[] = [
  ApplicationCommandOptionType.Channel,
  ApplicationCommandOptionType.Role,
];

/** What the options of a subcommand may be, together: each by its own schema, and none that is not declared. */
const schemaOf = (options: Options): OptionsSchema =>
  z.strictObject(Object.fromEntries(Object.entries(options).map(([name, { schema }]) => [name, schema])));

/** Names come from strangers: `constructor` is none of our options. */
const own = (options: Options, name: string): Option | undefined =>
  Object.hasOwn(options, name) ? options[name] : undefined;
