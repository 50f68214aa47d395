import type { FilmList } from '../domain/film-list.ts';
import type { Clock } from '../domain/clock.ts';
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
  | 'forgetAnswered'
>;

/** Tells members what is stored about them, and deletes it. */
export class MemberData {
  readonly #store: Store;
  readonly #settled: () => Promise<void>;
  readonly #turns: Pick<Turns, 'forget'>;
  readonly #clock: Clock;

  /**
   * `settled` resolves when all that was heard of members so far is in the store, and can be deleted there; it rejects with
   * StoreUnavailable when that takes too long.
   */
  constructor(parts: { store: Store; settled: () => Promise<void>; turns: Pick<Turns, 'forget'>; clock: Clock }) {
    this.#store = parts.store;
    this.#settled = parts.settled;
    this.#turns = parts.turns;
    this.#clock = parts.clock;
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
   * Deletes what is stored about a person in one guild; undefined where the `question` whether to was answered before: a second
   * press would take what they have given since. What fails can be tried again. Durable when it resolves.
   */
  async forgetIn(
    guildId: string,
    userId: string,
    now: Temporal.Instant,
    question?: string,
  ): Promise<Deleted | undefined> {
    await this.#settled();
    return this.#store.deleteIn(guildId, userId, now, question);
  }

  /** Deletes all that is stored about a person, as `forgetIn` does in one guild. Durable when it resolves. */
  async forgetEverywhere(userId: string, now: Temporal.Instant, question?: string): Promise<Deleted | undefined> {
    await this.#settled();
    const deleted = await this.#store.deleteEverywhere(userId, now, question);
    if (deleted) this.#turns.forget(scopesOfPerson(userId));
    return deleted;
  }

  /** Which questions were answered long ago is forgotten. */
  purge(): Promise<void> {
    return this.#store.forgetAnswered(this.#clock());
  }
}
