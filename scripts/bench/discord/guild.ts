import { applicationId, guildId, memberId, partId } from './ids.ts';

const joinedAt = '2025-01-01T00:00:00.000000+00:00';
const permissions = '2248473465835073';
const hash = 'a_0123456789abcdef0123456789abcdef';

/** GUILD_CREATE of an ordinary server, about 22 kB: 30 channels, 15 roles, 20 emojis, and the bot as its one known member. */
export function guildFrame(n: number): string {
  const id = guildId(n);
  const d = {
    id,
    name: `Film club ${n}`,
    owner_id: memberId(n),
    icon: hash,
    banner: null,
    description: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: partId(id, 101),
    system_channel_flags: 0,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 2,
    mfa_level: 0,
    features: ['COMMUNITY', 'NEWS', 'SOUNDBOARD'],
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 1,
    premium_subscription_count: 3,
    preferred_locale: 'en-US',
    joined_at: joinedAt,
    large: true,
    unavailable: false,
    member_count: 250,
    channels: many(30, (at) => channel(id, at)),
    roles: many(15, (at) => role(id, at)),
    emojis: many(20, (at) => emoji(id, at)),
    members: [member(id)],
    threads: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
  return JSON.stringify({ op: 0, t: 'GUILD_CREATE', s: 2 + n, d });
}

const many = <T>(length: number, make: (at: number) => T): T[] => Array.from({ length }, (_, at) => make(at));

/** Every sixth is a category, the parent of the five that follow. */
const channel = (guild: string, at: number) => ({
  id: partId(guild, 100 + at),
  type: at % 6 === 0 ? 4 : 0,
  name: `channel-${at}`,
  position: at,
  flags: 0,
  parent_id: at % 6 === 0 ? null : partId(guild, 100 + at - (at % 6)),
  topic: 'What we watched, what we watch next, and why. Please keep the endings behind bars.',
  last_message_id: partId(guild, 900),
  rate_limit_per_user: 0,
  nsfw: false,
  permission_overwrites: [
    { id: guild, type: 0, allow: '0', deny: '2048' },
    { id: partId(guild, 201), type: 0, allow: '3072', deny: '0' },
  ],
});

const role = (guild: string, at: number) => ({
  id: at === 0 ? guild : partId(guild, 200 + at),
  name: at === 0 ? '@everyone' : `Role ${at}`,
  permissions,
  position: at,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
  icon: null,
  unicode_emoji: null,
});

const emoji = (guild: string, at: number) => ({
  id: partId(guild, 300 + at),
  name: `emoji_${at}`,
  roles: [],
  require_colons: true,
  managed: false,
  animated: false,
  available: true,
});

const member = (guild: string) => ({
  user: { id: applicationId, username: 'kinoklub', discriminator: '0', avatar: null, bot: true },
  roles: [partId(guild, 201)],
  joined_at: joinedAt,
  nick: null,
  avatar: null,
  deaf: false,
  mute: false,
  pending: false,
  flags: 0,
  communication_disabled_until: null,
  premium_since: null,
});
