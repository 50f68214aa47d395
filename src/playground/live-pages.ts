import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Snapshot } from './protocol.ts';

/** Screens are drawn about this often; what changes in between goes out together. */
const frameMs = 16;

/** The open pages: each is sent the world as its person sees it, and again after every change. */
export class LivePages {
  readonly #snapshot: (as: string) => Snapshot;
  readonly #watch: (onChange: () => void) => () => void;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  constructor(parts: { snapshot: (as: string) => Snapshot; watch: (onChange: () => void) => () => void }) {
    this.#snapshot = parts.snapshot;
    this.#watch = parts.watch;
    this.#server.on('connection', (socket: WebSocket, request: IncomingMessage) => this.#keep(socket, request));
  }

  /** Opens one for `?as=<person id>`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#server.emit('connection', opened, request));
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #keep(socket: WebSocket, request: IncomingMessage): void {
    const as = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams.get('as') ?? '';
    let timer: NodeJS.Timeout | undefined;
    const send = (): void => {
      timer = undefined;
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(this.#snapshot(as)));
    };
    const unwatch = this.#watch(() => (timer ??= setTimeout(send, frameMs)));
    socket.on('close', () => {
      unwatch();
      clearTimeout(timer);
    });
    socket.on('error', () => socket.terminate());
    send();
  }
}
