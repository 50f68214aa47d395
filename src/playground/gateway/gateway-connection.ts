import type { Socket } from 'node:net';
import { GatewayCloseCodes } from 'discord.js';
import type { WebSocket } from 'ws';
import type { GatewaySession } from './gateway-session.ts';

/** What a connection may send: https://discord.com/developers/docs/events/gateway#rate-limiting */
const mostFrames = 120;
const paceMs = 60_000;

/** One socket of a bot, and what the gateway knows about it. */
export class GatewayConnection {
  /** Known once the bot has identified or resumed. */
  session: GatewaySession | undefined;
  /** Open, but says nothing any more: a zombie. */
  isSilent = false;
  readonly #socket: WebSocket;
  readonly #patienceMs: number;
  readonly #line: Socket;
  #received: readonly number[] = [];
  #deadline: NodeJS.Timeout | undefined;
  readonly #onSilence: () => void;

  /** `onSilence` is called when no heartbeat came for two intervals; the first one may take nearly one. */
  constructor(socket: WebSocket, parts: { line: Socket; heartbeatMs: number; onSilence: () => void }) {
    this.#socket = socket;
    this.#line = parts.line;
    this.#patienceMs = 2 * parts.heartbeatMs;
    this.#onSilence = parts.onSilence;
    this.heard();
    socket.on('close', () => clearTimeout(this.#deadline));
  }

  /** A heartbeat came: the next one has its time. */
  heard(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(this.#onSilence, this.#patienceMs).unref();
  }

  /** Counts what came; false when it was one too many. */
  countFrame(): boolean {
    const now = performance.now();
    this.#received = [...this.#received.filter((at) => now - at < paceMs), now];
    return this.#received.length <= mostFrames;
  }

  send(frame: object): void {
    this.sendRaw(JSON.stringify(frame));
  }

  /** Sends what may be no frame at all; bytes go out as binary. */
  sendRaw(data: string | Buffer): void {
    if (!this.isSilent && this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data);
  }

  close(code: number): void {
    this.#socket.close(code, GatewayCloseCodes[code]);
  }

  /** Cuts the line, without a word. */
  terminate(): void {
    this.#socket.terminate();
  }

  /** Breaks the line: the other side sees an error. */
  break(): void {
    this.#line.resetAndDestroy();
  }
}
