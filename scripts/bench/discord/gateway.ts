import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { guildFrame } from './guild.ts';
import { readyFrame } from './ready.ts';

/** The event side, on loopback, for one bot at a time: tells whoever identifies of its guilds, and beats along. */
export class FakeGateway implements AsyncDisposable {
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  readonly #guildFrames: string[] = [];
  readonly #onReady: () => void;
  #socket: WebSocket | undefined;

  /** How many guilds the next bot that identifies is in. */
  guilds = 0;

  /** `onReady`: READY and every guild have been sent. */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
    this.#server.on('connection', (socket) => this.#greet(socket));
  }

  async listen(): Promise<void> {
    if (this.#server.address() === null) await once(this.#server, 'listening');
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sends a frame, already written out, to the bot that is connected. */
  send(frame: string): void {
    this.#socket?.send(frame);
  }

  /** How many bytes the bot has not taken yet. */
  get untaken(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket?.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #greet(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('error', () => socket.terminate());
    socket.on('message', (data: Buffer) => {
      const { op } = JSON.parse(data.toString()) as { op: number };
      if (op === 1) socket.send('{"op":11,"d":null,"s":null,"t":null}');
      if (op === 2) this.#identified(socket);
    });
    socket.send('{"op":10,"d":{"heartbeat_interval":41250},"s":null,"t":null}');
  }

  #identified(socket: WebSocket): void {
    socket.send(readyFrame(this.guilds, this.url));
    for (let n = 0; n < this.guilds; n += 1) socket.send((this.#guildFrames[n] ??= guildFrame(n)));
    this.#onReady();
  }
}
