import type { Overwrite, Standing } from '../domain/permissions.ts';

/** What Discord says of a guild now: how the bot stands there, and what each of its channels says. */
export type GuildLook = Readonly<{
  applicationId: string;
  standing: Standing;
  /** By the ids of channels; threads are none of them. */
  channels: ReadonlyMap<string, readonly Overwrite[]>;
}>;

/** What is asked of guilds, and told them, beside posts. An outage rejects. */
export type Guilds = Readonly<{
  look(guildId: string, now: Temporal.Instant): Promise<GuildLook>;
  /** Tells a guild that has just invited the bot where to begin. */
  greet(guildId: string, channelId: string, locale: string | undefined): Promise<void>;
}>;
