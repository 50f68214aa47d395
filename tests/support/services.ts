import { FilmIndex } from '../../src/data/film-index.ts';
import { TimeZones } from '../../src/data/time-zones.ts';
import type { Film } from '../../src/domain/film.ts';
import type { Library } from '../../src/domain/library.ts';
import { pino } from 'pino';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { FilmPlan } from '../../src/services/film-plan.ts';
import { DuePosts } from '../../src/services/due-posts.ts';
import { FilmQueue } from '../../src/services/film-queue.ts';
import { FactTurns } from '../../src/services/fact-turns.ts';
import { FilmLists } from '../../src/services/film-lists.ts';
import { GuildPresence } from '../../src/services/guild-presence.ts';
import { MemberData } from '../../src/services/member-data.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { Nominations } from '../../src/services/nominations.ts';
import { RatingPosts } from '../../src/services/rating-posts.ts';
import { Reconciliation } from '../../src/services/reconciliation.ts';
import { Recount } from '../../src/services/recount.ts';
import type { Guilds } from '../../src/services/guilds.ts';
import { Newcomers } from '../../src/services/newcomers.ts';
import type { Channels } from '../../src/services/channels.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Metrics } from '../../src/services/metrics.ts';
import { PostsNow } from '../../src/services/posts-now.ts';
import { RandomDraw } from '../../src/services/random-draw.ts';
import { Ratings } from '../../src/services/ratings.ts';
import { RefusedPosts } from '../../src/services/refused-posts.ts';
import { Schedules } from '../../src/services/schedules.ts';
import { Showings } from '../../src/services/showings.ts';
import type { Services } from '../../src/services/services.ts';
import { Turns } from '../../src/services/turns.ts';
import { storesInMemory } from './database.ts';
import { aFilm, aLibrary, seededRandom } from './library.ts';
import { someEvening } from './requests.ts';

type Parts = Readonly<{
  stores?: ReturnType<typeof storesInMemory>;
  metrics?: Metrics;
  channels?: Channels;
  guilds?: Guilds;
  clock?: Clock;
}>;

const nowhere = (): Promise<never> => Promise.reject(new Error('there is no Discord here'));
/** No Discord: whoever asks it for something is told so. */
export const noChannels: Channels = { send: nowhere, find: nowhere, react: nowhere, count: nowhere, list: nowhere };

export const noGuilds: Guilds = { look: nowhere, greet: nowhere };

/** The services that doors get, over a library; chance can be repeated. */
export function servicesOf(library: Library, parts: Parts = {}): Services {
  const {
    stores = storesInMemory(),
    metrics = noMetrics,
    channels = noChannels,
    guilds = noGuilds,
    clock = () => someEvening,
  } = parts;
  const films = new FilmIndex(library);
  const log = pino({ level: 'silent' });
  const settings = new ClubSettings({ store: stores.settings, changes: stores.changes });
  const ballots = new BallotBox({ store: stores.reactions, clock, metrics, log });
  const recount = new Recount({ reactions: stores.reactions, ballots, channels, clock });
  const turns = new Turns({ bags: stores.bags, isShared: false, random: seededRandom(1), log });
  const { schedules, occurrences } = stores;
  const plan = new FilmPlan({ films, schedules, occurrences, settings, random: seededRandom(2) });
  const refused = new RefusedPosts({ schedules, occurrences, notices: stores.notices, settings, clock });
  const clubSchedules = new Schedules({ schedules, drafts: stores.drafts, occurrences, plan, settings, refused });
  return {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: stores.ratings }),
    lists: new FilmLists({ store: stores.lists }),
    members: new MemberData({ store: stores.members, settled: () => ballots.settled(), turns }),
    settings,
    guilds,
    newcomers: new Newcomers({ settings, clock }),
    nominations: new Nominations({ store: stores.nominations, settings, occurrences }),
    zones: new TimeZones(),
    ballots,
    posts: new RatingPosts({ store: stores.posts, ballots, channels, clock, log }),
    reconciliation: new Reconciliation({ posts: stores.posts, ballots, recount, clock, metrics, log }),
    presence: new GuildPresence({
      ...{
        store: stores.guilds,
        settings,
        turns,
        clock: () => someEvening,
        isMember: () => Promise.resolve(true),
        log,
      },
    }),
    schedules: clubSchedules,
    queue: new FilmQueue({ schedules: clubSchedules, occurrences, plan }),
    refused,
    postsNow: new PostsNow({
      ...{ plan, schedules, occurrences, settings },
      due: new DuePosts({ films, schedules, occurrences, plan, settings }),
    }),
    showings: new Showings({ films, schedules, occurrences }),
  };
}

/** The services of a club that has these films. */
export const aClub = (films: readonly Film[] = [aFilm()]): Services => servicesOf(aLibrary(films));
