/** Discord counts milliseconds from here: 2015-01-01T00:00:00Z. */
const epochMs = 1_420_070_400_000;

/** Makes ids as Discord does: the time in the upper bits, a counter in the lower; always larger than the one before. */
export class Snowflakes {
  readonly #clock: () => Temporal.Instant;
  #last = 0n;

  constructor(clock: () => Temporal.Instant) {
    this.#clock = clock;
  }

  next(): string {
    const now = BigInt(Math.max(0, this.#clock().epochMilliseconds - epochMs)) << 22n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return String(this.#last);
  }
}
