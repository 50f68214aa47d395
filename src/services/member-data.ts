import type { FilmList } from '../domain/film-list.ts';
import type { Rating } from '../domain/rating.ts';
import { scopesOfPerson } from '../domain/scope.ts';
import type { Deleted, MemberDataStore, MemberExport } from '../stores/member-data-store.ts';
import type { Turns } from './turns.ts';

/** What the bot knows about one person, seen from one guild or from direct messages. */
export type Known = Readonly<{
  /** Ratings in this guild, latest first. */
  here: readonly Rating[];
  /** How many ratings in other guilds, and in how many. */
  elsewhere: Readonly<{ ratings: number; guilds: number }>;
  /** How many films are on the person’s own lists, which are the same everywhere. */
  lists: Readonly<Record<FilmList, number>>;
  /** How many films the person has nominated, or joined in nominating, in every guild. */
  nominations: number;
  /** Withdrawals of ratings, in every guild, that are remembered. */
  withdrawals: number;
  /** Reactions under posts of every guild that are kept. */
  reactions: number;
  /** Draws and facts of direct messages, and draws from the person’s own lists, are remembered. */
  direct: boolean;
  /** How many changes to settings, in any guild, name the person. */
  settingsChanged: number;
}>;

type Store = Pick<
  MemberDataStore,
  | 'ratings'
  | 'reactions'
  | 'withdrawals'
  | 'listed'
  | 'nominations'
  | 'bags'
  | 'settingsChanged'
  | 'exportOf'
  | 'deleteIn'
  | 'deleteEverywhere'
>;

/** For longer than a question whether to delete can be answered. */
const rememberedHours = 1;

/** Tells members what is stored about them, and deletes it. */
export class MemberData {
  readonly #store: Store;
  readonly #settled: () => Promise<void>;
  readonly #turns: Pick<Turns, 'forget'>;
  /** When questions were answered with yes, by what they asked. */
  readonly #answered = new Map<string, Temporal.Instant>();

  /**
   * `settled` resolves when all that was heard of members so far is in the store, and can be deleted there; it rejects with
   * StoreUnavailable when that takes too long.
   */
  constructor(parts: { store: Store; settled: () => Promise<void>; turns: Pick<Turns, 'forget'> }) {
    this.#store = parts.store;
    this.#settled = parts.settled;
    this.#turns = parts.turns;
  }

  async of(userId: string, guildId: string | undefined): Promise<Known> {
    const ratings = await this.#store.ratings(userId);
    const others = ratings.filter((rating) => rating.guildId !== guildId);
    return {
      here: ratings.filter((rating) => rating.guildId === guildId),
      elsewhere: { ratings: others.length, guilds: new Set(others.map((rating) => rating.guildId)).size },
      lists: {
        watchlist: (await this.#store.listed(userId, 'watchlist')).length,
        seen: (await this.#store.listed(userId, 'seen')).length,
      },
      nominations: (await this.#store.nominations(userId)).length,
      withdrawals: (await this.#store.withdrawals(userId)).length,
      reactions: (await this.#store.reactions(userId)).length,
      settingsChanged: await this.#store.settingsChanged(userId),
      direct: (await this.#store.bags(userId)) > 0,
    };
  }

  /** All that is stored about a person, in every guild and in direct messages. */
  export(userId: string): Promise<MemberExport> {
    return this.#store.exportOf(userId);
  }

  /**
   * Deletes what a question asked about, for whoever answers it first; undefined for a second press, which would take what they
   * have given since. What fails can be tried again.
   */
  async once<T>(question: string, now: Temporal.Instant, work: () => Promise<T>): Promise<T | undefined> {
    for (const [other, at] of this.#answered)
      if (now.since(at).total('hours') > rememberedHours) this.#answered.delete(other);
    if (this.#answered.has(question)) return undefined;
    this.#answered.set(question, now);
    try {
      return await work();
    } catch (error) {
      this.#answered.delete(question);
      throw error;
    }
  }

  /** Deletes what is stored about a person in one guild. Durable when it resolves. */
  async forgetIn(guildId: string, userId: string, now: Temporal.Instant): Promise<Deleted> {
    await this.#settled();
    return this.#store.deleteIn(guildId, userId, now);
  }

  /** Deletes all that is stored about a person. Durable when it resolves. */
  async forgetEverywhere(userId: string, now: Temporal.Instant): Promise<Deleted> {
    await this.#settled();
    const deleted = await this.#store.deleteEverywhere(userId, now);
    this.#turns.forget(scopesOfPerson(userId));
    return deleted;
  }
}
