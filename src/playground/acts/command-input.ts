import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import type { APIApplicationCommand } from 'discord.js';
import type { OptionInput } from '../protocol.ts';
import type { Picked } from './resolved.ts';
import { Refusal } from './refusal.ts';

/** An option as registered, as far as a client checks it before it sends. */
type Definition = Readonly<{
  name: string;
  type: number;
  required?: boolean;
  autocomplete?: boolean;
  options?: readonly Definition[];
  choices?: readonly { value: string | number }[];
  min_length?: number;
  max_length?: number;
  min_value?: number;
  max_value?: number;
  channel_types?: readonly number[];
}>;

const branches: readonly number[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];
const isBranch = ({ type }: { type: number }): boolean => branches.includes(type);

/** Refuses what Discord's client would not send: unknown options, missing ones, values that do not fit. */
export function checkOptions(command: APIApplicationCommand, given: readonly OptionInput[]): void {
  const { declared, filled } = leavesOf(command, given);
  const names = new Set(filled.map(({ name }) => name));
  const missing = declared.filter(({ name, required }) => required === true && !names.has(name));
  if (missing.length > 0) throw new Refusal(`This is needed, too: ${missing.map(({ name }) => name).join(', ')}`);
  for (const option of filled) {
    const definition = declared.find(({ name }) => name === option.name);
    if (definition && !fits(option.value, definition)) throw new Refusal(`That is nothing for ${option.name}.`);
  }
}

/** Refuses to complete anything but the one option in which somebody types. */
export function checkTyping(command: APIApplicationCommand, given: readonly OptionInput[]): void {
  const { declared, filled } = leavesOf(command, given);
  const [typed, ...others] = filled.filter(({ focused }) => focused === true);
  const definition = declared.find(({ name }) => name === typed?.name);
  if (others.length > 0 || definition?.autocomplete !== true) throw new Refusal('There is nothing to complete.');
}

/** The channels and roles that were picked. */
export function pickedIn(command: APIApplicationCommand, given: readonly OptionInput[]): readonly Picked[] {
  const { declared, filled } = leavesOf(command, given);
  return filled.flatMap(({ name, type, value }): Picked[] => {
    const types = declared.find((known) => known.name === name)?.channel_types;
    if (value === undefined) return [];
    if (type === Number(ApplicationCommandOptionType.Channel)) return [{ kind: 'channel', id: String(value), types }];
    return type === Number(ApplicationCommandOptionType.Role) ? [{ kind: 'role', id: String(value) }] : [];
  });
}

/** What an interaction says about the command. */
export const commandData = (command: APIApplicationCommand, options: readonly OptionInput[]): object => ({
  ...{ id: command.id, name: command.name, type: command.type },
  ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  ...(options.length > 0 && { options }),
});

/** What stands above the answer: `/film theme`, or the name of a menu command. */
export function commandLine({ name, type }: APIApplicationCommand, options: readonly OptionInput[]): string {
  if (type !== ApplicationCommandType.ChatInput) return name;
  const path = (level: readonly OptionInput[]): string[] =>
    level.filter(isBranch).flatMap((branch) => [branch.name, ...path(branch.options ?? [])]);
  return `/${[name, ...path(options)].join(' ')}`;
}

/** The options that carry values, beside those of the same level that are registered. */
function leavesOf(
  command: APIApplicationCommand,
  given: readonly OptionInput[],
): { declared: readonly Definition[]; filled: readonly OptionInput[] } {
  let declared = (command.options ?? []) as readonly Definition[];
  let filled = given;
  while (declared.some(isBranch)) {
    const [branch, ...others] = filled;
    const definition = declared.find(({ name, type }) => name === branch?.name && type === branch.type);
    if (!definition || others.length > 0) throw new Refusal('There is no such command.');
    declared = definition.options ?? [];
    filled = branch?.options ?? [];
  }
  for (const { name, type } of filled) {
    if (!declared.some((known) => known.name === name && known.type === type))
      throw new Refusal(`There is no option ${name}.`);
  }
  return { declared, filled };
}

function fits(value: OptionInput['value'], { type, ...rule }: Definition): boolean {
  if (rule.choices?.length && !rule.choices.some((choice) => choice.value === value)) return false;
  switch (type as ApplicationCommandOptionType) {
    case ApplicationCommandOptionType.Boolean:
      return typeof value === 'boolean';
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number:
      return (
        typeof value === 'number' &&
        (type === Number(ApplicationCommandOptionType.Number) || Number.isSafeInteger(value)) &&
        value >= (rule.min_value ?? -Infinity) &&
        value <= (rule.max_value ?? Infinity)
      );
    case ApplicationCommandOptionType.Channel:
    case ApplicationCommandOptionType.Role:
      return typeof value === 'string' && /^\d{1,20}$/.test(value);
    default:
      return (
        typeof value === 'string' && value.length >= (rule.min_length ?? 1) && value.length <= (rule.max_length ?? 6000)
      );
  }
}
