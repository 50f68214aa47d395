import { applicationId, guildId, interactionId, memberId, partId } from './ids.ts';

/** What differs from one interaction to the next; each stands for itself until it is filled in. */
const slots = { sequence: '<sequence>', id: '<id>', guild: '<guild>', channel: '<channel>', member: '<member>' };

/** As long as Discord's. The id makes it one of its own, and tells whose answer a callback is. */
const token = `aW50ZXJhY3Rpb246${'x'.repeat(120)}${slots.id}`;

const permissions = '2248473465835073';

const interaction = {
  id: slots.id,
  application_id: applicationId,
  type: 2,
  version: 1,
  token,
  data: {
    id: '1300000000000000001',
    name: 'film',
    type: 1,
    options: [{ name: 'random', type: 1, options: [] }],
  },
  guild_id: slots.guild,
  guild: { id: slots.guild, locale: 'en-US', features: ['COMMUNITY', 'NEWS'] },
  guild_locale: 'en-US',
  locale: 'en-US',
  channel_id: slots.channel,
  channel: {
    id: slots.channel,
    type: 0,
    name: 'films',
    guild_id: slots.guild,
    parent_id: null,
    position: 3,
    flags: 0,
    topic: null,
    nsfw: false,
    last_message_id: slots.channel,
    rate_limit_per_user: 0,
    permissions,
  },
  member: {
    user: {
      id: slots.member,
      username: 'anna',
      global_name: 'Anna',
      discriminator: '0',
      avatar: 'a_0123456789abcdef0123456789abcdef',
      avatar_decoration_data: null,
      collectibles: null,
      primary_guild: null,
      public_flags: 0,
    },
    roles: ['1150000000000000001', '1150000000000000002'],
    nick: null,
    avatar: null,
    banner: null,
    flags: 0,
    joined_at: '2025-03-01T00:00:00.000000+00:00',
    premium_since: null,
    pending: false,
    deaf: false,
    mute: false,
    communication_disabled_until: null,
    unusual_dm_activity_until: null,
    permissions,
  },
  context: 0,
  app_permissions: permissions,
  entitlements: [],
  entitlement_sku_ids: [],
  authorizing_integration_owners: { '0': slots.guild },
  attachment_size_limit: 10_485_760,
};

/** Serialised once, cut at the slots: what is even is text, what is odd names a slot. */
const pieces = JSON.stringify({ op: 0, t: 'INTERACTION_CREATE', s: slots.sequence, d: interaction })
  .replace(`"${slots.sequence}"`, slots.sequence)
  .split(/<(\w+)>/);

/** A guild has a budget (3,000 uses in ten seconds), so a load comes from at least so many. */
const fewestGuilds = 100;

/** The n-th INTERACTION_CREATE of `/film random`, about 1.7 kB, in one of the guilds after the other. */
export function interactionFrame(n: number, guilds: number): string {
  const guild = guildId(n % Math.max(guilds, fewestGuilds));
  const values: Readonly<Record<string, string>> = {
    sequence: String(1_000_000_000 + n),
    id: interactionId(n),
    guild,
    channel: partId(guild, 101),
    member: memberId(n % 5000),
  };
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : values[piece])).join('');
}
