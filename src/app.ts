import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { openDiscord } from './app/open-discord.ts';
import { openGateway } from './app/open-gateway.ts';
import { openServices } from './app/open-services.ts';
import { openStore } from './app/open-store.ts';
import { register } from './app/register.ts';
import type { Site } from './app/site.ts';
import { startFilmOfTheWeek } from './app/weekly-posts.ts';
import { secretsOf } from './config.ts';
import type { Config } from './config.ts';
import { FilmIndex } from './data/film-index.ts';
import { loadLibrary } from './data/load-library.ts';
import { Budgets } from './discord/budgets.ts';
import { ChangeLog } from './discord/change-log.ts';
import { untilAnswered } from './discord/patience.ts';
import { readApplicationId } from './discord/registration.ts';
import type { Clock, Random } from './domain/clock.ts';
import { jobs } from './jobs/index.ts';
import { Ticker } from './jobs/ticker.ts';
import { createLogger } from './log.ts';
import { Checkup } from './services/checkup.ts';
import { noMetrics } from './services/metrics.ts';
import type { Metrics } from './services/metrics.ts';
import type { Services } from './services/services.ts';
import { SessionStarts } from './services/session-starts.ts';
import { StartStore } from './stores/start-store.ts';

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
  /** How often jobs look at the clock, if not as usual. */
  jobTickMs?: number;
  /** What each may use, if not as usual. */
  budgets?: Budgets;
}>;

/**
 * Builds every part and connects; resolves when the bot is ready and its commands are registered. The order: library, store,
 * health for the operator, Discord's HTTP side, services, gateway with the doors, jobs. Each step leaves on the stack what is
 * to be closed, and the stack closes backwards, also when starting fails half-way or `signal` aborts it.
 */
export async function startApp(config: Config, parts: Parts): Promise<App> {
  const { clock, random, signal = new AbortController().signal } = parts;
  const log =
    parts.logger ?? createLogger({ level: config.logLevel, format: config.logFormat, secrets: secretsOf(config) });
  await using stack = new AsyncDisposableStack();

  const films = new FilmIndex(loadLibrary(config.libraryDir));
  const checkup = new Checkup();
  const ground = { config, checkup, signal, stack, log };
  // Whose file another bot has is told so, and not that it has the port, too. A server may be away for long: the port tells of it.
  const file = config.databaseUrl.startsWith('sqlite:') ? await openStore(ground) : undefined;
  const metrics = await serveOperator(config, { checkup, log, stack });
  const store = file ?? (await openStore(ground));
  let applicationId = '';
  const site: Site = {
    ...{ config, clock, random, log, signal, metrics, checkup, stack },
    applicationId: () => applicationId,
  };
  const discord = openDiscord(site, { seal: store.seal, services: () => services });
  const services: Services = await openServices(site, { films, store, discord });
  const starts = new SessionStarts({
    ...{ store: parts.starts ?? new StartStore(store.db), clock },
    log: log.child({ part: 'gateway' }),
  });
  const budgets = parts.budgets ?? new Budgets();
  const gateway = openGateway(site, { discord, store, services, starts, budgets });
  const changeLog = new ChangeLog({ ...discord, services, clock, log: log.child({ part: 'change log' }) });

  await untilAborted(signal, gateway.failed, async () => {
    const ask = { apiUrl: config.apiUrl, random, log, signal, what: 'asking for the application' };
    applicationId = (await gateway.connect()) ?? (await untilAnswered(() => readApplicationId(discord.rest), ask));
    await register(site, discord.rest);
    await store.patiently(() => changeLog.start());
  });
  const { jobTickMs: tickMs } = parts;
  stack.use(new Ticker({ jobs, services, clock, log: log.child({ part: 'jobs' }), ...(tickMs && { tickMs }) }));
  const weekly = await startFilmOfTheWeek(site, { ...discord, store, services });
  log.info({ films: films.films.length }, 'kinoklub is ready');
  void films.warmUp(nextTurn).then(() => services.zones.warmUp(nextTurn));

  // A stop on request is no sign of a crash loop; one after a failure is.
  let failed = false;
  gateway.failed.catch(() => (failed = true));
  stack.defer(() => (failed ? undefined : starts.takeBack()));
  const running = stack.move();
  const failure = Promise.race([gateway.failed, weekly.failed]);
  failure.catch(() => undefined);
  return { failed: failure, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Serves health and metrics if the operator wants them; else nothing of it is loaded, and what is counted goes nowhere. */
async function serveOperator(
  { http }: Config,
  { checkup, log, stack }: Pick<Site, 'checkup' | 'log' | 'stack'>,
): Promise<Metrics> {
  if (!http) return noMetrics;
  const { OperatorServer } = await import('./http/operator-server.ts');
  const parts = { ...http, log: log.child({ part: 'http' }), vitals: () => checkup.vitals() };
  return stack.use(await OperatorServer.listen(parts)).metrics;
}

/** Does the work; rejects as soon as the signal aborts or Discord closes the door. */
async function untilAborted(signal: AbortSignal, failed: Promise<never>, work: () => Promise<void>): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => aborted.reject(signal.reason));
  signal.throwIfAborted();
  await Promise.race([work(), failed, aborted.promise]);
}
