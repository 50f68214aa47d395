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

/** A call is on its way for no longer than this; what then has no answer yet came long ago. */
const mostOnTheWayMs = 5000;

/**
 * A lane for requests that nobody waits for: posts and the reactions under them. They leave one by one, evenly, so that no
 * second has more than its share, whoever counts and from when: the network may bring late and together what left in time, so
 * a call counts until a second after the moment at which it can have come at last. Calls in a hurry do not come through here
 * and are not held up.
 */
export class BulkLane {
  readonly #most: number;
  readonly #time: LaneTime;
  /** The calls that Discord may count in its last second. */
  #counted: Call[] = [];
  /** The quickest answer so far: so much of every answer’s time is the way itself, and brings nothing together. */
  #quickestMs: number | undefined;
  #nextMs = 0;
  #closedUntilMs = 0;
  #last: Promise<void> = Promise.resolve();

  /** `time`: how it tells and passes, if not really. */
  constructor({ most = perSecond, time = realTime }: { most?: number; time?: LaneTime } = {}) {
    this.#most = most;
    this.#time = time;
  }

  /**
   * Makes the call when its turn comes. A limit of the whole bot holds up all that come after it; of one that lasts they
   * are told (LaneClosed).
   */
  async go<T>(call: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#turn());
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    );
    const counted = await turn;
    try {
      return await call();
    } catch (error) {
      if (error instanceof RateLimitError && error.global) this.pause(error.retryAfter);
      throw error;
    } finally {
      counted.answeredMs = this.#time.nowMs();
      const tookMs = counted.answeredMs - counted.leftMs;
      this.#quickestMs = Math.min(this.#quickestMs ?? tookMs, tookMs);
    }
  }

  /** Nothing leaves for so many milliseconds. */
  pause(forMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.#time.nowMs() + forMs);
  }

  /** Evenly as a rule; a busy thread may make up for a little, but never by more in any second than are allowed. */
  async #turn(): Promise<Call> {
    const closedMs = this.#closedUntilMs - this.#time.nowMs();
    if (closedMs > mostHeldMs) throw new LaneClosed(closedMs);
    await this.#until(Math.max(this.#nextMs, this.#closedUntilMs));
    for (let roomMs = this.#roomMs(); roomMs > 0; roomMs = this.#roomMs()) await this.#time.pass(Math.ceil(roomMs));
    const call: Call = { leftMs: this.#time.nowMs(), answeredMs: Infinity };
    this.#counted.push(call);
    const gapMs = 1000 / this.#most;
    this.#nextMs = Math.max(this.#nextMs + gapMs, call.leftMs - 100);
    return call;
  }

  /** How long to wait before there may be room for one more; an answer may bring it sooner. */
  #roomMs(): number {
    const nowMs = this.#time.nowMs();
    const untilMs = ({ leftMs, answeredMs }: Call): number =>
      1000 + Math.min(answeredMs - (this.#quickestMs ?? 0), leftMs + mostOnTheWayMs);
    this.#counted = this.#counted.filter((call) => untilMs(call) > nowMs);
    if (this.#counted.length < this.#most) return 0;
    return Math.min(5, ...this.#counted.map((call) => untilMs(call) - nowMs));
  }

  /** Never early: a timer may be, by part of a millisecond. */
  async #until(atMs: number): Promise<void> {
    const { nowMs, pass } = this.#time;
    for (let leftMs = atMs - nowMs(); leftMs > 0; leftMs = atMs - nowMs()) await pass(Math.ceil(leftMs));
  }
}

/** When a call left, and when its answer came. */
type Call = { readonly leftMs: number; answeredMs: number };

/** A clock that nobody sets, and a way to wait by it. */
type LaneTime = Readonly<{ nowMs: () => number; pass: (ms: number) => Promise<void> }>;

const realTime: LaneTime = {
  nowMs: () => performance.now(),
  pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
