import { RateLimitError } from '@discordjs/rest';

/** Of the 50 requests in a second that Discord allows a bot; the rest is for what people wait for. */
const perSecond = 48;

/**
 * A lane for requests that nobody waits for: posts and the reactions under them. They leave one by one, evenly, so that no
 * second has more than its share, whoever counts and from when. Calls in a hurry do not come through here and are not held up.
 */
export class BulkLane {
  readonly #most: number;
  /** When the last calls left: as many as may leave in a second. */
  readonly #leftMs: number[] = [];
  #nextMs = 0;
  #last: Promise<void> = Promise.resolve();

  constructor({ most = perSecond }: { most?: number } = {}) {
    this.#most = most;
  }

  /** Makes the call when its turn comes. A limit of the whole bot holds up all that come after it. */
  async go<T>(call: () => Promise<T>): Promise<T> {
    this.#last = this.#last.then(() => this.#turn());
    await this.#last;
    try {
      return await call();
    } catch (error) {
      if (error instanceof RateLimitError && error.global)
        this.#nextMs = Math.max(this.#nextMs, performance.now() + error.retryAfter);
      throw error;
    }
  }

  /** Evenly as a rule; a busy thread may make up for a little, but never by more in any second than are allowed. */
  async #turn(): Promise<void> {
    const oldestMs = this.#leftMs.length < this.#most ? -Infinity : (this.#leftMs[0] ?? 0);
    await until(Math.max(this.#nextMs, oldestMs + 1000));
    const nowMs = performance.now();
    this.#leftMs.push(nowMs);
    if (this.#leftMs.length > this.#most) this.#leftMs.shift();
    const gapMs = 1000 / this.#most;
    this.#nextMs = Math.max(this.#nextMs + gapMs, nowMs - 100);
  }
}

/** Never early: a timer may be, by part of a millisecond. */
async function until(atMs: number): Promise<void> {
  for (let leftMs = atMs - performance.now(); leftMs > 0; leftMs = atMs - performance.now()) {
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, Math.ceil(leftMs));
    await promise;
  }
}
