import type { Clock } from '../domain/clock.ts';
import type { ClubSettings } from './club-settings.ts';

/** Knows which guilds the bot was in already, so that it greets those alone that invite it now. */
export class Newcomers {
  readonly #settings: Pick<ClubSettings, 'meet'>;
  readonly #clock: Clock;
  readonly #known = new Set<string>();

  constructor(parts: { settings: Pick<ClubSettings, 'meet'>; clock: Clock }) {
    this.#settings = parts.settings;
    this.#clock = parts.clock;
  }

  /** Discord lists the guilds that the bot is in, at the start of a session. */
  list(guildIds: readonly string[]): void {
    for (const id of guildIds) this.#known.add(id);
  }

  /**
   * Whether a guild that Discord tells of invites the bot for the first time: what was listed only comes back, and what has
   * been greeted or has chosen something has begun. True once, also over restarts.
   */
  async isNew(guildId: string): Promise<boolean> {
    if (this.#known.has(guildId)) return false;
    this.#known.add(guildId);
    return this.#settings.meet(guildId, this.#clock());
  }
}
