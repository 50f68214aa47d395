import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

type Request = Readonly<{ method: string; path: string; body: Buffer }>;

/** Answers a request with a value for JSON, or with undefined for 204. */
type Answer = (request: Request) => unknown;

const noContent = 'HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n';

/**
 * The HTTP side, on loopback. Written over plain sockets, because node:http would spend as much on a request as the fastest
 * bot, and what is measured would be the server. Takes what bots send: keep-alive, bodies with a content-length.
 */
export class FakeRest implements AsyncDisposable {
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  /** Resolves to the address to give a bot as DISCORD_API_URL. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    // A bot that is killed resets its connections.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    let unread: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
      for (let read = readRequest(unread); read; read = readRequest(unread)) {
        unread = read.rest;
        socket.write(responseOf(this.#answer(read.request)));
      }
    });
  }
}

/** The first whole request in the bytes, and what follows it; undefined while it is not there yet. */
function readRequest(bytes: Buffer): { request: Request; rest: Buffer } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const bodyStart = headEnd + 4;
  const bodyEnd = bodyStart + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < bodyEnd) return undefined;
  const [method = '', path = ''] = head.slice(0, head.indexOf('\r\n')).split(' ');
  return { request: { method, path, body: bytes.subarray(bodyStart, bodyEnd) }, rest: bytes.subarray(bodyEnd) };
}

function responseOf(answer: unknown): string {
  if (answer === undefined) return noContent;
  const body = JSON.stringify(answer);
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
