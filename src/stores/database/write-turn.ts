import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteQueryNode, InsertQueryNode, SqliteDialect, SqliteDriver, UpdateQueryNode } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Driver, SqliteDatabase } from 'kysely';
import { resultCode } from './result-code.ts';

/**
 * How long a change waits for another program that writes, an operator with a shell of their own: less than the three seconds
 * in which Discord wants an answer.
 */
const patienceMs = 2000;
const againMs = 25;
/** After such a pause somebody else writes, also where no change has come through meanwhile. */
const anewMs = 1000;

/** Waits for the right to write without holding up the thread, on which Discord is told meanwhile that an answer will come. */
class WriteTurn {
  #sinceMs = -Infinity;
  #lastMs = -Infinity;

  /** Does the work as soon as nobody else writes. Those who come while others wait do not begin to wait anew: whatever piles up is refused at once. */
  async untilFree<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const done = await work();
        this.#lastMs = -Infinity;
        return done;
      } catch (error) {
        if (!isBusy(error)) throw error;
        const nowMs = performance.now();
        if (nowMs - this.#lastMs > anewMs) this.#sinceMs = nowMs;
        this.#lastMs = nowMs;
        if (nowMs - this.#sinceMs > patienceMs) throw error;
        await sleep(againMs);
      }
    }
  }
}

/** https://sqlite.org/rescode.html#busy */
const busy = 5;

const isBusy = (error: unknown): boolean => error instanceof Error && ((resultCode(error.cause) ?? 0) & 0xff) === busy;

/** Takes the right to write. Within a transaction nothing needs to wait, nor do questions. */
const takesTurn = ({ sql, query }: CompiledQuery): boolean =>
  sql === 'begin' || InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query);

class WaitingDriver extends SqliteDriver {
  readonly #turn = new WriteTurn();
  readonly #isInTransaction: () => boolean;
  #connection: DatabaseConnection | undefined;

  constructor(database: SqliteDatabase, isInTransaction: () => boolean) {
    super({ database });
    this.#isInTransaction = isInTransaction;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#connection ??= {
      executeQuery: (query) =>
        this.#isInTransaction() || !takesTurn(query)
          ? connection.executeQuery(query)
          : this.#turn.untilFree(() => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
    return this.#connection;
  }
}

/** Kysely's dialect for SQLite, whose changes wait their turn. */
export class WaitingDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #isInTransaction: () => boolean;

  constructor(database: SqliteDatabase, isInTransaction: () => boolean) {
    super({ database });
    this.#database = database;
    this.#isInTransaction = isInTransaction;
  }

  override createDriver(): Driver {
    return new WaitingDriver(this.#database, this.#isInTransaction);
  }
}
