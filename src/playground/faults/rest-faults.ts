import { setTimeout as sleep } from 'node:timers/promises';
import type { Next } from 'hono';
import type { Call } from '../rest/call.ts';
import { pathOf, refused } from '../rest/call.ts';
import { DiscordError, refusals } from '../rest/discord-error.ts';
import type { Ledger } from '../world/ledger.ts';

/** First answers, their changes and follow-ups, and everything that carries the bot's token. */
type RequestKind = 'callback' | 'edit' | 'followup' | 'other';

/** Requests of a kind, or with this method and a path (without `/api/v10`) that matches. */
export type Where = RequestKind | 'any' | Readonly<{ method?: string; path?: RegExp }>;

/** What goes wrong with a request: only a delay, and what happens `after`, let it be handled. */
export type RestFault = Readonly<
  | { status: 401 | 500 | 502 | 503 | 504; after?: true }
  /** Discord’s own no, with its code. */
  | { refused: 400 | 403 | 404; code: number }
  | { limited: 'user' | 'global' | 'shared'; retryAfterS: number }
  | { cut: 'before' | 'after' }
  | { delayMs: number }
>;

type Planned = { where: Where; fault: RestFault; times: number; untilMs: number };

/** What can go wrong with requests, at will. Each time is in the ledger, as `fault`; a request that never came through is there only so. */
export class RestFaults {
  readonly #ledger: Ledger;
  #planned: readonly Planned[] = [];

  constructor(parts: { ledger: Ledger }) {
    this.#ledger = parts.ledger;
  }

  /** The next so many requests of this kind meet the fault, after those of an earlier call. */
  next(where: Where, fault: RestFault, times = 1): void {
    this.#planned = [...this.#planned, { where, fault, times, untilMs: Infinity }];
  }

  /** For so many milliseconds every request of this kind meets the fault. */
  during(forMs: number, where: Where, fault: RestFault): void {
    this.#planned = [...this.#planned, { where, fault, times: Infinity, untilMs: performance.now() + forMs }];
  }

  clear(): void {
    this.#planned = [];
  }

  /** Some request may still meet a fault. */
  get isPlanned(): boolean {
    return this.#open().length > 0;
  }

  /** Lets a request pass, or meet what is planned for it. */
  async meet(call: Call, next: Next): Promise<Response | void> {
    const fault = this.#take(call.req.method, pathOf(call));
    if (!fault) return next();
    const { socket } = call.env.incoming;
    if ('delayMs' in fault) {
      await sleep(fault.delayMs, undefined, { ref: false });
      return next();
    }
    if ('cut' in fault) {
      if (fault.cut === 'after') await next();
      socket.destroy();
      return call.body(null);
    }
    if ('limited' in fault) return limit(call, fault);
    if ('refused' in fault) return refused(call, new DiscordError(fault.refused, fault.code, 'No.'));
    if (!fault.after) return stumble(call, fault.status);
    await next();
    // Handled, and yet answered so: without what would be merged of the answer that there was.
    call.res = undefined;
    call.res = stumble(call, fault.status);
    return undefined;
  }

  #take(method: string, path: string): RestFault | undefined {
    this.#planned = this.#open();
    const planned = this.#planned.find(({ where }) => fits(where, method, path));
    if (!planned) return undefined;
    planned.times -= 1;
    this.#ledger.event('fault', 'request', { method, path, ...planned.fault });
    return planned.fault;
  }

  #open(): readonly Planned[] {
    return this.#planned.filter(({ times, untilMs }) => times > 0 && performance.now() < untilMs);
  }
}

function kindOf(method: string, path: string): RequestKind {
  if (/^\/interactions\/.*\/callback$/.test(path)) return 'callback';
  if (!path.startsWith('/webhooks/')) return 'other';
  return method === 'POST' ? 'followup' : 'edit';
}

function fits(where: Where, method: string, path: string): boolean {
  if (typeof where === 'string') return where === 'any' || where === kindOf(method, path);
  return (where.method ?? method) === method && (where.path?.test(path) ?? true);
}

/** https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit */
function limit(call: Call, { limited, retryAfterS }: Extract<RestFault, { limited: string }>): Response {
  call.header('x-ratelimit-scope', limited);
  if (limited === 'global') call.header('x-ratelimit-global', 'true');
  else {
    call.header('x-ratelimit-limit', '10');
    // What is shared with others can be used up although one's own share is not.
    call.header('x-ratelimit-remaining', limited === 'shared' ? '9' : '0');
    call.header('x-ratelimit-reset-after', retryAfterS.toFixed(3));
  }
  return refused(call, refusals.rateLimited(retryAfterS, limited === 'global'));
}

/** Discord itself answers in JSON, what stands before it in HTML. */
function stumble(call: Call, status: 401 | 500 | 502 | 503 | 504): Response {
  if (status === 401) return refused(call, refusals.unauthorized());
  if (status === 500) return refused(call, refusals.ourFault());
  return call.html(`<html><body><h1>${status}</h1></body></html>`, status);
}
