import type { Clock } from '../domain/clock.ts';
import type { ClubSettings } from './club-settings.ts';

/** Who joined before this has been without a greeting for long enough: a bot with a new store does not greet all its guilds. */
const latelyMs = 60 * 60_000;

/** Knows which guilds the bot was in already, so that it greets those alone that invite it now, or did while it was away. */
export class Newcomers {
  readonly #settings: Pick<ClubSettings, 'meet'>;
  readonly #clock: Clock;
  /** Those that are to be told of because a session has begun, and those that were told of. */
  readonly #listed = new Set<string>();
  readonly #known = new Set<string>();
  #ownId: string | undefined;

  constructor(parts: { settings: Pick<ClubSettings, 'meet'>; clock: Clock }) {
    this.#settings = parts.settings;
    this.#clock = parts.clock;
  }

  /** The bot as a member of guilds, once Discord has told. */
  get ownId(): string | undefined {
    return this.#ownId;
  }

  /** At the start of a session Discord tells who the bot is, and the guilds that it is in. */
  list(ownId: string, guildIds: readonly string[]): void {
    this.#ownId = ownId;
    for (const id of guildIds) this.#listed.add(id);
  }

  /**
   * Whether a guild that Discord tells of invites the bot for the first time: what was listed only comes back, unless the bot
   * has joined it lately, and what has been greeted or has chosen something has begun. True once, also over restarts.
   */
  async isNew(guildId: string, joinedAt: Temporal.Instant | undefined): Promise<boolean> {
    const wasListed = this.#listed.delete(guildId);
    if (this.#known.has(guildId)) return false;
    this.#known.add(guildId);
    const now = this.#clock();
    const hasJoinedLately = joinedAt !== undefined && now.epochMilliseconds - joinedAt.epochMilliseconds <= latelyMs;
    if (wasListed && !hasJoinedLately) return false;
    return this.#settings.meet(guildId, now);
  }
}
