import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

type Message = { op: number; d?: unknown; s?: number | null; t?: string | null };

/** A gateway that does what a test tells it, badly if need be, and writes down what the bot says. */
export class LocalGateway implements AsyncDisposable {
  /** What the bot sent, over all connections, heartbeats left out. */
  readonly received: Message[] = [];
  readonly closeCodes: number[] = [];
  /** Where each connection was asked for. */
  readonly paths: string[] = [];
  connections = 0;
  asked = 0;
  /** Answers `GET /gateway/bot`. */
  info: () => { status: number; body: unknown } = () => ({ status: 200, body: this.usualInfo });
  /** What a new connection is told first. */
  hello: Message = { op: 10, d: { heartbeat_interval: 41250 } };
  /** How many connections are closed at once. */
  refusals = 0;
  acknowledges = true;
  onMessage: (message: Message, socket: WebSocket) => void = (message, socket) => {
    if (message.op === 2) this.ready(socket);
    if (message.op === 6) this.send(socket, { op: 0, t: 'RESUMED', s: 9, d: {} });
  };
  /** What came to the other routes, as `POST /interactions/…/callback`, with its body. */
  readonly calls: { call: string; body: unknown }[] = [];
  readonly #http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body } = this.#answer(`${request.method} ${request.url}`, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  readonly #lines = new Set<Socket>();
  readonly #sockets = new WebSocketServer({ server: this.#http });

  static async start(): Promise<LocalGateway> {
    const local = new LocalGateway();
    local.#http.on('connection', (line) => local.#lines.add(line));
    local.#sockets.on('connection', (socket, { url }) => local.#greet(socket, url ?? ''));
    local.#http.listen(0, '127.0.0.1');
    await once(local.#http, 'listening');
    return local;
  }

  /** Commands are taken as they come; an answer to an interaction is noted. */
  #answer(call: string, body: string): { status: number; body: unknown } {
    if (call.includes('/gateway/bot')) {
      this.asked += 1;
      return this.info();
    }
    this.calls.push({ call: call.replace('/api/v10', ''), body: body === '' ? undefined : JSON.parse(body) });
    return { status: 200, body: [] };
  }

  get #host(): string {
    return `127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `http://${this.#host}/api`;
  }

  get usualInfo() {
    const session_start_limit = { total: 1000, remaining: 999, reset_after: 3_600_000, max_concurrency: 1 };
    return { url: `ws://${this.#host}`, shards: 1, session_start_limit };
  }

  ready(socket: WebSocket): void {
    const session = { session_id: 'session', resume_gateway_url: `ws://${this.#host}/resume` };
    const d = { v: 10, ...session, user: { id: '5', username: 'kinoklub' }, application: { id: '6' }, guilds: [] };
    this.send(socket, { op: 0, t: 'READY', s: 1, d });
  }

  send(socket: WebSocket, message: Message): void {
    socket.send(JSON.stringify(message));
  }

  /** The latest connection. */
  get socket(): WebSocket {
    const socket = [...this.#sockets.clients].at(-1);
    if (!socket) throw new Error('nobody is connected');
    return socket;
  }

  /** The latest peer is gone without a word: nothing is read from it any more, nothing confirmed. */
  freeze(): void {
    this.socket.pause();
  }

  /** Breaks the latest connection, so that the bot sees an error, and all new ones for a while. */
  async breakFor(ms: number): Promise<void> {
    const lines = this.#lines;
    const isBroken = (line: Socket) => line.resetAndDestroy();
    this.#http.on('connection', isBroken);
    for (const line of lines) line.resetAndDestroy();
    await sleep(ms);
    this.#http.off('connection', isBroken);
  }

  #greet(socket: WebSocket, path: string): void {
    this.connections += 1;
    this.paths.push(path);
    socket.on('close', (code) => this.closeCodes.push(code));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      if (message.op === 1) {
        if (this.acknowledges) this.send(socket, { op: 11 });
        return;
      }
      this.received.push(message);
      this.onMessage(message, socket);
    });
    this.refusals -= 1;
    if (this.refusals >= 0) socket.close(4000);
    else this.send(socket, this.hello);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}
