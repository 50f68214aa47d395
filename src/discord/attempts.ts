import type { Random } from '../domain/clock.ts';
import { delayMs } from './patience.ts';

/** A session that lasted this long was healthy: after its loss delays start short again. */
export const healthyMs = 60_000;
/** Most losses are short: so many attempts are made at once. */
const atOnce = 2;

/**
 * How often a socket may try to connect: twice at once, then with growing delays of up to about a minute, until a session
 * has lasted. So 20 minutes of a gateway that is away, or that throws the bot out each time, cost about 30 attempts.
 */
export class Attempts {
  #count = 0;
  #upSinceMs: number | undefined;

  /** Attempts since the last session that lasted, or since the start. */
  get count(): number {
    return this.#count;
  }

  /** Counts the next attempt and says how long to wait before it. Times are in milliseconds, of any steady clock. */
  next(nowMs: number, random: Random): number {
    if (this.#upSinceMs !== undefined && nowMs - this.#upSinceMs > healthyMs) this.#count = 0;
    this.#upSinceMs = undefined;
    this.#count += 1;
    return this.#count > atOnce ? delayMs(this.#count - atOnce, random) : 0;
  }

  /** A session is there, new or resumed. */
  up(nowMs: number): void {
    this.#upSinceMs = nowMs;
  }
}
