import { DefaultRestOptions, REST } from '@discordjs/rest';
import type { RESTOptions } from '@discordjs/rest';
import type { Logger } from 'pino';

/**
 * The client for Discord's HTTP API, at `apiUrl` (without a version). It keeps rate limits, those of each interaction's
 * webhook apart. It repeats nothing after an outage: it would do so at once, three times, and any call at all; who calls
 * knows whether and when that helps (patience.ts).
 */
export function createRest({ apiUrl, token, log }: { apiUrl: string; token: string; log: Logger }): REST {
  const rest = new REST({
    version: '10',
    api: apiUrl,
    retries: 0,
    makeRequest: limitedForAWhile,
    invalidRequestWarningInterval: 100,
  }).setToken(token);
  rest.on('rateLimited', ({ method, route, timeToReset, global }) =>
    log.warn({ method, route, timeToReset, global }, 'waiting for a rate limit'),
  );
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
