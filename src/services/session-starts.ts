import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { countedStarts, startDelayMs } from '../domain/start-delay.ts';
import type { StartStore } from '../stores/start-store.ts';

type Starts = Pick<StartStore, 'get' | 'put'>;

/**
 * Keeps a supervisor that restarts the bot at once from using up the sessions that Discord allows in a day: passing that
 * number resets the token. https://discord.com/developers/docs/events/gateway#sharding-max-concurrency
 */
export class SessionStarts {
  readonly #store: Starts;
  readonly #clock: Clock;
  readonly #log: Logger;

  constructor(parts: { store: Starts; clock: Clock; log: Logger }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /**
   * Waits for as long as the starts before this one demand, and counts this one. Resolves with whether it had to wait;
   * rejects with the signal's reason.
   */
  async admit(signal: AbortSignal): Promise<boolean> {
    const before = await this.#read();
    const waitMs = startDelayMs(before, this.#nowMs());
    if (waitMs > 0) {
      this.#log.warn(
        { waitMs, starts: before.length },
        'the last starts all ended early: waiting before the next session',
      );
      await sleep(waitMs, undefined, { signal });
    }
    const nowMs = this.#nowMs();
    await this.#write([...countedStarts(before, nowMs), nowMs]);
    return waitMs > 0;
  }

  /** This process was asked to stop, so its start is no sign of a loop. */
  async takeBack(): Promise<void> {
    const starts = await this.#read();
    if (starts.length > 0) await this.#write(starts.slice(0, -1));
  }

  /** This start has come to something: the next one need not wait. */
  succeeded(): Promise<void> {
    return this.#write([]);
  }

  #nowMs(): number {
    return this.#clock().epochMilliseconds;
  }

  async #read(): Promise<readonly number[]> {
    try {
      return await this.#store.get();
    } catch (error) {
      this.#log.warn({ err: error }, 'could not read when the last starts were: a crash loop would not be slowed down');
      return [];
    }
  }

  /** A store that takes nothing costs the memory of a loop, not the bot. */
  async #write(startsMs: readonly number[]): Promise<void> {
    try {
      await this.#store.put(startsMs);
    } catch (error) {
      this.#log.warn({ err: error }, 'could not remember this start: a crash loop would not be slowed down');
    }
  }
}
