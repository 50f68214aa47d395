import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { OperatorError } from '../errors.ts';
import type { WeeklyPosts } from '../services/weekly-posts.ts';

/** How often the store is asked what is due: two look-ups by index. No post waits for a timer of its own. */
const everyMs = 2000;

/**
 * Posts what is due, again and again, by the clock that the service has. `failed` rejects when Discord refuses the token;
 * whatever else goes wrong is logged and tried again. Disposing begins nothing new and waits for what runs.
 */
export class FilmOfTheWeek implements AsyncDisposable {
  readonly failed: Promise<never>;
  readonly #posts: Pick<WeeklyPosts, 'run' | 'stop' | 'moves'>;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  readonly #nowMs: () => number;
  /** The last sign of life, and how many moves had been made by then. */
  #alive: { atMs: number; moves: number };

  /** `nowMs`: a clock that nobody sets, by which a stall is told. */
  constructor(parts: { posts: Pick<WeeklyPosts, 'run' | 'stop' | 'moves'>; log: Logger; nowMs?: () => number }) {
    this.#posts = parts.posts;
    this.#nowMs = parts.nowMs ?? (() => performance.now());
    this.#alive = { atMs: this.#nowMs(), moves: parts.posts.moves };
    this.#log = parts.log;
    const failed = Promise.withResolvers<never>();
    this.failed = failed.promise;
    // Whoever does not listen does not want to hear of it.
    failed.promise.catch(() => undefined);
    this.#running = this.#run().catch((error: unknown) => failed.reject(error));
  }

  /** Since it neither looked at the store nor got on with a post. Many posts at once take long, but they move. */
  get stalledMs(): number {
    if (this.#posts.moves !== this.#alive.moves) this.#live();
    return this.#nowMs() - this.#alive.atMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#posts.stop();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#posts.run();
      } catch (error) {
        if (error instanceof OperatorError) throw error;
        this.#log.error({ err: error }, 'could not look after the posts that are due: trying again');
      }
      this.#live();
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #live(): void {
    this.#alive = { atMs: this.#nowMs(), moves: this.#posts.moves };
  }
}
