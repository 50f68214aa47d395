import type { APIMessage } from 'discord-api-types/v10';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { Translate } from '../locales/translate.ts';

/** One use of a command or component, in our own words. Plain data: a test can write one. */
export type Request = Readonly<{
  interactionId: string;
  userId: string;
  /** Absent in a direct message. */
  guildId: string | undefined;
  channelId: string | undefined;
  /** What the member may do in this channel, Discord's bits; none in a direct message. */
  permissions: bigint;
  /** The member's roles; none in a direct message. */
  roles: readonly string[];
  /** What the bot may do in this channel, where Discord tells it. */
  ownPermissions: bigint | undefined;
  /** The channel is a thread, which takes a permission of its own to write in. */
  inThread: boolean;
  /** The guild's language, as Discord has it; absent in a direct message. */
  guildLocale: string | undefined;
  now: Temporal.Instant;
  /** What the guild has chosen; the defaults in a direct message, and while the store is away. */
  club: GuildSettings;
  /** Speaks the language of this reply: the guild's if it is public, else the member's. */
  t: Translate;
}>;

export type CommandRequest<Options> = Request & Readonly<{ options: Options }>;

/** The message a context-menu command was used on, as Discord sent it. */
export type MessageCommandRequest = Request & Readonly<{ message: APIMessage }>;

export type ComponentRequest = Request &
  Readonly<{
    /** What was picked in a select; empty for a button. */
    values: readonly string[];
    /** The same, as Discord says it of a channel or role (picked.ts reads that). */
    picked: readonly unknown[];
    /** What was typed into a form, by the inputs' custom ids; empty for buttons and selects. */
    fields: Readonly<Record<string, string>>;
    /** What was picked in a form, by the menus' custom ids, as `picked` has it. */
    picks: Readonly<Record<string, readonly unknown[]>>;
    /** The message that carries the component. */
    message: APIMessage | undefined;
  }>;
