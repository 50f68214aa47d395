import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';
import { exitCodes, OperatorError, StoreUnavailable } from '../../errors.ts';
import type { Schema } from '../schema.ts';
import type { Database } from './database.ts';
import { LastChange } from './last-change.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration.ts';
import { untilStoreAnswers } from './patience.ts';

/** A few connections are plenty: statements are short, and each one costs the server a process. */
const connections = 5;
const connectMs = 5000;
/** A server that hangs is one that is away. */
const answerMs = 30_000;
const closeMs = 2000;

type Parts = Readonly<{ migrations: readonly Migration[]; log: Logger; signal: AbortSignal }>;

/** Opens a PostgreSQL store as `openDatabase` promises; several processes may share one. */
export async function openPostgres(url: string, { migrations, log, signal }: Parts): Promise<Database> {
  await using stack = new AsyncDisposableStack();
  const pool = await connectedPool(url, log);
  const lastChange = new LastChange();
  const dialect = new PostgresDialect({ pool: bridge(pool) });
  const db = new Kysely<Schema>({ dialect, log: (event) => lastChange.note(event) });
  stack.defer(() => Promise.race([pool.end(), sleep(closeMs, undefined, { ref: false })]));

  const upgrade = async (): Promise<void> => {
    try {
      await migrate(db, 'postgres', migrations);
    } catch (error) {
      throw refused(error);
    }
  };
  await untilStoreAnswers(upgrade, { log, signal });
  const open = stack.move();
  return { kind: 'postgres', db, lastChange, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/**
 * Shows a PostgreSQL store by connections that cannot write, with the names of the migrations that it has had, none for one
 * that is new. Does not wait for a server that is away.
 */
export async function lookIntoPostgres<T>(
  url: string,
  look: (db: Kysely<Schema>, applied: readonly string[]) => T | Promise<T>,
): Promise<T> {
  const pool = await connectedPool(url, silent, '-c default_transaction_read_only=on');
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: bridge(pool) }) });
  try {
    const tables = await db.introspection.getTables();
    const isNew = !tables.some(({ name }) => name === 'migrations');
    const applied = isNew ? [] : await db.selectFrom('migrations').select('name').execute();
    return await look(
      db,
      applied.map(({ name }) => name),
    );
  } catch (error) {
    throw refused(error);
  } finally {
    await db.destroy();
  }
}

const silent: Pick<Logger, 'warn'> = { warn: () => undefined };

async function connectedPool(url: string, log: Pick<Logger, 'warn'>, options = ''): Promise<Pool> {
  const { default: pg } = await import('pg');
  // Both come as text by default. Times and counts stay far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    keepAlive: true,
    application_name: 'kinoklub',
    options,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'PostgreSQL dropped an idle connection: the next is a new one'));
  // Between two statements of a transaction nobody else listens, and an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** pg's pool as Kysely takes it, with outages as StoreUnavailable; a connection that saw one is not used again. */
const bridge = (pool: Pool): PostgresPool => ({
  options: pool.options,
  connect: async () => bridgeClient(await pool.connect().catch((error: unknown) => Promise.reject(translated(error)))),
  end: () => pool.end(),
});

function bridgeClient(client: PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
    try {
      return (await client.query(text, [...values])) as unknown as PostgresQueryResult<unknown>;
    } catch (error) {
      const known = translated(error);
      broken ||= known instanceof StoreUnavailable;
      throw known;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || broken),
  };
}

/** What its own words and Node's say when the server is away: pg gives these errors no code. */
const lost = /^(?:Connection terminated|timeout exceeded|Query read timeout|Client has encountered|Client was closed)/;
const network = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, intervention, system, retry. */
const state = /^(?:08|53|57|58)...$|^(?:25006|40001|40P01|55P03)$/;

function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const away = network.test(code) || state.test(code) || (code === '' && lost.test(error.message));
  return away ? new StoreUnavailable({ cause: error }) : error;
}

/** What PostgreSQL has against the store as an OperatorError; an outage stays one. */
function refused(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof OperatorError || error instanceof StoreUnavailable) return error;
  return new OperatorError(
    {
      problem: `PostgreSQL does not take this store (${error.message})`,
      remedy: 'check user, password and database in DATABASE_URL, and that the user may create tables there',
    },
    { exitCode: exitCodes.storeUnusable, cause: error },
  );
}
