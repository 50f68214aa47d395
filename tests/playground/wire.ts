import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Playground } from '../../src/playground/server.ts';

export type Answer = Readonly<{ status: number; body: unknown; code: number | undefined; headers: Headers }>;
export type Frame = { op: number; t?: string | null; s?: number | null; d?: unknown };
const userAgent = 'DiscordBot (https://example.org, 1.0.0)';

/** The least intents that the real bot asks for. */
export const someIntents = (1 << 0) | (1 << 10);

/** A request as a bot would send it, of JSON or a form; `headers` replace what it would send. */
export async function request(
  playground: Pick<Playground, 'apiUrl' | 'token'>,
  call: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const [method = '', path = ''] = call.split(' ');
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: {
      'user-agent': userAgent,
      authorization: `Bot ${playground.token}`,
      ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && {
      body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const read: unknown = text === '' ? undefined : JSON.parse(text);
  const code = (read as { code?: number } | undefined)?.code;
  return { status: response.status, body: read, code, headers: response.headers };
}

/** The smallest picture: one clear pixel. */
export const aPixel = Uint8Array.fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);

/** A message with files, as a bot would send it. */
export function aForm(message: object | string, ...files: readonly File[]): FormData {
  const form = new FormData();
  form.set('payload_json', typeof message === 'string' ? message : JSON.stringify(message));
  for (const [at, file] of files.entries()) form.set(`files[${at}]`, file);
  return form;
}

/** One connection to the gateway, that says nothing by itself. */
export class Line implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  closeCode: number | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(playground: Playground, query = '?v=10&encoding=json') {
    this.socket = new WebSocket(`${playground.gateway.url}${query}`);
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async until<T>(found: () => T | undefined): Promise<T> {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      await this.#changed.promise;
    }
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  /** The first frame of this kind. */
  op(op: number): Promise<Frame> {
    return this.until(() => this.frames.find((frame) => frame.op === op));
  }

  /** The first event of this name. */
  event(name: string): Promise<Frame> {
    return this.until(() => this.frames.find((frame) => frame.t === name));
  }

  closed(): Promise<number> {
    return this.until(() => this.closeCode);
  }

  async identify(playground: Playground, more: object = {}): Promise<void> {
    await this.op(10);
    this.send(2, { token: playground.token, intents: someIntents, properties: {}, ...more });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.terminate();
    await once(this.socket, 'close');
  }
}

/** Where Discord says that a body is wrong, and why: `embeds.0.title BASE_TYPE_MAX_LENGTH`. */
export function faultsOf({ body }: Answer): readonly string[] {
  const walk = (node: unknown, path: readonly string[]): string[] =>
    typeof node !== 'object' || node === null
      ? []
      : Object.entries(node).flatMap(([key, value]) =>
          key === '_errors'
            ? (value as { code: string }[]).map(({ code }) => [path.join('.'), code].join(' ').trim())
            : walk(value, [...path, key]),
        );
  return walk((body as { errors?: unknown }).errors, []);
}
