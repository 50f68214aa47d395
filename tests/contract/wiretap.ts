import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request as it went over the wire, and its answer. */
export type Call = Readonly<{
  method: string;
  /** Without `/api/v10`. */
  path: string;
  query: URLSearchParams;
  /** As JSON, of a form its `payload_json`; undefined for nothing. */
  sent: unknown;
  /** The names of a form's other parts. */
  files: readonly string[];
  status: number;
  headers: IncomingHttpHeaders;
  /** As JSON; undefined for nothing. */
  answered: unknown;
}>;

/**
 * Stands between a bot and the API and writes down what both say. It hears what was really sent, so nothing in either of
 * them has to know of the test.
 */
export class Wiretap implements AsyncDisposable {
  readonly calls: Call[] = [];
  readonly #server: Server;
  #target = '';

  constructor() {
    this.#server = createServer((asked, answer) => void this.#pass(asked, answer).catch(() => answer.destroy()));
  }

  /** Opens it towards this API; what it gives back is the address to use instead. */
  async open(apiUrl: string): Promise<string> {
    this.#target = apiUrl;
    if (!this.#server.listening) await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = asked;
    const sent = await buffer(asked);
    const target = new URL(url, this.#target);
    const onward = request(target, { method, headers: { ...headers, host: target.host } });
    onward.end(sent);
    const [reply] = (await once(onward, 'response')) as [IncomingMessage];
    const answered = await buffer(reply);
    this.calls.push({
      method,
      path: target.pathname.replace(/^\/api\/v10/, ''),
      query: target.searchParams,
      ...(await bodyOf(sent, headers['content-type'])),
      status: reply.statusCode ?? 0,
      headers: reply.headers,
      answered: jsonOf(answered),
    });
    answer.writeHead(reply.statusCode ?? 0, reply.headers).end(answered);
  }
}

async function bodyOf(bytes: Buffer<ArrayBuffer>, type = ''): Promise<Pick<Call, 'sent' | 'files'>> {
  if (!type.startsWith('multipart/form-data')) return { sent: jsonOf(bytes), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [...form.keys()].filter((key) => key !== 'payload_json');
  return { sent: jsonOf(Buffer.from(form.get('payload_json') as string)), files };
}

/** What is no JSON stays text, for the contract to wonder about. */
function jsonOf(bytes: Buffer): unknown {
  const text = bytes.toString();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
