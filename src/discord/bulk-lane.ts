import { RateLimitError } from '@discordjs/rest';

/** Nobody holds a right to a post for as long as a limit may last: a call that would be held up for longer is not made. */
const mostHeldMs = 5000;

/** The lane lets nothing through for so many milliseconds. */
export class LaneClosed extends Error {
  readonly forMs: number;

  constructor(forMs: number) {
    super('the bulk lane is closed');
    this.forMs = forMs;
  }
}

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
  #closedUntilMs = 0;
  #last: Promise<void> = Promise.resolve();

  constructor({ most = perSecond }: { most?: number } = {}) {
    this.#most = most;
  }

  /**
   * Makes the call when its turn comes. A limit of the whole bot holds up all that come after it; of one that lasts they
   * are told (LaneClosed).
   */
  async go<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#turn());
    this.#last = turn.catch(() => undefined);
    await turn;
    try {
      return await call();
    } catch (error) {
      if (error instanceof RateLimitError && error.global) this.pause(error.retryAfter);
      throw error;
    }
  }

  /** Nothing leaves for so many milliseconds. */
  pause(forMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, performance.now() + forMs);
  }

  /** Evenly as a rule; a busy thread may make up for a little, but never by more in any second than are allowed. */
  async #turn(): Promise<void> {
    const closedMs = this.#closedUntilMs - performance.now();
    if (closedMs > mostHeldMs) throw new LaneClosed(closedMs);
    const oldestMs = this.#leftMs.length < this.#most ? -Infinity : (this.#leftMs[0] ?? 0);
    await until(Math.max(this.#nextMs, this.#closedUntilMs, oldestMs + 1000));
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
