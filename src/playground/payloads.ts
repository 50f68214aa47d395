import { ChannelType } from 'discord.js';
import type { APIMessage, APIReaction } from 'discord.js';
import type { Channel, Person, StoredMessage, World } from './world.ts';

/** A guild as GUILD_CREATE and `GET /guilds/{id}` carry it: what a bot may read, with Discord's documented fields. */
export function guildPayload(world: World): object {
  const { guild, roles, people, channels, bot } = world;
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    owner_id: people.find(({ role }) => role === 'moderator')?.id,
    preferred_locale: guild.locale,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    public_updates_channel_id: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: roles.map(({ id, name, permissions }, position) => ({
      ...{ id, name, permissions: String(permissions), position, color: 0, hoist: false, managed: false },
      ...{ mentionable: false, flags: 0 },
    })),
    channels: channels.filter(({ type }) => type !== ChannelType.DM).map((channel) => channelPayload(channel, world)),
    threads: [],
    members: [{ user: bot, roles: [], joined_at: world.clock().toString(), deaf: false, mute: false, flags: 0 }],
    member_count: people.length + 1,
    unavailable: false,
    large: false,
  };
}

export function channelPayload({ id, type, name, overwrites, recipientId }: Channel, world: World): object {
  if (recipientId !== undefined) {
    return {
      id,
      type,
      last_message_id: null,
      recipients: [world.user(recipientId)].filter((user) => user !== undefined),
    };
  }
  return {
    ...{ id, type, name, guild_id: world.guild.id, position: 0, parent_id: null, nsfw: false, topic: null },
    permission_overwrites: overwrites.map(({ id: target, type: kind, allow, deny }) => ({
      ...{ id: target, type: kind, allow: String(allow), deny: String(deny) },
    })),
  };
}

/** Who uses a command, as an interaction names them: a member in a guild, a bare user in direct messages. */
export function invokerPayload(person: Person, channel: Channel, world: World): object {
  if (channel.type === ChannelType.DM) return { user: person.user };
  return {
    guild_id: world.guild.id,
    guild: { id: world.guild.id, locale: world.guild.locale, features: [] },
    guild_locale: world.guild.locale,
    member: {
      ...{ user: person.user, roles: person.roles, nick: null, avatar: null, joined_at: world.clock().toString() },
      ...{
        premium_since: null,
        deaf: false,
        mute: false,
        pending: false,
        flags: 0,
        communication_disabled_until: null,
      },
      permissions: String(world.permissions(person.id, channel)),
    },
  };
}

/** A message with its reactions as they stand; `me` is the bot's. */
export function messagePayload({ message, reactions }: StoredMessage, world: World): APIMessage {
  if (reactions.size === 0) return message;
  const list = [...reactions].map(([emoji, users]) => {
    const me = users.has(world.bot.id);
    const counts = { count: users.size, count_details: { burst: 0, normal: users.size } };
    return { ...counts, me, me_burst: false, emoji: emojiOf(emoji), burst_colors: [] } as APIReaction;
  });
  return { ...message, reactions: list };
}

/** `name:id` names a custom emoji; all else is Unicode. */
export function emojiOf(emoji: string): { id: string | null; name: string } {
  const custom = /^(?<name>\w{2,32}):(?<id>\d+)$/.exec(emoji);
  return custom?.groups
    ? { id: custom.groups['id'] ?? null, name: custom.groups['name'] ?? '' }
    : { id: null, name: emoji };
}
