import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A wire to a server on this machine that breaks once: when `word` first passes, and then for half a second. */
export class CuttingProxy implements AsyncDisposable {
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number, word: string) {
    let isCut = false;
    this.#server = createServer((client) => {
      if (isCut) return void client.destroy();
      const server = connect(port, '127.0.0.1');
      for (const [socket, other] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
      server.pipe(client);
      client.on('data', (data) => {
        if (this.cuts > 0 || !data.includes(word)) return void server.write(data);
        this.cuts += 1;
        isCut = true;
        setTimeout(() => (isCut = false), 500);
        for (const socket of this.#sockets) socket.destroy();
      });
    });
  }

  static async start(port: number, word: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port, word);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
