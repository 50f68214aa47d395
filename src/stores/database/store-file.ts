import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { resultCode } from './result-code.ts';
import { openFile } from './sqlite.ts';
import { damaged, emptied, isDamage, notOurs } from './unusable.ts';
import type { FileKind } from './unusable.ts';

/**
 * Makes the store's folder, and the file when there is none: for its owner alone, because it holds the key of the club's
 * buttons and who rated what. SQLite gives its side files the same rights.
 */
export function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

/** A million ratings. Up to here a file is compared with its indexes in some seconds, beyond only where nobody waits for it. */
const soonComparedBytes = 100 * 1024 * 1024;

/**
 * Looks at a store before anybody writes to it, by a connection that cannot: the names of its migrations, none for a file
 * that is new. Throws an OperatorError (74) for a file that is damaged or not a store of kinoklub. Indexes are compared with
 * their tables unless the file is very large; `thorough`: always.
 */
export function inspect(path: string, parts: { thorough?: boolean; as?: FileKind } = {}): readonly string[] {
  const size = sizeOf(path);
  const { thorough = size <= soonComparedBytes, as = 'store' } = parts;
  if (size === 0) {
    // To SQLite the file is new and the log that of another: it would begin both anew.
    if (sizeOf(`${path}-wal`) > 0) throw emptied(as, path);
    return [];
  }
  try {
    using file = openToLook(path);
    const check = file.prepare(thorough ? 'pragma integrity_check(1)' : 'pragma quick_check(1)').get();
    const [finding] = Object.values(check ?? {});
    if (finding !== 'ok') throw damaged(as, path, String(finding).replaceAll(/\s+/g, ' '));
    const tables = file.prepare("select name from sqlite_schema where type = 'table'").all();
    if (tables.length === 0) return [];
    if (!tables.some(({ name }) => name === 'migrations')) throw notOurs(as, path);
    return file
      .prepare('select name from migrations')
      .all()
      .map(({ name }) => String(name));
  } catch (error) {
    throw isDamage(error) && error instanceof Error ? damaged(as, path, error.message, error) : error;
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** https://sqlite.org/rescode.html: a process was killed while it wrote, and what it left has to be undone first. */
const needsRollback = [776, 264];

function openToLook(path: string): DatabaseSync {
  let file: DatabaseSync | undefined;
  try {
    file = openFile(path, { readOnly: true });
    file.prepare('select 1 from sqlite_schema').get();
    return file;
  } catch (error) {
    file?.close();
    if (!needsRollback.includes(resultCode(error) ?? 0)) throw error;
    return new DatabaseSync(path);
  }
}

/**
 * For who only reads a store that nobody may have: disposed after all that read it, it takes away the side files that were not
 * there before. A connection that cannot write makes them, and leaves them; one that can takes them with it, if it is the
 * last of any process.
 */
export function leavingNoTrace(path: string): Disposable {
  const areThere = (): boolean => ['-wal', '-shm'].some((part) => existsSync(`${path}${part}`));
  const wereThere = areThere();
  return {
    [Symbol.dispose]() {
      if (wereThere || !areThere()) return;
      try {
        using file = new DatabaseSync(path);
        file.prepare('select 1 from sqlite_schema').get();
      } catch {
        // They do no harm.
      }
    },
  };
}

/** Copies a store as it is at this moment, also while it is written to. `target` is whole on the disk, or not there. */
export function copyInto(store: DatabaseSync, target: string): void {
  const fresh = `${target}.new`;
  rmSync(fresh, { force: true });
  closeSync(openSync(fresh, 'wx', 0o600));
  try {
    store.prepare('vacuum into ?').run(fresh);
    synced(fresh);
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  syncFolder(target);
}

/** The names of copies that the bot makes by itself beside a store: before an upgrade, and before a restore. */
const copies = [/\.before-\d{4}-[a-z0-9-]+(?<!-wal|-shm)$/, /\.before-restore-[\d-]+T[\d.-]+Z$/];

/**
 * Deletes all copies of the store of the same kind as the one just `made`, but for that and the newest of the others: what
 * members have deleted since must not lie there for ever.
 */
export function keepTwo(store: string, made: string): void {
  const kind = copies.find((pattern) => pattern.test(made));
  const others = readdirSync(dirname(store))
    .filter((file) => file.startsWith(`${basename(store)}.before-`) && file !== basename(made) && kind?.test(file))
    .toSorted();
  for (const file of others.slice(0, -1))
    for (const part of ['', '-wal', '-shm']) rmSync(join(dirname(store), `${file}${part}`), { force: true });
}

/** Makes a rename in this file's folder last. Not every system lets a folder be opened for that. */
export function syncFolder(path: string): void {
  try {
    synced(dirname(path));
  } catch {
    // Then the system does not offer more.
  }
}

function synced(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
