import type { FilmFilter, FilmIndex } from '../data/film-index.ts';
import type { InOrder } from '../domain/clock.ts';
import type { Film } from '../domain/film.ts';
import { rank } from '../domain/ranking.ts';
import type { Ranked, Ranking, RankingKind } from '../domain/ranking.ts';
import type { Rating, RatingKey, Score, Tally } from '../domain/rating.ts';
import type { Rated, RatingStore } from '../stores/rating-store.ts';

/** A film that the club has rated. */
export type RankedFilm = Ranked & Readonly<{ film: Film }>;

/** A ranking, and all films that it could have held with fewer conditions, those with the most ratings first. */
type Top = Ranking<RankedFilm> & Readonly<{ rated: readonly RankedFilm[] }>;

type Question = Readonly<{
  kind: RankingKind;
  /** Which films are ranked; the club's average is that of all. */
  filter: FilmFilter;
  /** Counts only scores given from then on. */
  since: Temporal.Instant | undefined;
  minVotes: number;
}>;

/** What members think of films: one score for each member, film and guild, of which the latest counts. */
export class Ratings {
  readonly #films: FilmIndex;
  readonly #store: Pick<RatingStore, 'put' | 'remove' | 'get' | 'tally' | 'tallies'>;
  readonly #inOrder: InOrder;

  /** `inOrder`: the same for all that members do to rate, whatever they do it by. */
  constructor(parts: {
    films: FilmIndex;
    store: Pick<RatingStore, 'put' | 'remove' | 'get' | 'tally' | 'tallies'>;
    inOrder: InOrder;
  }) {
    this.#films = parts.films;
    this.#store = parts.store;
    this.#inOrder = parts.inOrder;
  }

  /** Records a member's score. A film that is rated was seen, and leaves the watchlist. Durable when it resolves. */
  rate(rating: Rating): Promise<Rated> {
    return this.#store.put({ ...rating, updatedAt: this.#inOrder(rating.updatedAt) });
  }

  /** Withdraws a member's score; gives it back, if there was one. Durable when it resolves. */
  withdraw(key: RatingKey, at: Temporal.Instant): Promise<Score | undefined> {
    return this.#store.remove(key, this.#inOrder(at));
  }

  /** A member's own score. */
  of(key: RatingKey): Promise<Score | undefined> {
    return this.#store.get(key);
  }

  /** What the club thinks of a film. */
  tally(guildId: string, filmId: string): Promise<Tally> {
    return this.#store.tally(guildId, filmId);
  }

  /** The club's ranking. Films that the library does not hold any more are left out. */
  async top(guildId: string, { kind, filter, since, minVotes }: Question): Promise<Top> {
    const tallies = await this.#store.tallies(guildId, since);
    const rated = [...tallies].flatMap(([filmId, tally]) => {
      const film = this.#films.film(filmId);
      return film ? [{ filmId, film, tally }] : [];
    });
    const { places, mean } = rank(rated, { kind, minVotes });
    const fitting = new Set(this.#films.fitting(filter));
    const fits = ({ film }: RankedFilm): boolean => fitting.has(film);
    return {
      ...{ places: places.filter(fits), mean },
      rated: rated.filter(fits).toSorted((a, b) => b.tally.count - a.tally.count || (a.filmId < b.filmId ? -1 : 1)),
    };
  }
}
