/* https://discord.com/developers/docs/events/gateway#session-start-limit-object */

const total = 1000;
const dayMs = 86_400_000;
/** Generous, as for a large bot: a visitor may stop and start the bot as fast as the page lets them. */
const maxConcurrency = 16;
const concurrencyMs = 5000;

/** How often a bot may still start a session. Time is the machine's, not the playground's: a moved clock gives no more. */
export class IdentifyLimit {
  #used = 0;
  #endsMs = 0;
  #latest: readonly number[] = [];

  /** Counts one start, unless it comes too soon after others, or there is none left until tomorrow. */
  take(): 'granted' | 'too-soon' | 'used-up' {
    const now = performance.now();
    if (now >= this.#endsMs) {
      this.#used = 0;
      this.#endsMs = now + dayMs;
    }
    if (this.#used >= total) return 'used-up';
    this.#latest = this.#latest.filter((at) => now - at < concurrencyMs);
    if (this.#latest.length >= maxConcurrency) return 'too-soon';
    this.#latest = [...this.#latest, now];
    this.#used += 1;
    return 'granted';
  }

  /** As `GET /gateway/bot` tells it. */
  get left(): { total: number; remaining: number; reset_after: number; max_concurrency: number } {
    const resetAfterMs = Math.ceil(this.#endsMs - performance.now());
    const isOver = resetAfterMs <= 0;
    return {
      ...{ total, remaining: isOver ? total : total - this.#used },
      ...{ reset_after: isOver ? dayMs : resetAfterMs, max_concurrency: maxConcurrency },
    };
  }
}
