import { guildId, memberId, partId } from './ids.ts';

/** So many members take part. */
const members = 50_000;
const emoji = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣'];

/** The message of the n-th post; each is in a guild of its own. */
export const messageId = (n: number): string => String(1_500_000_000_000_000_000n + BigInt(n));

/** The channel of a guild in which its post is. */
export const channelOf = (guild: string): string => partId(guild, 101);

const slots = {
  ...{ sequence: '<sequence>', guild: '<guild>', channel: '<channel>', message: '<message>', member: '<member>' },
  emoji: '<emoji>',
};

const added = {
  user_id: slots.member,
  type: 0,
  message_id: slots.message,
  message_author_id: '1000000000000000001',
  member: {
    user: {
      ...{ id: slots.member, username: 'anna', global_name: 'Anna', discriminator: '0', bot: false, public_flags: 0 },
      ...{ display_name: 'Anna', avatar: 'a_0123456789abcdef0123456789abcdef', avatar_decoration_data: null },
      ...{ collectibles: null, primary_guild: null, display_name_styles: null },
    },
    roles: ['1150000000000000001', '1150000000000000002'],
    ...{ premium_since: null, pending: false, nick: null, mute: false, deaf: false, flags: 0 },
    ...{
      joined_at: '2025-03-01T00:00:00.000000+00:00',
      communication_disabled_until: null,
      banner: null,
      avatar: null,
    },
  },
  emoji: { name: slots.emoji, id: null },
  channel_id: slots.channel,
  burst: false,
  guild_id: slots.guild,
};

/** Serialised once, cut at the slots: what is even is text, what is odd names a slot. */
const pieces = JSON.stringify({ op: 0, t: 'MESSAGE_REACTION_ADD', s: slots.sequence, d: added })
  .replace(`"${slots.sequence}"`, slots.sequence)
  .split(/<(\w+)>/);

/**
 * The n-th MESSAGE_REACTION_ADD, about 1 kB: to a post of the bot, or to another message in the same channels. No member gives
 * one message two of them, as long as n < 50,000 × posts.
 */
export function reactionFrame(n: number, posts: number, to: 'posts' | 'others' = 'posts'): string {
  const [post, turn] = [n % posts, Math.floor(n / posts)];
  const member = (turn * 7919 + post * 31) % members;
  const guild = guildId(post);
  const values: Readonly<Record<string, string>> = {
    ...{ sequence: String(2_000_000_000 + n), guild, channel: channelOf(guild) },
    message: messageId(to === 'posts' ? post : 1_000_000 + post),
    ...{ member: memberId(member), emoji: emoji[member % emoji.length] ?? '' },
  };
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : values[piece])).join('');
}
