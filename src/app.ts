import { setImmediate as nextTurn } from 'node:timers/promises';
import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { commands } from './commands/index.ts';
import { components } from './components/index.ts';
import { ratingPost } from './components/rating-post.ts';
import { secretsOf } from './config.ts';
import type { Config } from './config.ts';
import { FilmIndex } from './data/film-index.ts';
import { loadLibrary } from './data/load-library.ts';
import { Budgets } from './discord/budgets.ts';
import { TimeZones } from './data/time-zones.ts';
import { Callbacks } from './discord/callbacks.ts';
import { ChangeLog } from './discord/change-log.ts';
import { ChannelPosts } from './discord/channel-posts.ts';
import { isEmpty } from './discord/command-difference.ts';
import { Gateway } from './discord/gateway.ts';
import { isMember } from './discord/guild-membership.ts';
import { GuildApi } from './discord/guild-api.ts';
import { InteractionRouter } from './discord/interaction-router.ts';
import { Listeners } from './discord/listener.ts';
import { Notices } from './discord/notices.ts';
import { untilAnswered } from './discord/patience.ts';
import { readApplicationId, registerCommands } from './discord/registration.ts';
import { createRest } from './discord/rest.ts';
import { Seal } from './discord/seal.ts';
import { BulkLane } from './discord/bulk-lane.ts';
import { WeeklyPostOffice } from './discord/weekly-post-office.ts';
import { noticeReply } from './components/notice.ts';
import { weeklyPost } from './components/weekly-post.ts';
import { FilmOfTheWeek } from './jobs/film-of-the-week.ts';
import { DuePosts } from './services/due-posts.ts';
import { FilmPlan } from './services/film-plan.ts';
import { Schedules } from './services/schedules.ts';
import { WeeklyPosts } from './services/weekly-posts.ts';
import { OccurrenceStore } from './stores/occurrence-store.ts';
import { ScheduleStore } from './stores/schedule-store.ts';
import type { Clock, Random } from './domain/clock.ts';
import { jobs } from './jobs/index.ts';
import { Ticker } from './jobs/ticker.ts';
import { listeners } from './listeners/index.ts';
import { createLogger } from './log.ts';
import { BallotBox } from './services/ballot-box.ts';
import type { Channels } from './services/channels.ts';
import { Checkup } from './services/checkup.ts';
import { ClubSettings } from './services/club-settings.ts';
import { FactTurns } from './services/fact-turns.ts';
import { FilmLists } from './services/film-lists.ts';
import { GuildPresence } from './services/guild-presence.ts';
import type { Guilds } from './services/guilds.ts';
import { Newcomers } from './services/newcomers.ts';
import { MemberData } from './services/member-data.ts';
import { noMetrics } from './services/metrics.ts';
import type { Metrics } from './services/metrics.ts';
import { Nominations } from './services/nominations.ts';
import { RandomDraw } from './services/random-draw.ts';
import { RatingPosts } from './services/rating-posts.ts';
import { Ratings } from './services/ratings.ts';
import { Reconciliation } from './services/reconciliation.ts';
import { Recount } from './services/recount.ts';
import type { Services } from './services/services.ts';
import { SessionStarts } from './services/session-starts.ts';
import { Turns } from './services/turns.ts';
import { BagStore } from './stores/bag-store.ts';
import { openDatabase } from './stores/database/database.ts';
import type { Database } from './stores/database/database.ts';
import { FilmListStore } from './stores/film-list-store.ts';
import { GuildChangeStore } from './stores/guild-change-store.ts';
import { GuildSettingsStore } from './stores/guild-settings-store.ts';
import { GuildStore } from './stores/guild-store.ts';
import { MemberDataStore } from './stores/member-data-store.ts';
import { NominationStore } from './stores/nomination-store.ts';
import { PostStore } from './stores/post-store.ts';
import { RatingStore } from './stores/rating-store.ts';
import { ReactionStore } from './stores/reaction-store.ts';
import { SecretStore } from './stores/secret-store.ts';
import { StartStore } from './stores/start-store.ts';
import { StorePulse } from './stores/store-pulse.ts';

/** How long running handlers have to answer once the bot is told to stop. */
const graceMs = 5000;
/** How often what is due is looked for. */
const tickMs = 5000;

/** The running bot. Disposing stops it: no new interactions, 5 s for the running ones, a normal close of the gateway. */
export type App = AsyncDisposable &
  Readonly<{
    /** Rejects with an OperatorError when Discord closes the door for good; never resolves. */
    failed: Promise<never>;
  }>;

type Parts = Readonly<{
  clock: Clock;
  random: Random;
  logger?: Logger;
  signal?: AbortSignal;
  /** Where the starts of sessions are remembered, if not in the store. */
  starts?: Pick<StartStore, 'get' | 'put'>;
  /** How often jobs look at the clock, if not every minute. */
  jobTickMs?: number;
  /** What each may use, if not as usual. */
  budgets?: Budgets;
}>;

/**
 * Builds every part and connects; resolves when the bot is ready and its commands are registered. Stops backwards what it
 * started, also when starting fails half-way or `signal` aborts it.
 */
export async function startApp(config: Config, parts: Parts): Promise<App> {
  const { clock, random, signal = new AbortController().signal } = parts;
  const log =
    parts.logger ?? createLogger({ level: config.logLevel, format: config.logFormat, secrets: secretsOf(config) });
  await using stack = new AsyncDisposableStack();

  const films = new FilmIndex(loadLibrary(config.libraryDir));
  const checkup = new Checkup();
  const metrics = await serveOperator(config, { checkup, log: log.child({ part: 'http' }), stack });
  const { db, kind } = stack.use(await openDatabase(config.databaseUrl, { log: log.child({ part: 'store' }), signal }));
  checkup.store = new StorePulse(db);
  const seal = new Seal({ key: await new SecretStore(db).macKey(), components });
  const { token, apiUrl } = config;
  const rest = createRest({ apiUrl, token, metrics, log: log.child({ part: 'rest' }) });
  stack.defer(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  let applicationId = '';
  const channels = new ChannelPosts({
    rest,
    applicationId: () => applicationId,
    write: async (post) => seal.sealed(await ratingPost(post, services), { ...post, userId: '' }),
  });
  const stopped = new AbortController();
  stack.defer(() => stopped.abort());
  const notices = new Notices({ rest, stopped: stopped.signal });
  const guilds = new GuildApi({ rest, notices, applicationId: () => applicationId });
  const services = createServices({
    ...{ films, db, channels, guilds, clock, random, metrics, log },
    isMember: (guildId) => isMember(rest, guildId),
  });
  // Closed after the gateway, so that all it has told is in the store.
  stack.use(services.ballots);
  checkup.queue = services.ballots;
  stack.use(services.posts);
  stack.use(services.reconciliation);
  await services.posts.open();
  const ticking = setInterval(() => {
    void services.posts.tick().catch((error: unknown) => log.warn({ err: error }, 'posts wait for the store'));
    void services.reconciliation.tick();
  }, tickMs);
  stack.defer(() => clearInterval(ticking));

  const callbacks = stack.use(new Callbacks({ apiUrl, metrics, log: log.child({ part: 'callbacks' }) }));

  const starts = new SessionStarts({
    store: parts.starts ?? new StartStore(db),
    clock,
    log: log.child({ part: 'gateway' }),
  });
  const heard = new Listeners({ listeners, services, log: log.child({ part: 'listeners' }) });
  const gateway = stack.use(
    new Gateway({
      rest,
      token,
      apiUrl,
      random,
      log: log.child({ part: 'gateway' }),
      starts,
      metrics,
      onDispatch: (event) => {
        if (event.t === GatewayDispatchEvents.InteractionCreate) void router.handle(event.d);
        else heard.hear(event);
      },
    }),
  );
  checkup.gateway = gateway;
  const router = new InteractionRouter({
    rest,
    callbacks,
    services,
    commands,
    components,
    seal,
    budgets: parts.budgets ?? new Budgets(),
    clock,
    metrics,
    log: log.child({ part: 'interactions' }),
    applicationId: () => applicationId,
  });
  stack.defer(() => router.close(graceMs));
  const changeLog = new ChangeLog({ rest, notices, services, clock, log: log.child({ part: 'change log' }) });

  const aborted = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => aborted.reject(signal.reason));
  signal.throwIfAborted();
  const starting = async (): Promise<void> => {
    const ask = { apiUrl, random, log, signal, what: 'asking for the application' };
    applicationId = (await gateway.connect()) ?? (await untilAnswered(() => readApplicationId(rest), ask));
    await register(config, { rest, applicationId, random, log: log.child({ part: 'commands' }), signal });
    checkup.registered = true;
    await changeLog.start();
  };
  await Promise.race([starting(), gateway.failed, aborted.promise]);
  const posts = createWeeklyPosts(config, { services, db, clock, log, metrics, ownId: () => applicationId, stack });
  // A SQLite store has one process at a time: whoever held a lease is gone.
  if (kind === 'sqlite') await new OccurrenceStore(db).releaseAll();
  const job = stack.use(new FilmOfTheWeek({ posts, log: log.child({ part: 'film-of-the-week' }) }));
  log.info({ films: services.films.films.length }, 'kinoklub is ready');
  void films.warmUp(nextTurn);
  const { jobTickMs } = parts;
  const jobLog = log.child({ part: 'jobs' });
  stack.use(new Ticker({ jobs, services, clock, log: jobLog, ...(jobTickMs && { tickMs: jobTickMs }) }));

  const running = stack.move();
  // A stop on request is no sign of a crash loop; one after a failure is.
  let failed = false;
  gateway.failed.catch(() => {
    failed = true;
  });
  running.defer(async () => {
    if (!failed) await starts.takeBack();
  });
  const failure = Promise.race([gateway.failed, job.failed]);
  failure.catch(() => undefined);
  return { failed: failure, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Serves health and metrics if the operator wants them; else nothing of it is loaded, and what is counted goes nowhere. */
async function serveOperator(
  { http }: Config,
  { checkup, log, stack }: { checkup: Checkup; log: Logger; stack: AsyncDisposableStack },
): Promise<Metrics> {
  if (!http) return noMetrics;
  const { OperatorServer } = await import('./http/operator-server.ts');
  return stack.use(await OperatorServer.listen({ ...http, log, vitals: () => checkup.vitals() })).metrics;
}

/** What doors may ask for, over a library and an open store. */
export function createServices({
  films,
  db,
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
  channels: Channels;
  guilds: Guilds;
  clock: Clock;
  random: Random;
  metrics: Metrics;
  log: Logger;
  isMember: (guildId: string) => Promise<boolean>;
}>): Services {
  const turns = new Turns({ bags: new BagStore({ db, clock }), random, log: log.child({ part: 'draws' }) });
  const reactions = new ReactionStore(db);
  const ballots = new BallotBox({ store: reactions, clock, metrics, log: log.child({ part: 'ballots' }) });
  const posts = new PostStore(db);
  const postLog = log.child({ part: 'posts' });
  const recount = new Recount({ reactions, ballots, channels, clock });
  const settings = new ClubSettings({ store: new GuildSettingsStore(db), changes: new GuildChangeStore(db) });
  const [schedules, occurrences] = [new ScheduleStore(db), new OccurrenceStore(db)];
  const plan = new FilmPlan({ films, schedules, occurrences, settings, random });
  return {
    films,
    draws: new RandomDraw({ films, turns }),
    facts: new FactTurns({ turns }),
    ratings: new Ratings({ films, store: new RatingStore(db) }),
    lists: new FilmLists({ store: new FilmListStore(db) }),
    members: new MemberData({
      store: new MemberDataStore(db),
      settled: async () => void (await Promise.all([ballots.settled(), turns.settled()])),
    }),
    zones: new TimeZones(),
    guilds,
    newcomers: new Newcomers({ settings, clock }),
    ballots,
    settings,
    nominations: new Nominations({ store: new NominationStore(db), settings }),
    posts: new RatingPosts({ store: posts, ballots, channels, clock, log: postLog }),
    reconciliation: new Reconciliation({ posts, ballots, recount, clock, metrics, log: postLog }),
    presence: new GuildPresence({
      ...{ store: new GuildStore(db), clock, isMember: isMemberOf },
      log: log.child({ part: 'guilds' }),
    }),
    schedules: new Schedules({ schedules, occurrences, plan, clock }),
  };
}

/** What posts the films of the week: a REST client and a lane of its own, which nobody who waits for an answer is behind. */
export function createWeeklyPosts(
  { apiUrl, token }: Pick<Config, 'apiUrl' | 'token'>,
  parts: {
    services: Services;
    db: Database['db'];
    clock: Clock;
    log: Logger;
    metrics: Metrics;
    ownId: () => string;
    stack: AsyncDisposableStack;
  },
): WeeklyPosts {
  const { services, db, clock, ownId, stack, metrics } = parts;
  const {
    films,
    settings,
    schedules: { plan },
  } = services;
  const log = parts.log.child({ part: 'film-of-the-week' });
  const rest = createRest({ apiUrl, token, metrics, log, mostWaitMs: 5000 });
  stack.defer(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const office = new WeeklyPostOffice({
    ...{ rest, lane: new BulkLane(), clock, log, ownId },
    render: (parcel) => weeklyPost({ ...parcel, films }),
    renderNotice: (notice, club) => noticeReply(notice, club, films),
  });
  const [schedules, occurrences] = [new ScheduleStore(db), new OccurrenceStore(db)];
  const due = new DuePosts({ films, schedules, occurrences, plan, settings });
  return new WeeklyPosts({ films, due, occurrences, settings, office, ratings: services.posts, clock, log });
}

/** Tells Discord the commands if they changed. What Discord refuses is no reason to stop: the commands that it has keep working. */
async function register(
  { apiUrl, devGuildId }: Config,
  parts: { rest: REST; applicationId: string; random: Random; log: Logger; signal: AbortSignal },
): Promise<void> {
  const { log } = parts;
  const what = 'registering commands';
  try {
    const difference = await untilAnswered(() => registerCommands({ ...parts, devGuildId, commands }), {
      ...parts,
      what,
      apiUrl,
    });
    log.info(difference, isEmpty(difference) ? 'commands are up to date' : 'commands registered');
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    log.error({ err: error }, 'Discord refuses the commands: those that it has keep working');
  }
}
