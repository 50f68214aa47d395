import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultUserAgent, DiscordAPIError, HTTPError } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { isAnswered } from './error-reply.ts';

/** Discord gives up on an interaction 3 s after it happened. A call that fails later than that is not repeated. */
const deadlineMs = 3000;
/** An answer that got lost is noticed early enough to ask again, and to hear that it had arrived. */
const silenceMs = 1200;
const pauseMs = 100;
const mostRetries = 3;

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

  /** `apiUrl` as for the REST client: without a version, perhaps with a path. */
  constructor({ apiUrl, log }: { apiUrl: string; log: Logger }) {
    this.#base = new URL(`${apiUrl}/v10`);
    this.#log = log;
    this.#pool = new Pool(this.#base.origin, {
      connections: 64,
      keepAliveTimeout: 30_000,
      connectTimeout: deadlineMs,
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  }

  /**
   * Resolves once Discord has the answer; that it had one before counts, because a repeated call may have worked the first
   * time. Repeats after an outage, a lost connection or a rate limit while there is time. Rejects as the REST client does:
   * DiscordAPIError for a refusal, HTTPError for an outage, the socket's own error.
   */
  async post(interaction: { id: string; token: string }, answer: APIInteractionResponse): Promise<void> {
    const path = Routes.interactionCallback(interaction.id, interaction.token);
    const body = JSON.stringify(answer);
    const startedMs = performance.now();
    for (let retries = 0; ; retries += 1) {
      const failure = await this.#attempt(path, body);
      if (!failure) return;
      const { error, retryAfterMs = Infinity } = failure;
      const { id: interactionId } = interaction;
      if (isAnswered(error)) return this.#log.info({ interactionId }, 'the interaction was answered already');
      const waitMs = Math.max(retryAfterMs, pauseMs * retries);
      if (retries === mostRetries || performance.now() - startedMs + waitMs > deadlineMs) throw error;
      this.#log.info({ err: error, interactionId, waitMs }, 'Discord did not take an answer, trying again');
      await sleep(waitMs);
    }
  }

  /** Cuts off what is still under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  async #attempt(route: string, body: string): Promise<Failure | undefined> {
    const path = this.#base.pathname + route;
    try {
      const response = await this.#pool.request({ method: 'POST', path, headers, body });
      if (response.statusCode >= 300) return await failureOf(response, this.#base.origin + path);
      await response.body.dump();
      return undefined;
    } catch (error) {
      return { error, retryAfterMs: 0 };
    }
  }
}

const headers = { 'content-type': 'application/json', 'user-agent': DefaultUserAgent };

/** The error carries the address but not the message, which is nobody's business. */
async function failureOf({ statusCode: status, body }: Dispatcher.ResponseData, url: string): Promise<Failure> {
  const text = await body.text();
  if (status >= 500) return { error: new HTTPError(status, `HTTP ${status}`, 'POST', url, {}), retryAfterMs: 0 };
  const refusal = readRefusal(text);
  const error = new DiscordAPIError(refusal, refusal.code, status, 'POST', url, {});
  return { error, retryAfterMs: status === 429 ? refusal.retry_after * 1000 : undefined };
}

/** What Discord says; a proxy before it may say anything. */
function readRefusal(text: string): { code: number; message: string; retry_after: number } {
  const unclear = { code: 0, message: text.slice(0, 200), retry_after: 1 };
  try {
    return { ...unclear, ...(JSON.parse(text) as object) };
  } catch {
    return unclear;
  }
}
