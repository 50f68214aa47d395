import type { ScheduleSettings } from '../domain/club-schedule.ts';
import type { Overwrite, Right, Standing } from '../domain/permissions.ts';

/** A channel of a guild. `kind`: of those that take weekly posts. */
type ChannelLook = Readonly<{
  kind: ScheduleSettings['channelKind'] | undefined;
  overwrites: readonly Overwrite[];
  /** A forum that takes no post without a tag; ours have none. */
  needsTag: boolean;
}>;

/** What Discord says of a guild now: how the bot stands there, and what each of its channels says. */
export type GuildLook = Readonly<{
  standing: Standing;
  /** All of the guild, by their ids; `mentionable`: anybody may mention it. */
  roles: ReadonlyMap<string, Readonly<{ permissions: bigint; mentionable: boolean }>>;
  /** By the ids of channels; of threads only the one that was asked for, with what its channel says. */
  channels: ReadonlyMap<string, ChannelLook>;
}>;

/** What is asked of guilds, and told them, beside posts. An outage rejects. */
export type Guilds = Readonly<{
  /** Undefined where the bot is no member: a guild can have the commands alone. `threadId`: a thread that is looked at, too. */
  look(guildId: string, now: Temporal.Instant, threadId?: string): Promise<GuildLook | undefined>;
  /** Where somebody invites the bot into a guild, or anew, with these rights. */
  invitation(guildId: string, rights: readonly Right[]): string;
  /** Tells a guild that has just invited the bot where to begin. */
  greet(guildId: string, channelId: string, locale: string | undefined): Promise<void>;
}>;
