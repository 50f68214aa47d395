import { ChannelType, ComponentType, MessageFlags } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { z } from 'zod';
import { limits } from './limits.ts';

const threads: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

const id = z.string().min(1);

/** One option as it came: a value, or the options of a subcommand or of a group of them. Nothing deeper is looked at. */
const Value = z.object({
  name: z.string(),
  type: z.number().nullish(),
  value: z.unknown().optional(),
  focused: z.boolean().nullish(),
});
const RawSubcommand = Value.extend({ options: z.array(Value).nullish() });
const RawOption = Value.extend({ options: z.array(RawSubcommand).nullish() });
export type RawOption = z.infer<typeof Value> & { options?: readonly RawOption[] | null | undefined };

/**
 * What nobody can do without in an INTERACTION_CREATE. All else is read where it is what Discord documents, and passed over
 * where it is not; a schema that forgives each field by itself takes five times as long.
 * https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
 */
const InteractionPayload = z.object({
  ...{ id, token: id, type: z.number() },
  guild_id: id.nullish(),
  channel_id: id.nullish(),
});

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const idIn = (value: unknown): string | undefined => textIn(value) || undefined;
const countIn = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined);
/** Permissions, as digits. */
const bitsIn = (value: unknown): bigint | undefined =>
  typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : undefined;

/** What Discord says of the channels or roles that were picked, by their ids. */
const Resolved = z.record(z.string(), z.unknown()).nullish().catch(undefined);

const CommandData = z.object({
  name: z.string(),
  type: z.number().nullish(),
  options: z.array(RawOption).nullish(),
  target_id: id.nullish(),
  resolved: z
    .object({ messages: z.record(z.string(), z.looseObject({ id })).nullish(), channels: Resolved, roles: Resolved })
    .nullish()
    .catch(undefined),
});

const ComponentData = z.object({
  custom_id: z.string().max(limits.customId),
  values: z.array(z.string()).nullish(),
  components: z.unknown().optional(),
  resolved: z.object({ channels: Resolved, roles: Resolved }).nullish().catch(undefined),
});

/** An interaction of any type, with what is common to all. */
export type Interaction = Readonly<{
  id: string;
  token: string;
  type: number;
  applicationId: string | undefined;
  data: unknown;
  userId: string;
  guildId: string | undefined;
  channelId: string | undefined;
  permissions: bigint;
  /** The member's roles; none in a direct message. */
  roles: readonly string[];
  /** What the bot may do in the channel, where Discord tells it. */
  ownPermissions: bigint | undefined;
  /** The channel is a thread, which takes a permission of its own to write in. */
  inThread: boolean;
  /** The member's locale, as Discord names it. */
  locale: string | undefined;
  /** Only in a guild. */
  guildLocale: string | undefined;
  /** What a file of an answer may have, in bytes. */
  mostFileBytes: number | undefined;
  message: APIMessage | undefined;
  /** The message that carries the component is one that only the member sees. */
  messageIsEphemeral: boolean;
}>;

/** Reads a payload; undefined when it lacks what nobody can do without (id, token, type, a user). */
export function readInteraction(payload: unknown): Interaction | undefined {
  const { data: read } = InteractionPayload.safeParse(payload);
  if (!read) return undefined;
  const raw = fieldsOf(payload);
  const [member, channel, message] = [fieldsOf(raw['member']), fieldsOf(raw['channel']), fieldsOf(raw['message'])];
  const userId = idIn(fieldsOf(member['user'])['id']) ?? idIn(fieldsOf(raw['user'])['id']);
  if (userId === undefined) return undefined;
  const roles = member['roles'];
  const hasMessage = idIn(message['id']) !== undefined;
  return {
    id: read.id,
    token: read.token,
    type: read.type,
    applicationId: idIn(raw['application_id']),
    data: raw['data'],
    userId,
    guildId: read.guild_id ?? undefined,
    channelId: read.channel_id ?? idIn(channel['id']),
    permissions: bitsIn(member['permissions']) ?? 0n,
    roles: Array.isArray(roles) && roles.every((role) => typeof role === 'string') ? roles : [],
    ownPermissions: bitsIn(raw['app_permissions']),
    inThread: threads.includes(countIn(channel['type']) ?? ChannelType.GuildText),
    locale: textIn(raw['locale']),
    guildLocale: read.guild_id ? textIn(raw['guild_locale']) : undefined,
    mostFileBytes: countIn(raw['attachment_size_limit']),
    // Handed on as Discord sent it; doors that read more than its id must expect gaps, and say so in their schema.
    message: hasMessage ? (raw['message'] as APIMessage) : undefined,
    messageIsEphemeral: hasMessage && ((countIn(message['flags']) ?? 0) & MessageFlags.Ephemeral) !== 0,
  };
}

/** The data of a command or autocomplete; undefined when it is not of that shape. */
export function readCommandData(data: unknown): z.infer<typeof CommandData> | undefined {
  return CommandData.safeParse(data).data;
}

/** The data of a component or form: its custom_id, what was picked, and what was typed or picked by the inputs' custom ids. */
export function readComponentData(data: unknown):
  | {
      customId: string;
      values: readonly string[];
      picked: readonly unknown[];
      fields: Readonly<Record<string, string>>;
      picks: Readonly<Record<string, readonly unknown[]>>;
    }
  | undefined {
  const read = ComponentData.safeParse(data);
  if (!read.success) return undefined;
  const { custom_id: customId, resolved, components } = read.data;
  const values = read.data.values ?? [];
  const picked = (ids: readonly string[]) => ids.map((value) => resolvedIn(resolved, value));
  const inputs = inputsOf(components);
  return {
    ...{ customId, values, picked: picked(values) },
    fields: Object.fromEntries(inputs.flatMap(([id, given]) => (typeof given === 'string' ? [[id, given]] : []))),
    picks: Object.fromEntries(
      inputs.flatMap(([id, given]) => (typeof given === 'string' ? [] : [[id, picked(given)]])),
    ),
  };
}

/** What Discord says of a channel or role that was picked; its id alone where it says nothing. */
export function resolvedIn(
  resolved: Readonly<{ channels?: z.infer<typeof Resolved>; roles?: z.infer<typeof Resolved> }> | null | undefined,
  value: unknown,
): unknown {
  const key = String(value);
  for (const known of [resolved?.channels, resolved?.roles])
    if (known && Object.hasOwn(known, key)) return { ...(known[key] as object), id: key };
  return { id: key };
}

const Container = z.object({ components: z.unknown().optional(), component: z.unknown().optional() });
const Input = z.object({ type: z.number().optional(), custom_id: z.string(), value: z.string() });
const Select = z.object({ custom_id: z.string(), values: z.array(z.string()) });

/** A list of rows or labels, and in each a list or one input; with room for another layer. */
const mostLayers = 8;

/** Text inputs sit in rows (`components`) or in labels (`component`), menus in labels. */
function inputsOf(part: unknown, layer = 0): [string, string | readonly string[]][] {
  if (layer > mostLayers) return [];
  const within = (inner: unknown) => inputsOf(inner, layer + 1);
  if (Array.isArray(part)) return part.flatMap(within);
  const input = Input.safeParse(part);
  if (input.success && (input.data.type ?? ComponentType.TextInput) === ComponentType.TextInput) {
    return [[input.data.custom_id, input.data.value]];
  }
  const select = Select.safeParse(part);
  if (select.success) return [[select.data.custom_id, select.data.values]];
  const container = Container.safeParse(part);
  if (!container.success) return [];
  return [container.data.components, container.data.component].flatMap((inner) => (inner ? within(inner) : []));
}
