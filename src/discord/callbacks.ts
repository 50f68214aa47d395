import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultUserAgent, DiscordAPIError, HTTPError } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { FormData, Pool, util } from 'undici';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { noMetrics } from '../services/metrics.ts';
import type { Metrics } from '../services/metrics.ts';
import { isAnswered } from './error-reply.ts';
import type { MessageFile } from './reply.ts';

const connectMs = 3000;
/** An answer that got lost is noticed early enough to ask again, and to hear that it had arrived. */
const silenceMs = 1200;
/** A connection that was closed while it was idle is worth another try at once; an overloaded server is not. */
const pauseMs = (attempt: number): number => Math.min(50 * 2 ** (attempt - 1), 800);

/** `answered before`: Discord had an answer already, our own, when a call was repeated that had worked. */
export type Outcome = 'taken' | 'answered before';

/** What Discord answered. `headers`: each name before its value, as they came. */
type Response = Readonly<{ status: number; headers: readonly Buffer[]; body: readonly Buffer[] }>;

/** Why an attempt failed, and after how long another makes sense; undefined for a refusal. */
type Failure = Readonly<{ error: unknown; retryAfterMs: number | undefined }>;

/**
 * Sends the first answers to interactions, over connections of their own that stay open. They need neither the bot's token
 * nor a place in any queue, and are all that a busy bot sends: the REST client's bookkeeping for each would cost as much as
 * everything else together, and keep 5 kB for an hour.
 */
export class Callbacks implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #base: URL;
  readonly #log: Logger;
  readonly #metrics: Metrics;

  /** `apiUrl` as for the REST client: without a version, perhaps with a path. */
  constructor(parts: { apiUrl: string; log: Logger; metrics?: Metrics }) {
    const { apiUrl, log, metrics = noMetrics } = parts;
    this.#base = new URL(`${apiUrl}/v10`);
    this.#log = log;
    this.#metrics = metrics;
    this.#pool = new Pool(this.#base.origin, {
      connections: 64,
      keepAliveTimeout: 30_000,
      connectTimeout: connectMs,
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  }

  /**
   * Resolves once Discord has the answer, or had one. Repeats after an outage, a lost connection or a rate limit until
   * `untilMs` (of `performance.now()`), with growing pauses, and not once the signal has aborted. Rejects as the REST client
   * does: DiscordAPIError for a refusal, HTTPError for an outage, the socket's own error.
   */
  async post(
    interaction: { id: string; token: string },
    answer: APIInteractionResponse,
    parts: { files?: readonly MessageFile[]; untilMs: number; signal: AbortSignal },
  ): Promise<Outcome> {
    const { files = [], untilMs, signal } = parts;
    const path = Routes.interactionCallback(interaction.id, interaction.token);
    const json = JSON.stringify(answer);
    // As bytes, which lie outside the heap: each collection would copy the text of every answer that is under way.
    const body = files.length === 0 ? Buffer.from(json) : multipart(json, files);
    const { id: interactionId } = interaction;
    for (let attempt = 1; ; attempt += 1) {
      const failure = await this.#attempt(path, body);
      if (!failure) return 'taken';
      const { error, retryAfterMs = Infinity } = failure;
      if (isAnswered(error)) {
        this.#log.info({ interactionId }, 'the interaction was answered already');
        return 'answered before';
      }
      const waitMs = Math.max(retryAfterMs, pauseMs(attempt));
      if (signal.aborted || !(performance.now() + waitMs <= untilMs)) throw error;
      this.#log.info({ err: error, interactionId, waitMs }, 'Discord did not take an answer, trying again');
      await sleep(waitMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }

  /** Cuts off what is still under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  async #attempt(route: string, body: Buffer | FormData): Promise<Failure | undefined> {
    const path = this.#base.pathname + route;
    try {
      const headers = Buffer.isBuffer(body) ? jsonHeaders : formHeaders;
      const response = await this.#exchange({ method: 'POST', path, headers, body });
      this.#count(String(response.status));
      return response.status < 300 ? undefined : failureOf(response, this.#base.origin + path);
    } catch (error) {
      this.#count('none');
      return { error, retryAfterMs: 0 };
    }
  }

  /** One request and its whole answer: a stream for a body that is nearly always empty would cost a seventh of the call. */
  #exchange(options: Dispatcher.DispatchOptions): Promise<Response> {
    return new Promise((resolve, reject) => {
      let status = 0;
      let headers: readonly Buffer[] = [];
      const body: Buffer[] = [];
      this.#pool.dispatch(options, {
        onConnect: () => undefined,
        onHeaders: (statusCode, raw) => {
          status = statusCode;
          headers = raw ?? [];
          return true;
        },
        onData: (chunk) => {
          body.push(chunk);
          return true;
        },
        onComplete: () => resolve({ status, headers, body }),
        onError: reject,
      });
    });
  }

  #count(status: string): void {
    this.#metrics.requested({ method: 'POST', route: '/interactions/:id/:token/callback', status });
  }
}

/** The client itself says of which type a form is, and where its parts end. */
const formHeaders = { 'user-agent': DefaultUserAgent };
const jsonHeaders = { ...formHeaders, 'content-type': 'application/json' };

/** https://discord.com/developers/docs/reference#uploading-files */
function multipart(json: string, files: readonly MessageFile[]): FormData {
  const form = new FormData();
  form.set('payload_json', json);
  for (const [at, { name, data, contentType: type }] of files.entries())
    form.set(`files[${at}]`, new Blob([data], { type }), name);
  return form;
}

/** The error carries the address but not the message, which is nobody's business. */
function failureOf({ status, headers, body }: Response, url: string): Failure {
  if (status >= 500) return { error: new HTTPError(status, `HTTP ${status}`, 'POST', url, {}), retryAfterMs: 0 };
  const text = Buffer.concat(body).toString();
  const told = util.parseHeaders([...headers]);
  const { code, message, retry_after: retryAfterS = Number(told['retry-after'] ?? usualLimitS) } = readRefusal(text);
  const error = new DiscordAPIError({ code, message }, code, status, 'POST', url, {});
  return { error, retryAfterMs: status === 429 ? retryAfterS * 1000 : undefined };
}

/** How long a limit lasts that does not say so: longer than any first answer is worth. */
const usualLimitS = 5;

const Refusal = z.object({
  code: z.int().catch(0),
  message: z.string().catch('no message'),
  retry_after: z.number().min(0).optional().catch(undefined),
});

/** What Discord says; a proxy before it may say anything. */
function readRefusal(text: string): z.infer<typeof Refusal> {
  try {
    return Refusal.parse(JSON.parse(text));
  } catch {
    return { code: 0, message: text.slice(0, 200) };
  }
}
