import { ChannelFlags, ChannelType, OverwriteType, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { GuildLook } from '../services/guilds.ts';

const id = z.string().regex(/^\d+$/);
const mask = z.string().regex(/^\d+$/).transform(BigInt);

/** The roles of a guild, as Discord's answers and events have them. */
export const Roles = z.array(z.object({ id, permissions: mask, mentionable: z.boolean().catch(false) }));
/** What a channel says of roles and members. */
export const Overwrites = z.array(z.object({ id, type: z.number(), allow: mask, deny: mask })).transform((list) =>
  list.map(({ type, ...rest }) => ({
    ...rest,
    kind: type === Number(OverwriteType.Role) ? ('role' as const) : ('member' as const),
  })),
);
const Channels = z.array(
  z.object({ id, type: z.number(), flags: z.int().catch(0), permission_overwrites: Overwrites.nullish() }),
);
const Thread = z.object({ parent_id: id });
const Member = z.object({ roles: z.array(id), communication_disabled_until: z.string().nullish().catch(undefined) });
const User = z.object({ id });

/** The kinds of channels that take a weekly post, by Discord’s types. */
export const channelKinds = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildForum]: 'forum',
} as const;

const kindOf = (type: number) => Object.entries(channelKinds).find(([known]) => Number(known) === type)?.[1];

/** How the bot stands in a guild, and what the channels there are. `get` asks Discord. */
export async function lookAt(
  guildId: string,
  now: Temporal.Instant,
  get: (route: `/${string}`) => Promise<unknown>,
): Promise<GuildLook> {
  const bot = User.parse(await get(Routes.user()));
  const [roles, member, channels] = await Promise.all([
    get(Routes.guildRoles(guildId)).then((answer) => Roles.parse(answer)),
    get(Routes.guildMember(guildId, bot.id)).then((answer) => Member.parse(answer)),
    get(Routes.guildChannels(guildId)).then((answer) => Channels.parse(answer)),
  ]);
  const own = roles.filter((role) => role.id === guildId || member.roles.includes(role.id));
  const until = member.communication_disabled_until;
  const isTimedOut = until ? Date.parse(until) > now.epochMilliseconds : false;
  return {
    roles: new Map(roles.map((role) => [role.id, role])),
    standing: { guildId, botId: bot.id, roles: own, isTimedOut },
    channels: new Map(
      channels.map((channel) => [
        channel.id,
        {
          kind: kindOf(channel.type),
          overwrites: channel.permission_overwrites ?? [],
          needsTag: (channel.flags & Number(ChannelFlags.RequireTag)) !== 0,
        },
      ]),
    ),
  };
}

/** The same with a thread among the channels, if the bot sees it: what its channel says of roles and members holds in it. */
export async function withThread(
  look: GuildLook,
  threadId: string,
  get: (route: `/${string}`) => Promise<unknown>,
): Promise<GuildLook> {
  const { parent_id: parentId } = Thread.parse(await get(Routes.channel(threadId)));
  const parent = look.channels.get(parentId);
  if (!parent) return look;
  const thread = { kind: undefined, overwrites: parent.overwrites, needsTag: false };
  return { ...look, channels: new Map([...look.channels, [threadId, thread]]) };
}
