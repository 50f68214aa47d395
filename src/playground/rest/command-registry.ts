import { isDeepStrictEqual } from 'node:util';
import { ApplicationCommandType } from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import { z } from 'zod';
import type { World } from '../world/world.ts';
import { CommandBody } from './command-rules.ts';
import { demand, refusals, refuser } from './discord-error.ts';

const most: Readonly<Partial<Record<ApplicationCommandType, number>>> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};
const createsPerDay = 200;
const dayMs = 86_400_000;

const CommandList = z
  .array(CommandBody)
  .max(130)
  .superRefine((commands, context) => {
    for (const [at, { type, name }] of commands.entries()) {
      if (commands.findIndex((other) => other.type === type && other.name === name) === at) continue;
      const message = 'Application command names must be unique';
      refuser(context)([at, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
    }
  });

/** The commands that are registered, of one scope each: `global`, or a guild's id. */
export class CommandRegistry {
  readonly #world: World;
  /** When each command was created, for the daily limit. */
  readonly #createdMs = new Map<string, number[]>();

  constructor(world: World) {
    this.#world = world;
  }

  list(scope: string): readonly APIApplicationCommand[] {
    return this.#world.commands.get(scope) ?? [];
  }

  get(scope: string, id: string): APIApplicationCommand {
    const command = this.list(scope).find((known) => known.id === id);
    if (!command) throw refusals.unknownCommand();
    return command;
  }

  /** Adds a command, or replaces the one of the same name. */
  create(scope: string, raw: unknown): { command: APIApplicationCommand; isNew: boolean } {
    const body = demand(CommandBody, raw);
    const before = this.list(scope);
    const same = before.find((known) => isSame(known, body));
    const command = this.#registered(body, scope, same);
    this.#set(scope, same ? before.map((known) => (known === same ? command : known)) : [...before, command]);
    return { command, isNew: same === undefined };
  }

  /** Changes what the body mentions. */
  edit(scope: string, id: string, raw: unknown): APIApplicationCommand {
    const before = this.get(scope, id);
    const changes = demand(z.looseObject({}), raw);
    const body = demand(CommandBody, { ...before, ...changes, type: before.type });
    if (this.list(scope).some((known) => known.id !== id && isSame(known, body))) {
      const message = 'Application command names must be unique';
      throw refusals.invalidBody('name', 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
    }
    const command = this.#registered(body, scope, before);
    this.#set(
      scope,
      this.list(scope).map((known) => (known.id === id ? command : known)),
    );
    return command;
  }

  remove(scope: string, id: string): void {
    const { id: gone } = this.get(scope, id);
    this.#set(
      scope,
      this.list(scope).filter((known) => known.id !== gone),
    );
  }

  /** Replaces the whole list. A command of the same name keeps its id and does not count as created. */
  replace(scope: string, raw: unknown): readonly APIApplicationCommand[] {
    const before = this.list(scope);
    const commands = demand(CommandList, raw).map((body) =>
      this.#registered(
        body,
        scope,
        before.find((known) => isSame(known, body)),
      ),
    );
    this.#set(scope, commands);
    return commands;
  }

  #set(scope: string, commands: APIApplicationCommand[]): void {
    for (const [type, count] of Object.entries(most)) {
      if (commands.filter((command) => command.type === Number(type)).length > count)
        throw refusals.tooManyCommands(count);
    }
    const now = this.#world.clock().epochMilliseconds;
    const known = new Set(this.list(scope).map(({ id }) => id));
    const today = (this.#createdMs.get(scope) ?? []).filter((at) => now - at < dayMs);
    const added = commands.filter(({ id }) => !known.has(id)).map(() => now);
    if (added.length > 0 && today.length + added.length > createsPerDay) {
      throw refusals.tooManyCreates((dayMs - (now - (today[0] ?? now))) / 1000);
    }
    this.#createdMs.set(scope, [...today, ...added]);
    this.#world.commands.set(scope, commands);
    this.#world.changed();
  }

  /** A command as Discord hands it back: without what says nothing, and with a version that is new only when it changed. */
  #registered(body: CommandBody, scope: string, same: APIApplicationCommand | undefined): APIApplicationCommand {
    const { snowflakes, applicationId } = this.#world;
    const command = {
      id: same?.id ?? snowflakes.next(),
      application_id: applicationId,
      version: same?.version ?? snowflakes.next(),
      ...(scope !== 'global' && { guild_id: scope }),
      ...(present(body) as object),
      description: body.description ?? '',
      default_member_permissions: body.default_member_permissions ?? null,
      nsfw: body.nsfw ?? false,
      contexts: body.contexts ?? null,
      integration_types: body.integration_types ?? [0],
    } as unknown as APIApplicationCommand;
    return same === undefined || isDeepStrictEqual(command, same)
      ? command
      : { ...command, version: snowflakes.next() };
  }
}

const isSame = (known: APIApplicationCommand, body: CommandBody): boolean =>
  known.type === body.type && known.name === body.name;

/** Absent, null, false and an empty list are one and the same to Discord. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined && inner !== null && inner !== false)
      .filter(([, inner]) => !Array.isArray(inner) || inner.length > 0)
      .map(([key, inner]) => [key, present(inner)]),
  );
}
