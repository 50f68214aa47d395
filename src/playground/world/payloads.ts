import { ChannelFlags, ChannelType } from 'discord.js';
import type { APIMessage, APIReaction } from 'discord.js';
import { beside } from './embed-pictures.ts';
import { emojiOf } from './emoji.ts';
import type { Channel, Person, StoredMessage, World } from './world.ts';

/** A guild as `GET /guilds/{id}` carries it. */
export function guildPayload(world: World): object {
  const { guild } = world;
  return {
    ...{ id: guild.id, name: guild.name, owner_id: guild.ownerId, preferred_locale: guild.locale, features: [] },
    ...{ icon: null, splash: null, discovery_splash: null, banner: null, description: null, vanity_url_code: null },
    ...{ afk_channel_id: null, afk_timeout: 300, application_id: null, widget_enabled: false },
    ...{ system_channel_id: null, system_channel_flags: 0, rules_channel_id: null, public_updates_channel_id: null },
    ...{ safety_alerts_channel_id: null, verification_level: 0, default_message_notifications: 1, mfa_level: 0 },
    ...{ explicit_content_filter: 0, nsfw_level: 0, premium_tier: 0, premium_subscription_count: 0 },
    ...{ premium_progress_bar_enabled: false, emojis: [], stickers: [] },
    ...{ home_header: null, region: 'deprecated', widget_channel_id: null, nsfw: false, incidents_data: null },
    ...{ max_presences: null, max_members: 500_000, max_video_channel_users: 25, max_stage_video_channel_users: 50 },
    roles: rolesPayload(world),
  };
}

/** The guild's roles, everybody's first. */
export const rolesPayload = ({ roles }: World): readonly ({ id: string } & object)[] =>
  roles.map(({ id, name, permissions, mentionable = false }, position) => ({
    ...{ id, name, permissions: String(permissions), position, color: 0, hoist: false, managed: false },
    ...{ mentionable, flags: 0, icon: null, unicode_emoji: null },
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  }));

/** The guild as the event GUILD_CREATE carries it: with its channels and, without the members' intent, only the bot. */
export function guildCreatePayload(world: World): object {
  const { people, channels, bot, invitedAt } = world;
  return {
    ...guildPayload(world),
    ...{ joined_at: invitedAt, large: false, unavailable: false, member_count: people.length + 2 },
    members: [memberPayload(bot.id, world)],
    channels: channels
      .filter(({ type, thread }) => type !== ChannelType.DM && !thread)
      .map((channel) => channelPayload(channel, world)),
    ...{ threads: [], voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [] },
    ...{ soundboard_sounds: [] },
  };
}

/** The bot as it sees itself. */
export const ownUserPayload = ({ bot }: World): object => ({ ...bot, mfa_enabled: false, locale: 'en-US' });

/** A member of the guild. */
export function memberPayload(userId: string, world: World): object {
  return {
    ...{
      user: world.user(userId),
      roles: userId === world.bot.id ? world.botRoles : (world.person(userId)?.roles ?? []),
      joined_at: userId === world.bot.id ? world.invitedAt : world.foundedAt,
    },
    ...{ nick: null, avatar: null, banner: null, premium_since: null, communication_disabled_until: null },
    ...{ deaf: false, mute: false, pending: false, flags: 0 },
  };
}

export function channelPayload(channel: Channel, world: World): object {
  const { id, type, name, overwrites, recipientId, thread, needsTag } = channel;
  const { lastMessageId: last_message_id = null } = channel;
  if (recipientId !== undefined) {
    return {
      id,
      type,
      flags: 0,
      last_message_id,
      recipients: [world.user(recipientId)].filter((user) => user !== undefined),
    };
  }
  if (thread) {
    return {
      ...{ id, type, name, guild_id: world.guild.id, parent_id: thread.parentId, owner_id: thread.ownerId, flags: 0 },
      ...{ last_message_id, rate_limit_per_user: 0, message_count: 0, member_count: 1, total_message_sent: 0 },
      thread_metadata: {
        ...{ archived: thread.archived, auto_archive_duration: 10_080, locked: false },
        ...{ archive_timestamp: thread.at, create_timestamp: thread.at },
      },
    };
  }
  return {
    ...{ id, type, name, guild_id: world.guild.id, position: 0, parent_id: null, nsfw: false, topic: null },
    ...{ flags: needsTag ? ChannelFlags.RequireTag : 0, last_message_id, rate_limit_per_user: 0 },
    permission_overwrites: overwrites.map(({ id: target, type: kind, allow, deny }) => ({
      ...{ id: target, type: kind, allow: String(allow), deny: String(deny) },
    })),
  };
}

/** A channel that somebody picked: what they may do there, and what the bot may. */
export const resolvedChannelPayload = (channel: Channel, person: Person, world: World): object => ({
  ...channelPayload(channel, world),
  permissions: String(world.permissions(person.id, channel)),
  app_permissions: String(world.permissions(world.bot.id, channel)),
});

/** Who uses a command, as an interaction names them: a member in a guild, a bare user in direct messages. */
export function invokerPayload(person: Person, channel: Channel, world: World): object {
  if (channel.type === ChannelType.DM) return { user: person.user };
  return {
    guild_id: world.guild.id,
    guild: { id: world.guild.id, locale: world.guild.locale, features: [] },
    guild_locale: world.guild.locale,
    member: { ...memberPayload(person.id, world), permissions: String(world.permissions(person.id, channel)) },
  };
}

/** A message with its reactions as they stand; `me` is the bot's. */
export function messagePayload({ message: kept, reactions, bursts }: StoredMessage, world: World): APIMessage {
  const message = { ...kept, attachments: beside(kept.embeds, kept.attachments) };
  const all = [...new Set([...reactions.keys(), ...bursts.keys()])];
  if (all.length === 0) return message;
  const list = all.map((emoji) => {
    const [normal, burst] = [reactions.get(emoji) ?? new Set(), bursts.get(emoji) ?? new Set()];
    const counts = { count: normal.size + burst.size, count_details: { burst: burst.size, normal: normal.size } };
    const mine = { me: normal.has(world.bot.id), me_burst: burst.has(world.bot.id) };
    return { ...counts, ...mine, emoji: emojiOf(emoji), burst_colors: [] } as APIReaction;
  });
  return { ...message, reactions: list };
}
