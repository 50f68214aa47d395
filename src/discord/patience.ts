import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { exitCodes, OperatorError } from '../errors.ts';
import { isOutage, isTokenRefused } from './error-reply.ts';

/** How long to wait before the given attempt (the first is 1): 1 s, 2 s, 4 s … 60 s, each a little random. */
export const delayMs = (attempt: number, random: () => number): number =>
  Math.round(Math.min(60_000, 500 * 2 ** attempt) * (0.75 + random() / 2));

/**
 * Asks Discord until it answers: an outage is waited out, with growing delays and a line in the log for each. A refused
 * token is an OperatorError. Rejects with the signal's reason once it aborts.
 */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  parts: { what: string; apiUrl: string; random: () => number; log: Logger; signal: AbortSignal },
): Promise<T> {
  const { what, apiUrl, random, log, signal } = parts;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (isTokenRefused(error)) throw tokenRefused(error);
      if (!isOutage(error)) throw error;
      const waitMs = delayMs(attempt, random);
      log.warn({ err: error, waitMs }, `${what}: no answer from ${apiUrl}, trying again`);
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/**
 * Repeats a call that an outage spoiled (or that `isWorthIt`), with growing delays, for as long as `untilMs` (of
 * `performance.now()`) and the signal allow. The call must do no harm when it arrives twice. Rejects with the last error.
 */
export async function insist<T>(
  call: () => Promise<T>,
  parts: {
    untilMs: number;
    signal: AbortSignal;
    isWorthIt?: (error: unknown) => boolean;
  },
): Promise<T> {
  const { untilMs, signal, isWorthIt = isOutage } = parts;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const waitMs = delayMs(attempt, () => 0.5);
      if (!isWorthIt(error) || performance.now() + waitMs > untilMs) throw error;
      await sleep(waitMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** The end of every attempt: only the operator has another token. */
export const tokenRefused = (cause?: unknown): OperatorError =>
  new OperatorError(
    {
      problem: 'Discord refuses the token',
      remedy: 'copy it anew from the Developer Portal (Bot, Reset Token) into DISCORD_TOKEN',
    },
    { exitCode: exitCodes.discordRefuses, cause },
  );
