import { RateLimitError } from '@discordjs/rest';

/** Of the 50 requests in a second that Discord allows a bot; the rest is for what people wait for. */
const perSecond = 48;

/**
 * A lane for requests that nobody waits for: posts and the reactions under them. They leave one by one, evenly, so that no
 * second has more than its share, whoever counts and from when. Calls in a hurry do not come through here and are not held up.
 */
export class BulkLane {
  readonly #gapMs: number;
  #nextMs = 0;

  constructor({ most = perSecond }: { most?: number } = {}) {
    this.#gapMs = 1000 / most;
  }

  /** Makes the call when its turn comes. A limit of the whole bot holds up all that come after it. */
  async go<T>(call: () => Promise<T>): Promise<T> {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = atMs + this.#gapMs;
    if (atMs > nowMs) await until(atMs);
    try {
      return await call();
    } catch (error) {
      if (error instanceof RateLimitError && error.global)
        this.#nextMs = Math.max(this.#nextMs, performance.now() + error.retryAfter);
      throw error;
    }
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
