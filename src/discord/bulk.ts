import type { REST } from '@discordjs/rest';
import type { Logger } from 'pino';
import type { Metrics } from '../services/metrics.ts';
import { BulkLane } from './bulk-lane.ts';
import { createRest } from './rest.ts';

/**
 * Once Discord has refused so many requests in ten minutes, those that nobody waits for wait for the next ten: after 10,000 it
 * bans the address. https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
const mostRefused = 1000;

/** A call that a limit would hold up for longer fails with a RateLimitError: whoever makes it comes back later. */
const mostWaitMs = 5000;

/**
 * The way to Discord for what nobody waits for: posts, the reactions under them, and readings of these. All of it takes one
 * client and one lane, because Discord counts it together; whoever waits for an answer is not behind it.
 */
export type Bulk = Readonly<{
  rest: REST;
  lane: BulkLane;
  /** Ends all calls: none waits for its answer any more. */
  hangUp: () => void;
}>;

export function openBulk(
  parts: Readonly<{ apiUrl: string; token: string; metrics: Metrics; log: Logger; stack: AsyncDisposableStack }>,
): Bulk {
  const { stack, ...others } = parts;
  const hungUp = new AbortController();
  const rest = createRest({ ...others, mostWaitMs, hungUp: hungUp.signal });
  stack.defer(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const lane = new BulkLane();
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => count >= mostRefused && lane.pause(remainingTime));
  return { rest, lane, hangUp: () => hungUp.abort() };
}
