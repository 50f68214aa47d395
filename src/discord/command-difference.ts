import { ApplicationCommandType, ApplicationIntegrationType } from 'discord-api-types/v10';

/** A command as it is sent to Discord; plain JSON, compared as such. */
export type WireCommand = Readonly<{ name: string; type: ApplicationCommandType } & Record<string, unknown>>;

/** What a registration did, by the commands' names. All empty: Discord had everything already. */
export type Difference = Readonly<Record<'added' | 'changed' | 'removed', readonly string[]>>;

export const isEmpty = (difference: Difference): boolean =>
  Object.values(difference).every((names) => names.length === 0);

/** What would have to change for `registered` to say the same as `wanted`. What Discord adds or fills in is no difference. */
export function compareCommands(registered: readonly WireCommand[], wanted: readonly WireCommand[]): Difference {
  const before = new Map(registered.map((command) => [identity(command), canonical(command)]));
  const after = new Set(wanted.map(identity));
  const names = (commands: readonly WireCommand[]): string[] => commands.map(({ name }) => name);
  return {
    added: names(wanted.filter((command) => !before.has(identity(command)))),
    changed: names(
      wanted.filter((command) => (before.get(identity(command)) ?? canonical(command)) !== canonical(command)),
    ),
    removed: names(registered.filter((command) => !after.has(identity(command)))),
  };
}

const identity = ({ name, type }: WireCommand): string => `${type ?? ApplicationCommandType.ChatInput} ${name}`;

/** The fields that we send. Discord adds others (id, version, nsfw) and will invent more. */
const ours = new Set(
  `type name name_localizations description description_localizations options choices value required autocomplete
   min_length max_length min_value max_value default_member_permissions contexts integration_types`.split(/\s+/),
);

/**
 * One text for all ways to say the same: null, false, empty and absent are one, and the order of keys does not count.
 * The order of options and choices is what a member sees, so it does.
 */
function canonical(command: WireCommand): string {
  const { type, contexts, integration_types: types, ...rest } = command;
  return JSON.stringify(
    simplify({
      ...rest,
      type: type ?? ApplicationCommandType.ChatInput,
      contexts: Array.isArray(contexts) ? contexts.map(String).toSorted((a, b) => a.localeCompare(b)) : contexts,
      // Installed in guilds is what Discord assumes of a command that does not say.
      integration_types: types ?? [ApplicationIntegrationType.GuildInstall],
    }),
  );
}

function simplify(value: unknown, isLocalization = false): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => simplify(item));
  if (value === null || value === false || value === '') return undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([key]) => isLocalization || ours.has(key))
    .map(([key, inner]) => [key, simplify(inner, key.endsWith('_localizations'))] as const)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
