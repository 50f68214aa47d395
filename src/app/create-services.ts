import type { Logger } from 'pino';
import type { FilmIndex } from '../data/film-index.ts';
import { TimeZones } from '../data/time-zones.ts';
import { inOrder } from '../domain/clock.ts';
import type { Clock, Random } from '../domain/clock.ts';
import { BallotBox } from '../services/ballot-box.ts';
import type { Channels } from '../services/channels.ts';
import { ClubSettings } from '../services/club-settings.ts';
import { DuePosts } from '../services/due-posts.ts';
import { FactTurns } from '../services/fact-turns.ts';
import { FilmLists } from '../services/film-lists.ts';
import { FilmPlan } from '../services/film-plan.ts';
import { FilmQueue } from '../services/film-queue.ts';
import { GuildLocales } from '../services/guild-locales.ts';
import { GuildPresence } from '../services/guild-presence.ts';
import type { Guilds } from '../services/guilds.ts';
import { MemberData } from '../services/member-data.ts';
import type { Metrics } from '../services/metrics.ts';
import { Newcomers } from '../services/newcomers.ts';
import { Nominations } from '../services/nominations.ts';
import { PostsNow } from '../services/posts-now.ts';
import { RandomDraw } from '../services/random-draw.ts';
import { RatingPosts } from '../services/rating-posts.ts';
import { Ratings } from '../services/ratings.ts';
import { Reconciliation } from '../services/reconciliation.ts';
import { Recount } from '../services/recount.ts';
import { RefusedPosts } from '../services/refused-posts.ts';
import { Schedules } from '../services/schedules.ts';
import type { Services } from '../services/services.ts';
import { Showings } from '../services/showings.ts';
import { Turns } from '../services/turns.ts';
import type { Database } from '../stores/database/database.ts';
import { createStores } from './create-stores.ts';
import type { Stores } from './create-stores.ts';

type Parts = Readonly<{
  films: FilmIndex;
  kind: Database['kind'];
  channels: Channels;
  guilds: Guilds;
  clock: Clock;
  random: Random;
  metrics: Metrics;
  log: Logger;
  isMember: (guildId: string) => Promise<boolean>;
}>;

/** What doors may ask for, over a library and an open store. */
export const createServices = ({ db, ...parts }: Parts & Pick<Database, 'db'>): Services =>
  servicesOver(createStores({ db, clock: parts.clock }), parts);

/** The same over stores that are there already. */
export function servicesOver(
  stores: Stores,
  { films, kind, channels, guilds, clock, random, metrics, log, isMember }: Parts,
): Services {
  const turns = new Turns({
    ...{ bags: stores.bags, random, log: log.child({ part: 'draws' }) },
    // A SQLite store has one process at a time.
    isShared: kind !== 'sqlite',
  });
  const { reactions, posts, schedules, occurrences, drafts, notices } = stores;
  // The later of two actions wins, also when the clock has gone back in between.
  const order = inOrder();
  const ballots = new BallotBox({
    ...{ store: reactions, clock, inOrder: order, metrics },
    log: log.child({ part: 'ballots' }),
  });
  const postLog = log.child({ part: 'posts' });
  const recount = new Recount({ reactions, ballots, channels, clock });
  const settings = new ClubSettings({ store: stores.settings, changes: stores.changes });
  const plan = new FilmPlan({ films, schedules, occurrences, settings, random });
  const refused = new RefusedPosts({ schedules, occurrences, notices, settings, clock });
  const clubSchedules = new Schedules({ schedules, drafts, occurrences, plan, settings, refused });
  const queue = new FilmQueue({ schedules: clubSchedules, occurrences, plan });
  return {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: stores.ratings, inOrder: order }),
    lists: new FilmLists({ store: stores.lists }),
    members: new MemberData({
      ...{ store: stores.members, turns, clock },
      settled: async () => void (await Promise.all([ballots.settled(), turns.settled()])),
    }),
    zones: new TimeZones(),
    locales: new GuildLocales(),
    guilds,
    newcomers: new Newcomers({ settings, clock }),
    ballots,
    settings,
    nominations: new Nominations({ store: stores.nominations, settings, schedules: clubSchedules, queue }),
    posts: new RatingPosts({ store: posts, ballots, channels, clock, log: postLog }),
    reconciliation: new Reconciliation({ posts, ballots, recount, clock, metrics, log: postLog }),
    presence: new GuildPresence({
      ...{ store: stores.guilds, settings, turns, clock, isMember },
      log: log.child({ part: 'guilds' }),
    }),
    schedules: clubSchedules,
    queue,
    refused,
    postsNow: new PostsNow({
      ...{ plan, schedules, occurrences, settings },
      due: new DuePosts({ films, schedules, occurrences, plan, settings }),
    }),
    showings: new Showings({ films, schedules, occurrences }),
  };
}
