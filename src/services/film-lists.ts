import type { FilmList, PoolName } from '../domain/film-list.ts';
import { scopeOf } from '../domain/scope.ts';
import { UserError } from '../errors.ts';
import type { FilmListStore } from '../stores/film-list-store.ts';

type Place = Readonly<{ guildId: string | undefined; userId: string }>;

/** Films to draw from. */
export type Pool = Readonly<{
  name: PoolName;
  /** What draws are remembered for: a person’s own pool follows them everywhere. */
  scope: string;
  /** How many films the list behind it holds, whatever filter comes on top. */
  size: number;
  holds: (filmId: string) => boolean;
}>;

/** What became of a film that was put on a list. */
export type Put = Readonly<{ isNew: boolean; leftWatchlist: boolean }>;

/**
 * A person’s watchlist and what they have seen. Both are theirs, in every guild and in direct messages the same, and shown to
 * nobody else. A guild’s view of what it has seen holds only what was shown, rated or marked there, and not by whom.
 */
export class FilmLists {
  readonly #store: Omit<FilmListStore, '#db'>;

  constructor(parts: { store: Omit<FilmListStore, '#db'> }) {
    this.#store = parts.store;
  }

  /** Puts a film on a list, wherever it was put there before. A film that is seen leaves the watchlist. Durable when it resolves. */
  put(list: FilmList, filmId: string, { guildId, userId }: Place, now: Temporal.Instant): Promise<Put> {
    return this.#store.add({ list, filmId, guildId, userId, addedAt: now });
  }

  /** Takes a film off a list; whether it was there. Durable when it resolves. */
  takeOff(list: FilmList, filmId: string, userId: string): Promise<boolean> {
    return this.#store.remove({ list, filmId, userId });
  }

  /** Empties a list; how many films were on it. Durable when it resolves. */
  clear(list: FilmList, userId: string): Promise<number> {
    return this.#store.clear({ list, userId });
  }

  /** The films on a list, latest first. */
  films(list: FilmList, userId: string): Promise<readonly string[]> {
    return this.#store.films({ list, userId });
  }

  /** The lists that a person has a film on. */
  listsWith(filmId: string, userId: string): Promise<readonly FilmList[]> {
    return this.#store.listsWith({ filmId, userId });
  }

  /** The films that a person has seen: those on their list, and those that they rated anywhere; latest first. */
  async seenBy(userId: string): Promise<readonly string[]> {
    const marked = await this.films('seen', userId);
    return [...new Set([...marked, ...(await this.#store.ratedBy(userId))])];
  }

  /** The pool of that name for whoever draws. Refuses (`random.guild-only`) a club’s view in direct messages. */
  async pool(name: PoolName, place: Place): Promise<Pool> {
    if (name === 'all') return { name, scope: scopeOf(place), size: Infinity, holds: () => true };
    const own = { name, scope: scopeOf({ ...place, guildId: undefined }) };
    if (name === 'watchlist') {
      const wanted = new Set(await this.films('watchlist', place.userId));
      return { ...own, size: wanted.size, holds: (filmId) => wanted.has(filmId) };
    }
    if (name === 'unseen_by_me') {
      const seen = new Set(await this.seenBy(place.userId));
      return { ...own, size: seen.size, holds: (filmId) => !seen.has(filmId) };
    }
    if (place.guildId === undefined) throw new UserError('random.guild-only');
    const seen = new Set(await this.#store.knownIn(place.guildId));
    return { name, scope: scopeOf(place), size: seen.size, holds: (filmId) => !seen.has(filmId) };
  }
}
