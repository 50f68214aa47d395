import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { scopesOfGuild } from '../domain/scope.ts';
import type { GuildStore } from '../stores/guild-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { Turns } from './turns.ts';

/** How long the data of a guild is kept after the bot has left it: whoever invites it back finds everything as it was. */
const keptDays = 30;

/** How many guilds Discord may say nothing about before the rest is left for the next time. */
const mostFailures = 5;

type Store = Pick<GuildStore, 'joined' | 'putJoined' | 'putLeft' | 'leftUntil' | 'forget'>;

/** The guilds of one gateway connection, as it tells them when it is ready: one of `of` that share them out. */
export type ShardGuilds = Readonly<{ shard: number; of: number; guildIds: readonly string[] }>;

/**
 * Notices which guilds the bot is in, also those that it was taken out of while it was away, and deletes the data of a guild
 * some time after. What it hears is put down in the order in which it came.
 */
export class GuildPresence {
  readonly #store: Store;
  readonly #settings: Pick<ClubSettings, 'forget'>;
  readonly #turns: Pick<Turns, 'forget'>;
  readonly #clock: Clock;
  readonly #isMember: (guildId: string) => Promise<boolean>;
  readonly #log: Logger;
  /** What the store knows to be joined, of what this process has heard of. */
  readonly #joined = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** `isMember` asks Discord whether the bot is in a guild, and rejects when Discord does not say. */
  constructor(parts: {
    store: Store;
    settings: Pick<ClubSettings, 'forget'>;
    turns: Pick<Turns, 'forget'>;
    clock: Clock;
    isMember: (guildId: string) => Promise<boolean>;
    log: Logger;
  }) {
    this.#store = parts.store;
    this.#settings = parts.settings;
    this.#turns = parts.turns;
    this.#clock = parts.clock;
    this.#isMember = parts.isMember;
    this.#log = parts.log;
  }

  /** A connection is ready: its guilds are these and no others. Nothing is said about those of other connections. */
  ready({ shard, of, guildIds }: ShardGuilds): Promise<void> {
    const listed = new Set(guildIds);
    return this.#inOrder(async () => {
      const known = await this.#store.joined();
      for (const id of known) if (listed.has(id)) this.#joined.add(id);
      const left = known.filter((id) => !listed.has(id) && shardOf(id, of) === shard);
      if (left.length > 0) {
        // One that Discord left out by mistake comes back in time, or is found there before anything is deleted.
        const level = guildIds.length === 0 ? 'warn' : 'info';
        this.#log[level]({ shard, left: left.length, listed: guildIds.length }, 'the bot is in some guilds no more');
        await this.#store.putLeft(left, this.#clock());
      }
      for (const id of left) this.#joined.delete(id);
      await this.#join(guildIds);
    });
  }

  /** The bot is in a guild: invited, or heard of again. */
  async joined(guildId: string): Promise<void> {
    await this.#inOrder(() => this.#join([guildId]));
  }

  /**
   * Somebody used the bot in a guild. It may have been given the commands alone, without the bot, and then no connection ever
   * lists it: it counts as left with each, until it is used again. A guild that is known already costs a look into a set.
   */
  used(guildId: string): Promise<void> | undefined {
    return this.#joined.has(guildId) ? undefined : this.joined(guildId);
  }

  /** The bot was taken out of a guild. An outage is none of that. */
  left(guildId: string): Promise<void> {
    return this.#inOrder(async () => {
      this.#joined.delete(guildId);
      await this.#store.putLeft([guildId], this.#clock());
    });
  }

  /**
   * Deletes the data of guilds that the bot left 30 days ago, after Discord has confirmed for each that it is not there. One
   * about which Discord says nothing waits for the next time. Durable when it resolves.
   */
  async purge(): Promise<void> {
    const until = this.#clock().subtract({ hours: 24 * keptDays });
    let failures = 0;
    for (const guildId of await this.#store.leftUntil(until)) {
      // Discord's bad day, or one guild that it says nothing about: the others need not wait for that.
      if (failures === mostFailures) return;
      try {
        if (await this.#isMember(guildId)) await this.joined(guildId);
        else await this.#inOrder(() => this.#forget(guildId, until));
      } catch (error) {
        failures += 1;
        this.#log.warn({ err: error, guild: guildId }, 'a guild that was left is not deleted yet');
      }
    }
  }

  async #forget(guildId: string, until: Temporal.Instant): Promise<void> {
    if (!(await this.#store.forget(guildId, until))) return;
    this.#settings.forget(guildId);
    this.#turns.forget(scopesOfGuild(guildId));
    this.#log.info({ guild: guildId }, 'deleted the data of a guild that was left');
  }

  async #join(guildIds: readonly string[]): Promise<void> {
    const unknown = guildIds.filter((id) => !this.#joined.has(id));
    await this.#store.putJoined(unknown);
    for (const id of unknown) this.#joined.add(id);
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done;
    return done;
  }
}

/** https://discord.com/developers/docs/events/gateway#sharding */
const shardOf = (guildId: string, of: number): number => Number((BigInt(guildId) >> 22n) % BigInt(of));
