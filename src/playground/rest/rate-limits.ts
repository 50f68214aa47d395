/*
 * Discord says that its limits may change at any time and want to be read from the headers; these here are generous,
 * except for the one that it does promise: 50 requests in a second. https://discord.com/developers/docs/topics/rate-limits
 */
const usual = { most: 50, windowMs: 1000 };
/** Not in the documentation, but what bots meet: one reaction in a quarter of a second for each channel. */
const reacting = { most: 1, windowMs: 250 };

type Use = Readonly<{ exceeded: boolean; limit: number; remaining: number; resetAfterS: number }>;

/** Counts requests in windows of a second; one window for each key. */
export class RateLimits {
  readonly #windows = new Map<string, { endsMs: number; used: number }>();

  /** Counts one request. */
  take(key: string): Use {
    const now = performance.now();
    const found = this.#windows.get(key);
    const { most, windowMs } = key.startsWith('PUT-') && key.includes('-reactions-emoji-@me') ? reacting : usual;
    const open = found && now < found.endsMs ? found : { endsMs: now + windowMs, used: 0 };
    open.used += 1;
    this.#windows.set(key, open);
    if (this.#windows.size > 1000) this.#forget(now);
    return {
      exceeded: open.used > most,
      limit: most,
      remaining: Math.max(0, most - open.used),
      resetAfterS: (open.endsMs - now) / 1000,
    };
  }

  #forget(now: number): void {
    for (const [key, { endsMs }] of this.#windows) if (now >= endsMs) this.#windows.delete(key);
  }
}

/** Requests of one bucket share a limit: the route, with the first id of its path, which Discord calls the major one. */
export function bucketOf(method: string, path: string): { name: string; major: string } {
  const [, room = '', major = ''] = path.split('/');
  const route = path
    .replace(/^(\/(?:interactions|webhooks)\/[^/]+\/)[^/]+/, '$1token')
    .replace(/\/\d{15,}/g, '/id')
    .replace(/\/reactions\/[^/]+/, '/reactions/emoji');
  return { name: `${method}${route}`.replaceAll(/[^\w@-]+/g, '-'), major: `${room}/${major}` };
}
