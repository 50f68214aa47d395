import type { Logger } from 'pino';
import type { FilmIndex } from '../data/film-index.ts';
import { TimeZones } from '../data/time-zones.ts';
import { FilmPlan } from '../services/film-plan.ts';
import { RefusedPosts } from '../services/refused-posts.ts';
import { FilmQueue } from '../services/film-queue.ts';
import { Schedules } from '../services/schedules.ts';
import { Showings } from '../services/showings.ts';
import { OccurrenceStore } from '../stores/occurrence-store.ts';
import { ScheduleStore } from '../stores/schedule-store.ts';
import type { Clock, Random } from '../domain/clock.ts';
import { BallotBox } from '../services/ballot-box.ts';
import type { Channels } from '../services/channels.ts';
import { ClubSettings } from '../services/club-settings.ts';
import { DuePosts } from '../services/due-posts.ts';
import { FactTurns } from '../services/fact-turns.ts';
import { FilmLists } from '../services/film-lists.ts';
import { GuildPresence } from '../services/guild-presence.ts';
import type { Guilds } from '../services/guilds.ts';
import { Newcomers } from '../services/newcomers.ts';
import { MemberData } from '../services/member-data.ts';
import { Nominations } from '../services/nominations.ts';
import { PostsNow } from '../services/posts-now.ts';
import { RandomDraw } from '../services/random-draw.ts';
import { RatingPosts } from '../services/rating-posts.ts';
import { Ratings } from '../services/ratings.ts';
import { Reconciliation } from '../services/reconciliation.ts';
import { Recount } from '../services/recount.ts';
import type { Services } from '../services/services.ts';
import { Turns } from '../services/turns.ts';
import { BagStore } from '../stores/bag-store.ts';
import type { Database } from '../stores/database/database.ts';
import { FilmListStore } from '../stores/film-list-store.ts';
import { GuildChangeStore } from '../stores/guild-change-store.ts';
import { GuildSettingsStore } from '../stores/guild-settings-store.ts';
import { GuildStore } from '../stores/guild-store.ts';
import { MemberDataStore } from '../stores/member-data-store.ts';
import { NoticeStore } from '../stores/notice-store.ts';
import { NominationStore } from '../stores/nomination-store.ts';
import { DraftStore } from '../stores/draft-store.ts';
import { PostStore } from '../stores/post-store.ts';
import { RatingStore } from '../stores/rating-store.ts';
import { ReactionStore } from '../stores/reaction-store.ts';
import type { Metrics } from '../services/metrics.ts';

/** What doors may ask for, over a library and an open store. */
export function createServices({
  films,
  db,
  kind,
  channels,
  guilds,
  clock,
  random,
  metrics,
  log,
  isMember: isMemberOf,
}: Readonly<{
  films: FilmIndex;
  db: Database['db'];
  kind: Database['kind'];
  channels: Channels;
  guilds: Guilds;
  clock: Clock;
  random: Random;
  metrics: Metrics;
  log: Logger;
  isMember: (guildId: string) => Promise<boolean>;
}>): Services {
  const turns = new Turns({
    ...{ bags: new BagStore({ db, clock }), random, log: log.child({ part: 'draws' }) },
    // A SQLite store has one process at a time.
    isShared: kind !== 'sqlite',
  });
  const reactions = new ReactionStore(db);
  const ballots = new BallotBox({ store: reactions, clock, metrics, log: log.child({ part: 'ballots' }) });
  const posts = new PostStore(db);
  const postLog = log.child({ part: 'posts' });
  const recount = new Recount({ reactions, ballots, channels, clock });
  const settings = new ClubSettings({ store: new GuildSettingsStore(db), changes: new GuildChangeStore(db) });
  const [schedules, occurrences] = [new ScheduleStore(db), new OccurrenceStore(db)];
  const plan = new FilmPlan({ films, schedules, occurrences, settings, random });
  const refused = new RefusedPosts({ schedules, occurrences, notices: new NoticeStore(db), settings, clock });
  const drafts = new DraftStore(db);
  const clubSchedules = new Schedules({ schedules, drafts, occurrences, plan, settings, refused });
  return {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: new RatingStore(db) }),
    lists: new FilmLists({ store: new FilmListStore(db) }),
    members: new MemberData({
      ...{ store: new MemberDataStore(db), turns },
      settled: async () => void (await Promise.all([ballots.settled(), turns.settled()])),
    }),
    zones: new TimeZones(),
    guilds,
    newcomers: new Newcomers({ settings, clock }),
    ballots,
    settings,
    nominations: new Nominations({ store: new NominationStore(db), settings, occurrences }),
    posts: new RatingPosts({ store: posts, ballots, channels, clock, log: postLog }),
    reconciliation: new Reconciliation({ posts, ballots, recount, clock, metrics, log: postLog }),
    presence: new GuildPresence({
      ...{ store: new GuildStore(db), settings, turns, clock, isMember: isMemberOf },
      log: log.child({ part: 'guilds' }),
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
