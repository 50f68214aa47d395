import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { CompiledQuery, Logger, QueryResult, SqliteDatabase, SqliteStatement } from 'kysely';
import { StoreUnavailable } from '../../errors.ts';
import { resultCode } from './result-code.ts';
import { WaitingDialect } from './write-turn.ts';

/** How long a statement waits for another process that writes, in the commands for the shell and at the start. */
const busyMs = 5000;
const cachedStatements = 200;
/** A longer one lists many values: its like seldom comes again, and takes much memory. */
const longestCached = 4000;

/** Opens a file (or `:memory:`) as every connection to a store is opened: a commit is on the disk when it returns. */
export function openFile(path: string, options: { readOnly?: boolean } = {}): DatabaseSync {
  const { readOnly = false } = options;
  const file = new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true, readOnly });
  try {
    // A checkpoint costs fsyncs of its own: by 16 MB rather than 4 it comes less often, and writes a busy page once.
    if (!readOnly) file.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000');
    // Who has their data deleted is not to be found in the free bytes of a page either.
    file.exec('pragma secure_delete = on');
    // What a statement would undo is kept in memory: a temporary file holds members' data outside the operator's volume, needs a
    // folder that a container may not have, and is most of what a burst of reactions writes.
    file.exec('pragma temp_store = memory');
    // SQLite keeps 2 MB of pages by itself; with 8 a burst of reactions from everywhere costs a quarter less.
    file.exec('pragma cache_size = -8000');
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Kysely over node:sqlite. Destroying it closes the file. `log` hears of every statement but questions that were compiled beforehand. */
export const kyselyOver = <Schema>(file: DatabaseSync, log: Logger = () => undefined): Kysely<Schema> =>
  new FileKysely<Schema>(file, log);

/** A question that was compiled beforehand (prepared.ts) is answered at once: Kysely's way to the file takes several times as long as SQLite. */
class FileKysely<Schema> extends Kysely<Schema> {
  readonly #file: DatabaseSync;
  readonly #database: SqliteDatabase;

  constructor(file: DatabaseSync, log: Logger) {
    const database = bridge(file);
    super({ dialect: new WaitingDialect(database, () => file.isTransaction), log });
    this.#file = file;
    this.#database = database;
  }

  override async executeQuery<R>(query: CompiledQuery<R>): Promise<QueryResult<R>> {
    // What a transaction has not committed is nobody else's to read: they wait for it.
    const statement = this.#file.isTransaction ? undefined : this.#database.prepare(query.sql);
    return statement?.reader ? { rows: statement.all(query.parameters) as R[] } : super.executeQuery(query);
  }
}

/** node:sqlite in the shape of better-sqlite3, which is what Kysely's own dialect speaks. */
function bridge(file: DatabaseSync): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close: () => file.close(),
    prepare(sql) {
      const known = cache.get(sql);
      if (known) return known;
      const statement = translated(() => prepare(file, sql));
      if (sql.length > longestCached) return statement;
      const [oldest] = cache.keys();
      if (cache.size >= cachedStatements && oldest !== undefined) cache.delete(oldest);
      cache.set(sql, statement);
      return statement;
    },
  };
}

function prepare(file: DatabaseSync, sql: string): SqliteStatement {
  // A plain `begin` takes the right to write only with the first write, and then fails at once where another has it.
  if (sql === 'begin') return bridgeStatement(file.prepare('begin immediate'));
  if (sql !== 'rollback') return bridgeStatement(file.prepare(sql));
  // SQLite itself may have rolled back (a full disk): a second rollback would hide the error behind its own.
  const rollback = bridgeStatement(file.prepare(sql));
  return { ...rollback, run: (values) => (file.isTransaction ? rollback.run(values) : nothing) };
}

const nothing = { changes: 0, lastInsertRowid: 0 };

const bridgeStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (values) => translated(() => statement.all(...bound(values))),
  run: (values) => translated(() => statement.run(...bound(values))),
  iterate: (values) => statement.iterate(...bound(values)),
});

/** Kysely types its parameters as unknown; what SQLite cannot take, node:sqlite refuses by itself. */
const bound = (values: readonly unknown[]): SQLInputValue[] => values as SQLInputValue[];

/** https://sqlite.org/rescode.html: what is wrong with the disk or with the moment, not with the query. */
const unavailable = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    // The low byte is the kind, the rest its detail.
    const code = resultCode(error);
    throw code !== undefined && unavailable.has(code & 0xff) ? new StoreUnavailable({ cause: error }) : error;
  }
}
