import { z } from 'zod';

/** How members of a guild rate under the bot’s posts. */
export const ratingModes = ['reactions', 'buttons', 'both', 'off'] as const;

/** The emoji that stand for the scores 1 to 5. */
export const emojiSets = ['digits', 'stars'] as const;

const Snowflake = z.string().regex(/^\d{1,20}$/);

/**
 * What a guild has chosen. Every setting has a default or may be absent, so that a guild that has chosen nothing has settings,
 * too, and one that a later version adds needs no migration; a setting of another version that makes no sense falls back alone.
 */
export const GuildSettings = z.object({
  /** Locale of public posts; absent: the guild’s own in Discord. */
  language: z.enum(['en-US', 'ru']).optional().catch(undefined),
  /** IANA zone of dates and of the film of the week. */
  timezone: z.string().min(1).catch('UTC').default('UTC'),
  ratingMode: z.enum(ratingModes).catch('both').default('both'),
  emojiSet: z.enum(emojiSets).catch('digits').default('digits'),
  /** Public cards carry the masked ending. */
  spoilers: z.boolean().catch(false).default(false),
  /** Cards carry content warnings. */
  warnings: z.boolean().catch(true).default(true),
  /** Posts are text rather than embeds, for screen readers and small phones. */
  plainText: z.boolean().catch(false).default(false),
  /** Of every card, 0-0xffffff; absent: each film’s own. */
  color: z.int().min(0).max(0xffffff).optional().catch(undefined),
  /** Members may nominate films. */
  nominationsOpen: z.boolean().catch(true).default(true),
  /** How many open nominations a member may have. */
  nominationsPerMember: z.int().min(1).max(25).catch(3).default(3),
  /** Who moderates besides those with Manage Events. */
  moderatorRole: Snowflake.optional().catch(undefined),
  /** Whom weekly posts may ping, where a schedule names nobody. */
  pingRole: Snowflake.optional().catch(undefined),
  /** Where changes by moderators are told. */
  logChannel: Snowflake.optional().catch(undefined),
  /** Ids of collections that random picks and lists of this guild leave out. */
  disabledCollections: z.array(z.string()).catch([]).default([]),
  /** Where the guided setup goes on; absent: it has not begun, or is over. */
  setupStep: z.string().max(20).optional().catch(undefined),
});
export type GuildSettings = Readonly<z.infer<typeof GuildSettings>>;

/** The settings of a guild that has chosen nothing. */
export const defaultSettings: GuildSettings = GuildSettings.parse({});
