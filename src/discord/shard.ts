import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketShardDestroyRecovery, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws';
import type { FetchingStrategyOptions, IIdentifyThrottler, SessionInfo } from '@discordjs/ws';
import type { APIGatewayBotInfo, GatewayDispatchPayload, GatewayReadyDispatchData } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import type { Random } from '../domain/clock.ts';
import type { Metrics } from '../services/metrics.ts';
import type { ShardVitals } from '../services/vitals.ts';
import { Attempts } from './attempts.ts';
import { fatalClose } from './close-codes.ts';
import { GuildCount } from './guild-count.ts';
import { HardySocket } from './hardy-socket.ts';

/** For the greeting, for READY and for RESUMED each: a connection is up within twice that, or it is given up. */
export const stepMs = 15_000;
/** Discord keeps a session for some minutes after the loss of its connection. */
const resumableMs = 3 * 60_000;

type Parts = Readonly<{
  id: number;
  options: FetchingStrategyOptions;
  throttler: IIdentifyThrottler;
  /** Asks Discord for the gateway's address; waits for as long as Discord allows no new session. */
  freshInfo: () => Promise<APIGatewayBotInfo>;
  random: Random;
  log: Logger;
  metrics: Metrics;
  /** Once aborted, this shard never connects again. */
  signal: AbortSignal;
  onDispatch: (event: GatewayDispatchPayload) => void;
  onReady: (data: GatewayReadyDispatchData) => void;
  onFatal: (error: unknown) => void;
}>;

/**
 * One event socket. @discordjs/ws beats the heart, notices zombies, resumes and reconnects; this class decides when and
 * where it may connect: at a fresh address, with growing delays, and never after the end.
 */
export class Shard {
  readonly #parts: Parts;
  readonly #socket: HardySocket;
  #options: FetchingStrategyOptions;
  #session: SessionInfo | null = null;
  readonly #attempts = new Attempts();
  #isFirst = true;
  #lostAtMs: number | undefined;
  readonly #wantedAtMs = performance.now();
  #heartbeatMs: number | undefined;
  readonly #guilds = new GuildCount();
  #networkFailed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#options = parts.options;
    const options = (): FetchingStrategyOptions => this.#options;
    this.#socket = new HardySocket(
      {
        get options() {
          return options();
        },
        retrieveSessionInfo: () => this.#retrieveSession(),
        updateSessionInfo: (_id, session) => {
          // @discordjs/ws gives up the session when the network fails, but Discord does not.
          if (session !== null || !this.#networkFailed) this.#session = session;
        },
        waitForIdentify: async (id, signal) => {
          await parts.throttler.waitForIdentify(id, signal);
          // The throttler looks at the signal before it sleeps only; the socket may have closed meanwhile.
          signal.throwIfAborted();
        },
      },
      parts.id,
      parts.log,
    );
    this.#listen();
  }

  /** Resolves at the first READY. Rejects or waits for ever when there is none: see `onFatal`. */
  connect(): Promise<void> {
    return this.#socket.connect();
  }

  /** Closes normally, which ends the session. The signal must be aborted before. */
  close(): Promise<void> {
    return this.#socket.destroy({ reason: 'stopping' });
  }

  get vitals(): ShardVitals {
    const connected = this.#socket.status === WebSocketShardStatus.Ready;
    return {
      id: this.#parts.id,
      connected,
      downMs: connected ? 0 : performance.now() - (this.#lostAtMs ?? this.#wantedAtMs),
      missedHeartbeat: this.#socket.missedHeartbeat,
      heartbeatMs: this.#heartbeatMs,
    };
  }

  /** How many guilds this connection tells of. */
  get guilds(): number {
    return this.#guilds.count;
  }

  /** @discordjs/ws asks before each connection, when it is idle, and later with each event. */
  async #retrieveSession(): Promise<SessionInfo | null> {
    if (this.#socket.status !== WebSocketShardStatus.Idle) return this.#session;
    try {
      this.#parts.signal.throwIfAborted();
      return await this.#admit();
    } catch (error) {
      if (!this.#parts.signal.aborted) this.#parts.onFatal(error);
      // Whoever asks must not connect, and nobody would catch an error.
      return new Promise<never>(() => undefined);
    }
  }

  /** Lets one attempt to connect through, in its time. */
  async #admit(): Promise<SessionInfo | null> {
    const { log, random, signal, freshInfo } = this.#parts;
    const waitMs = this.#attempts.next(performance.now(), random);
    if (waitMs > 0) {
      log.warn({ attempts: this.#attempts.count, waitMs }, 'the gateway is not ready, trying again');
      await sleep(waitMs, undefined, { signal });
    }
    this.#networkFailed = false;
    if (this.#lostAtMs !== undefined && performance.now() - this.#lostAtMs > resumableMs) this.#session = null;
    // A new session counts against Discord's limit, so its number is asked for before each; the first has just been.
    if (this.#session === null && !this.#isFirst) {
      this.#options = { ...this.#options, gatewayInformation: await freshInfo() };
    }
    this.#isFirst = false;
    if (this.#session) this.#session = { ...this.#session, resumeURL: this.#addressOf(this.#session) };
    return this.#session;
  }

  /** Where to resume: as READY said, without a query, or at the usual address where it said nothing of use. */
  #addressOf({ resumeURL }: SessionInfo): string {
    const isAddress = /^wss?:$/.test(URL.parse(resumeURL)?.protocol ?? '');
    return isAddress ? resumeURL.replace(/[?#].*$/, '') : this.#options.gatewayInformation.url;
  }

  #listen(): void {
    const { log, metrics, onDispatch, onReady, onFatal, signal } = this.#parts;
    const socket = this.#socket;
    let resuming: NodeJS.Timeout | undefined;
    const up = (): void => {
      clearTimeout(resuming);
      this.#lostAtMs = undefined;
      socket.missedHeartbeat = false;
      this.#attempts.up(performance.now());
    };
    socket.on(WebSocketShardEvents.Hello, () => {
      // @discordjs/ws waits for READY with a deadline, but for RESUMED without one.
      resuming = setTimeout(() => {
        if (socket.status !== WebSocketShardStatus.Resuming) return;
        log.warn('the gateway does not resume the session: starting a new one');
        socket
          .destroy({ reason: 'no answer to RESUME', recover: WebSocketShardDestroyRecovery.Reconnect })
          .catch(onFatal);
      }, stepMs).unref();
    });
    socket.on(WebSocketShardEvents.Ready, (data) => {
      up();
      metrics.sessionStarted('new');
      onReady(data);
    });
    socket.on(WebSocketShardEvents.Resumed, () => {
      up();
      metrics.sessionStarted('resumed');
      log.info('session resumed');
    });
    socket.on(WebSocketShardEvents.HeartbeatComplete, ({ latency }) => {
      this.#heartbeatMs = latency;
    });
    socket.on(WebSocketShardEvents.Dispatch, (event) => {
      this.#guilds.hear(event);
      onDispatch(event);
    });
    socket.on(WebSocketShardEvents.Closed, (code) => {
      clearTimeout(resuming);
      this.#lostAtMs ??= performance.now();
      const fatal = fatalClose(code);
      if (fatal) onFatal(fatal);
      else log[signal.aborted ? 'debug' : 'info']({ code }, 'the gateway connection closed');
    });
    socket.on(WebSocketShardEvents.SocketError, (error) => {
      this.#networkFailed = true;
      log.warn({ err: error }, 'the gateway connection failed');
    });
    socket.on(WebSocketShardEvents.Error, (error) => log.debug({ err: error }, 'the gateway reports an error'));
    socket.on(WebSocketShardEvents.Debug, (message) => log.trace(message));
  }
}
