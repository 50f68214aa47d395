import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StoreUnavailable } from '../../errors.ts';

const mostDelayMs = 30_000;

/**
 * Asks a store that is away again, after growing delays and with a line in the log for each, until it answers. Rejects with
 * whatever is no outage, and with the signal's reason once it aborts.
 */
export async function untilStoreAnswers<T>(
  ask: () => Promise<T>,
  { log, signal }: Readonly<{ log: Logger; signal: AbortSignal }>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const waitMs = Math.min(mostDelayMs, 250 * 2 ** attempt);
      // Its stack would be the same each time, and two screens long.
      const { message } = error;
      log.warn({ waitMs }, `${message}: waiting for it before anything else starts (is DATABASE_URL right?)`);
      // Its own error at an abort is another than the reason.
      await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
