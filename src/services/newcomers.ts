import type { Clock } from '../domain/clock.ts';
import type { ClubSettings } from './club-settings.ts';

/** Knows which guilds the bot was in already, so that it greets those alone that invite it now. */
export class Newcomers {
  readonly #settings: Pick<ClubSettings, 'meet'>;
  readonly #clock: Clock;
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
