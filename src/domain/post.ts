import { scores } from './rating.ts';
import type { Score } from './rating.ts';

/** What members may rate with under a post. */
export type PostMode = 'reactions' | 'buttons' | 'both';

/** The emoji that stand for the scores 1 to 5, in that order. */
const emojiSets = {
  digits: ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣'],
  stars: ['✨', '💫', '⭐', '🌟', '🌠'],
} as const;
export type EmojiSet = keyof typeof emojiSets;

/**
 * What becomes of a post. `sending`: it may or may not be in its channel yet. `open`: it is, and takes ratings. `frozen`: its
 * time is over and its ratings stay as they are. `gone`: somebody deleted the message; its ratings stay, too.
 */
export type PostState = 'sending' | 'open' | 'frozen' | 'gone';

/** A message of the bot that carries a film. */
export type Post = Readonly<{
  /** Ours, and the nonce by which Discord knows a repeated call: at most 25 characters. */
  id: string;
  guildId: string;
  channelId: string;
  filmId: string;
  /** Absent while it is sent. */
  messageId: string | undefined;
  mode: PostMode;
  emojiSet: EmojiSet;
  /** The language it is written in, as Discord names it. */
  locale: string;
  state: PostState;
  createdAt: Temporal.Instant;
  /** Absent: never. */
  closesAt: Temporal.Instant | undefined;
  /** Up to here reactions may have been missed; those that came later were heard as they came. */
  heardSince: Temporal.Instant;
  /** When all its lists were read last. Absent: never yet. */
  fullReadAt: Temporal.Instant | undefined;
  /** The scores whose emoji the bot put there itself and nobody took away, as far as it knows. */
  seeded: readonly Score[];
  /** The scores whose emoji the bot has still to put there. */
  toSeed: readonly Score[];
}>;

/** A post that is in its channel. */
export type SentPost = Post & Readonly<{ messageId: string }>;

export const takesReactions = ({ mode }: Pick<Post, 'mode'>): boolean => mode !== 'buttons';
export const hasButtons = ({ mode }: Pick<Post, 'mode'>): boolean => mode !== 'reactions';

/** Its time to take ratings has passed, also where it has not been read a last time yet. */
export const isOver = ({ closesAt }: Pick<Post, 'closesAt'>, now: Temporal.Instant): boolean =>
  closesAt !== undefined && Temporal.Instant.compare(closesAt, now) <= 0;

/** The emoji of a score, as Discord takes it. */
export const emojiOf = (score: Score, set: EmojiSet): string => emojiSets[set][score - 1] ?? '';

/**
 * The score that an emoji stands for, if any. Discord and its clients write the same emoji with or without U+FE0F, which only
 * asks for a coloured drawing.
 */
export const scoreOf = (emoji: string, set: EmojiSet): Score | undefined => byEmoji[set].get(plain(emoji));

const plain = (emoji: string): string => emoji.replaceAll('\u{fe0f}', '');

const indexOf = (set: EmojiSet): ReadonlyMap<string, Score> =>
  new Map(scores.map((score) => [plain(emojiOf(score, set)), score]));
const byEmoji = { digits: indexOf('digits'), stars: indexOf('stars') };

/** Where members open a message of a guild. */
export const linkTo = (
  guildId: string,
  { channelId, messageId }: Readonly<Record<'channelId' | 'messageId', string>>,
) => `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
