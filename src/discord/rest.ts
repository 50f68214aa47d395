import { REST } from '@discordjs/rest';
import type { Logger } from 'pino';

/**
 * The client for Discord's HTTP API, at `apiUrl` (without a version). It keeps rate limits and repeats a call after an
 * outage, at most three times. Answers to interactions have no queue there, so no other route's limit holds them up.
 */
export function createRest({ apiUrl, token, log }: { apiUrl: string; token: string; log: Logger }): REST {
  const rest = new REST({ version: '10', api: apiUrl, invalidRequestWarningInterval: 100 }).setToken(token);
  rest.on('rateLimited', ({ method, route, timeToReset, global }) =>
    log.warn({ method, route, timeToReset, global }, 'waiting for a rate limit'),
  );
  // Discord bans an address for a while after 10,000 such requests in 10 minutes.
  rest.on('invalidRequestWarning', ({ count, remainingTime }) =>
    log.warn({ count, remainingTime }, 'Discord refused many requests'),
  );
  return rest;
}
