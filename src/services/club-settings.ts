import { defaultSettings } from '../domain/guild-settings.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { StoreUnavailable } from '../errors.ts';
import type { DueChange, GuildChangeStore } from '../stores/guild-change-store.ts';
import type { Changes, GuildSettingsStore, SettingsChange, Undone } from '../stores/guild-settings-store.ts';

type Store = Pick<GuildSettingsStore, 'get' | 'change' | 'undo' | 'meet'>;
type ChangeStore = Pick<GuildChangeStore, 'due' | 'guildsWithDue' | 'note' | 'failed'>;

/** Guilds whose settings are kept in memory: every public answer asks for them, and a store may be a network away. */
const mostKept = 10_000;

/** What each guild has chosen, and who changed it. */
export class ClubSettings {
  readonly #store: Store;
  readonly #changes: ChangeStore;
  /** The latest asked for stand last. A guild's are forgotten with each change. */
  readonly #kept = new Map<string, Promise<GuildSettings>>();
  #onRecorded: (guildId: string) => void = () => undefined;

  constructor(parts: { store: Store; changes: ChangeStore }) {
    this.#store = parts.store;
    this.#changes = parts.changes;
  }

  /** The settings of a guild; in direct messages (no guild) and where nothing was chosen the defaults. */
  of(guildId: string | undefined): Promise<GuildSettings> {
    if (guildId === undefined) return Promise.resolve(defaultSettings);
    const settings = this.#kept.get(guildId) ?? this.#read(guildId);
    this.#kept.delete(guildId);
    this.#kept.set(guildId, settings);
    const [oldest] = this.#kept.size > mostKept ? this.#kept.keys() : [];
    if (oldest !== undefined) this.#kept.delete(oldest);
    return settings;
  }

  /** The same for answers that are worth giving without them: the defaults while the store is away. */
  async orDefaults(guildId: string | undefined): Promise<GuildSettings> {
    try {
      return await this.of(guildId);
    } catch (error) {
      if (error instanceof StoreUnavailable) return defaultSettings;
      throw error;
    }
  }

  /**
   * Replaces the settings given, and tells all of them before and after. Recorded as done by `userId`, if anybody. Durable
   * when it resolves.
   */
  async change(guildId: string, changes: Changes, now: Temporal.Instant, userId?: string): Promise<SettingsChange> {
    const change = await this.#store.change(guildId, changes, now, { userId }).finally(() => this.forget(guildId));
    if (change.position !== undefined) this.recorded(guildId);
    return change;
  }

  /** Takes a change back, within 15 minutes and if nobody has changed the same since. */
  async undo(guildId: string, position: number, now: Temporal.Instant, userId: string): Promise<Undone> {
    const undone = await this.#store.undo(guildId, position, now, userId).finally(() => this.forget(guildId));
    if (undone.kind === 'done') this.recorded(guildId);
    return undone;
  }

  /** Whether this guild is met for the first time: it has never been met, and has chosen nothing. True once. */
  meet(guildId: string, now: Temporal.Instant): Promise<boolean> {
    return this.#store.meet(guildId, now);
  }

  /** Calls back when a guild's log has something to tell. */
  watch(onRecorded: (guildId: string) => void): void {
    this.#onRecorded = onRecorded;
  }

  /** A guild’s log has something to tell. */
  recorded(guildId: string): void {
    this.#onRecorded(guildId);
  }

  /** The oldest changes of a guild that its log channel has yet to be told of. */
  due(guildId: string, limit: number): Promise<readonly DueChange[]> {
    return this.#changes.due(guildId, limit);
  }

  /** The guilds that have such changes. */
  guildsWithDue(): Promise<readonly string[]> {
    return this.#changes.guildsWithDue();
  }

  /** Notes whether a guild's log channel has taken these changes. */
  noteLogged(guildId: string, positions: readonly number[], isTold: boolean): Promise<void> {
    return this.#changes.note(guildId, positions, isTold ? 'told' : 'failed');
  }

  /** How many changes a guild's log channel did not take, since the last that it took. */
  unlogged(guildId: string): Promise<number> {
    return this.#changes.failed(guildId);
  }

  /** Keeps a guild's settings in memory no more: they have changed in the store. */
  forget(guildId: string): void {
    this.#kept.delete(guildId);
  }

  #read(guildId: string): Promise<GuildSettings> {
    const settings = this.#store.get(guildId);
    // A store that is back is asked again.
    settings.catch(() => this.#kept.get(guildId) === settings && this.forget(guildId));
    return settings;
  }
}
