import { DefaultRestOptions, REST } from '@discordjs/rest';
import type { RESTOptions } from '@discordjs/rest';
import type { Logger } from 'pino';
import { noMetrics } from '../services/metrics.ts';
import type { Metrics } from '../services/metrics.ts';

/**
 * The client keeps a known limit by waiting before the next call: of five reactions under a post, four wait for a quarter of
 * a second. Nothing was refused, and nobody notices so short a wait.
 */
const noticedMs = 1000;

/**
 * The client for Discord's HTTP API, at `apiUrl` (without a version). It keeps rate limits, those of each interaction's
 * webhook apart. It repeats nothing after an outage: it would do so at once, three times, and any call at all; who calls
 * knows whether and when that helps (patience.ts).
 */
export function createRest(parts: {
  apiUrl: string;
  token: string;
  log: Logger;
  metrics?: Metrics;
  /** Calls that a limit would hold up for longer fail with a RateLimitError: whoever makes them comes back later. */
  mostWaitMs?: number;
  /** Once it is aborted no call waits for its answer any more: each fails as after a timeout. */
  hungUp?: AbortSignal;
}): REST {
  const { apiUrl, token, log, metrics = noMetrics, mostWaitMs = Infinity, hungUp } = parts;
  const rest = new REST({
    version: '10',
    api: apiUrl,
    retries: 0,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => Math.max(retryAfter, timeToReset) > mostWaitMs,
    makeRequest: counted(metrics, hungUp),
    invalidRequestWarningInterval: 100,
  }).setToken(token);
  rest.on('rateLimited', ({ method, route, timeToReset, global }) => {
    const level = global || timeToReset >= noticedMs ? 'warn' : 'debug';
    log[level]({ method, route, timeToReset, global }, 'waiting for a rate limit');
  });
  // Discord bans an address for a while after 10,000 such requests in 10 minutes.
  rest.on('invalidRequestWarning', ({ count, remainingTime }) =>
    log.warn({ count, remainingTime }, 'Discord refused many requests'),
  );
  return rest;
}

/** The client repeats a limited call at once, and for ever, when nothing says how long the limit lasts: Discord bans for that. */
const limitedForAWhile: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status === 429 && !(Number(response.headers.get('retry-after')) > 0))
    response.headers.set('retry-after', '5');
  return response;
};

const counted =
  (metrics: Metrics, hungUp?: AbortSignal): RESTOptions['makeRequest'] =>
  async (url, init) => {
    const call = { method: init.method ?? 'GET', route: routeOf(url) };
    try {
      const signals = [init.signal, hungUp].filter((signal) => signal instanceof AbortSignal);
      const response = await limitedForAWhile(url, { ...init, signal: AbortSignal.any(signals) });
      metrics.requested({ ...call, status: String(response.status) });
      return response;
    } catch (error) {
      metrics.requested({ ...call, status: 'none' });
      throw error;
    }
  };

/** What kind of call an address stands for: without ids, tokens and emoji, of which there is no end. */
const routeOf = (url: string): string =>
  new URL(url).pathname
    .replace(/^.*?\/v\d+(?=\/)/, '')
    .replace(/\/\d+/g, '/:id')
    .replace(/(?<=\/(?:webhooks|interactions)\/:id\/)[^/]+/, ':token')
    .replace(/(?<=\/reactions\/)[^/]+/, ':emoji');
