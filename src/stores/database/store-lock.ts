import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, OperatorError } from '../../errors.ts';
import { resultCode } from './result-code.ts';

/** Time enough for a process that is just ending, and for one that only reads who holds the store. */
const patienceMs = 1000;
const busy = 5;

/**
 * Holds a SQLite store for one process: an open transaction on a tiny database beside it, `PATH.lock`. The lock under it is
 * the operating system's, so it ends with the process however that ends, and no stale one is ever left. The store itself
 * stays free for a backup to read. Others still read in the tiny database who it is, because the transaction that is held
 * has written nothing.
 *
 * The file must never be opened by other means in this process: closing it then would release the lock (POSIX).
 */
export class StoreLock implements Disposable {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** Takes the lock, or throws an OperatorError (73) that says who has it. */
  static take(path: string): StoreLock {
    const file = new DatabaseSync(`${path}.lock`, { timeout: patienceMs });
    try {
      file.exec('begin immediate');
      file.exec('create table if not exists holder (pid integer, host text, since integer) strict; delete from holder');
      file.prepare('insert into holder values (?, ?, ?)').run(process.pid, hostname(), Date.now());
      file.exec('commit; begin immediate');
      return new StoreLock(file);
    } catch (error) {
      const held = resultCode(error) === busy;
      const by = held ? holderOf(file) : '';
      file.close();
      throw held ? heldBy(path, by) : error;
    }
  }

  /** Who has a store, in words; undefined when nobody has. Takes nothing away from a process that starts just now. */
  static holder(path: string): string | undefined {
    if (!existsSync(`${path}.lock`)) return undefined;
    using file = new DatabaseSync(`${path}.lock`, { timeout: 0 });
    try {
      file.exec('begin immediate; rollback');
      return undefined;
    } catch (error) {
      if (resultCode(error) !== busy) throw error;
      return holderOf(file);
    }
  }

  /**
   * Lets the next process have the store. The file stays: one that waits for it has it open already, and would hold a lock on
   * what has no name any more, while a third makes a new file and holds that.
   */
  [Symbol.dispose](): void {
    if (this.#file.isOpen) this.#file.close();
  }
}

function holderOf(file: DatabaseSync): string {
  try {
    const { pid, host, since } = file.prepare('select pid, host, since from holder').get() ?? {};
    const sinceWhen = Temporal.Instant.fromEpochMilliseconds(Number(since)).toString({ smallestUnit: 'second' });
    return `process ${String(pid)} on ${String(host)}, since ${sinceWhen}`;
  } catch {
    // Its holder is writing just now.
    return 'another process';
  }
}

const heldBy = (path: string, holder: string): OperatorError =>
  new OperatorError(
    {
      problem: `the store ${path} is held by ${holder}`,
      remedy: 'stop that process first, or name another store in DATABASE_URL',
    },
    { exitCode: exitCodes.storeHeld },
  );
