import { once } from 'node:events';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { exitCodes, OperatorError } from '../errors.ts';
import type { Metrics } from '../services/metrics.ts';
import { ailments, obstacles } from '../services/vitals.ts';
import type { Vitals } from '../services/vitals.ts';
import { Prometheus } from './prometheus.ts';

type Parts = Readonly<{ port: number; host: string; log: Logger; vitals: () => Promise<Vitals> }>;

/** What the operator's tools ask for over HTTP: `/healthz`, `/readyz`, `/metrics`. Nothing in it is about a person. */
export class OperatorServer implements AsyncDisposable {
  /** Count here what `/metrics` shall tell. */
  readonly metrics: Metrics;
  readonly #server: Server;

  private constructor(server: Server, metrics: Metrics) {
    this.#server = server;
    this.metrics = metrics;
  }

  /** Resolves once it listens. An address that it cannot have is an OperatorError. */
  static async listen({ port, host, log, vitals }: Parts): Promise<OperatorServer> {
    const prometheus = new Prometheus();
    const server = serve({ fetch: appOf(vitals, prometheus).fetch, port, hostname: host }) as Server;
    try {
      await once(server, 'listening');
    } catch (error) {
      throw new OperatorError(
        { problem: `nothing can be served at ${host}:${port} (${codeOf(error)})`, remedy: remedyOf(error) },
        { exitCode: exitCodes.configuration, cause: error },
      );
    }
    log.info({ host, port }, 'health and metrics are served');
    return new OperatorServer(server, prometheus);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }
}

function appOf(vitals: () => Promise<Vitals>, prometheus: Prometheus): Hono {
  const verdict = (context: Context, problems: readonly string[]): Response => {
    context.header('cache-control', 'no-store');
    return problems.length === 0 ? context.json({ ok: true }) : context.json({ ok: false, problems }, 503);
  };
  return new Hono()
    .get('/healthz', async (context) => verdict(context, ailments(await vitals())))
    .get('/readyz', async (context) => verdict(context, obstacles(await vitals())))
    .get('/metrics', async (context) =>
      context.body(await prometheus.text(await vitals()), 200, { 'content-type': prometheus.contentType }),
    );
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

const remedies: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has this port: choose a free one for HTTP_PORT',
  EACCES: 'this port is for privileged programs: choose one above 1023 for HTTP_PORT',
};

const remedyOf = (error: unknown): string =>
  remedies[codeOf(error)] ?? 'HTTP_HOST has to be an address of this machine, like 127.0.0.1 or 0.0.0.0';
