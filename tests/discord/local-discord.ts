import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = Readonly<{
  method: string;
  path: string;
  body: unknown;
  authorization: string | undefined;
  userAgent: string | undefined;
  atMs: number;
}>;
export type Answer = { status: number; body?: unknown; afterMs?: number; headers?: Record<string, string> };

/** A real HTTP server that writes down what the bot sends and answers as told; 204 otherwise. */
export class LocalDiscord implements AsyncDisposable {
  readonly calls: Call[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const call: Call = {
        method: request.method ?? '',
        path: (request.url ?? '').replace('/api/v10', ''),
        body: text === '' ? undefined : JSON.parse(text),
        authorization: request.headers.authorization,
        userAgent: request.headers['user-agent'],
        atMs: performance.now(),
      };
      this.calls.push(call);
      const { status, body, afterMs = 0, headers = {} } = this.#answer(call) ?? { status: 204 };
      setTimeout(() => {
        response.writeHead(status, { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      }, afterMs);
    });
  });
  #answer: (call: Call) => Answer | undefined = () => undefined;

  static async start(): Promise<LocalDiscord> {
    const local = new LocalDiscord();
    local.#server.listen(0, '127.0.0.1');
    await once(local.#server, 'listening');
    return local;
  }

  /** How calls are answered from now on; undefined means 204. */
  answer(answer: (call: Call) => Answer | undefined): void {
    this.#answer = answer;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
