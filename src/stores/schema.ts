import type { FilmList } from '../domain/film-list.ts';
import type { RatingSource, Score } from '../domain/rating.ts';

/** What the tables hold, as the queries see it. Snowflakes are text, times are milliseconds since 1970. */
export type Schema = {
  migrations: { name: string; applied_at: number };
  bags: { scope: string; key: string; drawn: string; last: string | null; used_at: number };
  session_starts: { position: number; at: number };
  ratings: {
    guild_id: string;
    user_id: string;
    film_id: string;
    score: Score;
    source: RatingSource;
    updated_at: number;
  };
  guild_settings: { guild_id: string; settings: string; updated_at: number };
  film_lists: { user_id: string; list: FilmList; film_id: string; guild_id: string; added_at: number };
  secrets: { name: string; value: string };
};
