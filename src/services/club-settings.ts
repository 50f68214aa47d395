import { defaultSettings } from '../domain/guild-settings.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { GuildSettingsStore, SettingsChange } from '../stores/guild-settings-store.ts';

type Store = Pick<GuildSettingsStore, 'get' | 'change'>;

/** What each guild has chosen. */
export class ClubSettings {
  readonly #store: Store;

  constructor(parts: { store: Store }) {
    this.#store = parts.store;
  }

  /** The settings of a guild; in direct messages (no guild) and where nothing was chosen the defaults. */
  async of(guildId: string | undefined): Promise<GuildSettings> {
    return guildId === undefined ? defaultSettings : this.#store.get(guildId);
  }

  /** Replaces the settings given, and tells all of them before and after. Durable when it resolves. */
  change(guildId: string, changes: Partial<GuildSettings>, now: Temporal.Instant): Promise<SettingsChange> {
    return this.#store.change(guildId, changes, now);
  }
}
