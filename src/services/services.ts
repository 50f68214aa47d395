import type { FilmIndex } from '../data/film-index.ts';
import type { BallotBox } from './ballot-box.ts';
import type { TimeZones } from '../data/time-zones.ts';
import type { ClubSettings } from './club-settings.ts';
import type { FactTurns } from './fact-turns.ts';
import type { FilmLists } from './film-lists.ts';
import type { FilmQueue } from './film-queue.ts';
import type { GuildLocales } from './guild-locales.ts';
import type { GuildPresence } from './guild-presence.ts';
import type { Guilds } from './guilds.ts';
import type { Newcomers } from './newcomers.ts';
import type { MemberData } from './member-data.ts';
import type { Nominations } from './nominations.ts';
import type { PostsNow } from './posts-now.ts';
import type { RandomDraw } from './random-draw.ts';
import type { RatingPosts } from './rating-posts.ts';
import type { Ratings } from './ratings.ts';
import type { Reconciliation } from './reconciliation.ts';
import type { RefusedPosts } from './refused-posts.ts';
import type { Schedules } from './schedules.ts';
import type { Showings } from './showings.ts';

/** What doors may ask for. A service itself never gets this bundle. */
export type Services = Readonly<{
  films: FilmIndex;
  draws: RandomDraw;
  facts: FactTurns;
  ratings: Ratings;
  lists: FilmLists;
  nominations: Nominations;
  members: MemberData;
  settings: ClubSettings;
  ballots: BallotBox;
  zones: TimeZones;
  locales: GuildLocales;
  guilds: Guilds;
  newcomers: Newcomers;

  posts: RatingPosts;
  reconciliation: Reconciliation;
  presence: GuildPresence;
  schedules: Schedules;
  queue: FilmQueue;
  refused: RefusedPosts;
  postsNow: PostsNow;
  showings: Showings;
}>;
