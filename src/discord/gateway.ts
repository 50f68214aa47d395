import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { DefaultWebSocketManagerOptions, SimpleIdentifyThrottler } from '@discordjs/ws';
import { GatewayIntentBits, Routes } from 'discord-api-types/v10';
import type { APIGatewayBotInfo, GatewayDispatchPayload, GatewayReadyDispatchData } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Random } from '../domain/clock.ts';
import { exitCodes, OperatorError } from '../errors.ts';
import { noMetrics } from '../services/metrics.ts';
import type { Metrics } from '../services/metrics.ts';
import type { SessionStarts } from '../services/session-starts.ts';
import type { GatewayVitals } from '../services/vitals.ts';
import { healthyMs } from './attempts.ts';
import { untilAnswered } from './patience.ts';
import { Shard, stepMs } from './shard.ts';

/** Neither is privileged: guilds come and go, and reactions are the club's ballot. Interactions need none. */
const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessageReactions;

/** Each number falls back alone: a limit that is told is kept, whatever else is missing. */
const SessionStartLimit = z.object({
  total: z.number().catch(1000),
  remaining: z.number().catch(1000),
  reset_after: z.number().catch(0),
  max_concurrency: z.int().min(1).catch(1),
});

const GatewayInfo = z.object({
  // @discordjs/ws puts its own query behind the address, so one that is there already would swallow it.
  url: z.url({ protocol: /^wss?$/ }).transform((url) => url.replace(/[?#].*$/, '')),
  shards: z.int().min(1).catch(1),
  session_start_limit: SessionStartLimit.catch(SessionStartLimit.parse({})),
});

/** A little longer than a shard gives a peer that does not answer. */
const closeMs = 2500;

type Parts = Readonly<{
  rest: REST;
  token: string;
  apiUrl: string;
  random: Random;
  log: Logger;
  /** Lets this process ask for its first session; hears when that session has lasted. */
  starts: Pick<SessionStarts, 'admit' | 'succeeded'>;
  onDispatch: (event: GatewayDispatchPayload) => void;
  metrics?: Metrics;
}>;

/** The bot's connection for events, in as many shards as Discord recommends. */
export class Gateway implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #failure = Promise.withResolvers<never>();
  readonly #ready = Promise.withResolvers<string | undefined>();
  #shards: readonly Shard[] = [];
  #lasting: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    // Whoever waits for it sees the rejection; without anybody it is not unhandled.
    this.#failure.promise.catch(() => undefined);
  }

  /** Rejects with an OperatorError when Discord will never take this bot's connection again; never resolves. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  /** How the connections are just now. None before Discord has said how many it wants. */
  get vitals(): GatewayVitals {
    return {
      shards: this.#shards.map((shard) => shard.vitals),
      guilds: this.#shards.reduce((sum, { guilds }) => sum + guilds, 0),
    };
  }

  /**
   * Connects every shard; an outage is waited out, a refusal is an OperatorError. Resolves when all are ready, with the
   * application's id as the first READY told it.
   */
  async connect(): Promise<string | undefined> {
    const { token, log, random, starts, onDispatch, metrics = noMetrics } = this.#parts;
    const { signal } = this.#stopping;
    const asked = await this.#freshInfo();
    // After a long wait the number of sessions left is another one.
    const info = (await starts.admit(signal)) ? await this.#freshInfo() : asked;
    const throttler = new SimpleIdentifyThrottler(info.session_start_limit.max_concurrency);
    const timeouts = { handshakeTimeout: stepMs, helloTimeout: stepMs, readyTimeout: stepMs };
    const options = { ...DefaultWebSocketManagerOptions, ...timeouts, intents, token, gatewayInformation: info };
    this.#shards = Array.from(
      { length: info.shards },
      (_, id) =>
        new Shard({
          id,
          options: { ...options, shardCount: info.shards },
          throttler,
          freshInfo: () => this.#freshInfo({ sessions: 1 }),
          random,
          metrics,
          log: info.shards === 1 ? log : log.child({ shard: id }),
          signal,
          onDispatch,
          onReady: (data) => this.#onReady(data),
          onFatal: (error) => this.#failure.reject(error),
        }),
    );
    const aborted = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => aborted.reject(signal.reason));
    // A socket's own rejection says less than the failure that caused it.
    const connected = Promise.all(this.#shards.map((shard) => shard.connect().catch(() => this.failed)));
    await Promise.race([connected, this.failed, aborted.promise]);
    return this.#ready.promise;
  }

  /** Closes every socket normally, which ends the sessions, and never connects again. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the gateway is closing'));
    clearTimeout(this.#lasting);
    // One that has not said hello leaves @discordjs/ws waiting. The timer keeps the process alive for the rest of its stop.
    const closed = Promise.all(this.#shards.map((shard) => shard.close()));
    const waiting = new AbortController();
    await Promise.race([closed, sleep(closeMs, undefined, { signal: waiting.signal }).catch(() => undefined)]);
    waiting.abort();
  }

  #onReady(data: GatewayReadyDispatchData): void {
    const { user, application } = data as Partial<GatewayReadyDispatchData>;
    this.#parts.log.info({ bot: user?.username, guilds: data.guilds?.length }, 'connected to the gateway');
    this.#ready.resolve(application?.id);
    this.#lasting ??= setTimeout(() => void this.#parts.starts.succeeded(), healthyMs).unref();
  }

  /**
   * The gateway's address and limits, asked anew. Waits while Discord allows fewer sessions than needed, one for each shard
   * unless said otherwise: passing its limit resets the token.
   */
  async #freshInfo({ sessions }: { sessions?: number } = {}): Promise<APIGatewayBotInfo> {
    const { rest, apiUrl, random, log } = this.#parts;
    const { signal } = this.#stopping;
    for (;;) {
      const what = 'asking for the gateway';
      const ask = () => rest.get(Routes.gatewayBot(), { signal });
      const answer = await untilAnswered(ask, { what, apiUrl, random, log, signal }).catch((error: unknown) => {
        throw error instanceof DiscordAPIError ? notDiscord(apiUrl, error) : error;
      });
      const info = GatewayInfo.safeParse(answer);
      if (!info.success) throw notDiscord(apiUrl, info.error);
      const { total, remaining, reset_after: resetAfterMs } = info.data.session_start_limit;
      // More shards than there are sessions in a day would wait for ever.
      const needed = Math.max(1, Math.min(sessions ?? info.data.shards, total));
      if (remaining >= needed) return info.data;
      log.warn({ resetAfterMs, remaining, needed }, 'Discord allows no more sessions today: waiting until it does');
      await sleep(Math.min(Math.max(resetAfterMs, 1000), 3_600_000), undefined, { signal });
    }
  }
}

const notDiscord = (apiUrl: string, cause: Error): OperatorError =>
  new OperatorError(
    {
      problem: `${apiUrl} does not answer like Discord${cause instanceof DiscordAPIError ? ` (${cause.status})` : ''}`,
      remedy: 'check DISCORD_API_URL: the base of the API without a version, like https://discord.com/api',
    },
    { exitCode: exitCodes.configuration, cause },
  );
