import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { exitCodes, OperatorError } from '../../errors.ts';
import { openFile, resultCode } from './sqlite.ts';

/**
 * Makes the store's folder, and the file when there is none: for its owner alone, because it holds the key of the club's
 * buttons and who rated what. SQLite gives its side files the same rights.
 */
export function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

/**
 * Looks at a store before anybody writes to it, by a connection that cannot: the names of its migrations, none for a file
 * that is new. Throws an OperatorError (74) for a file that is damaged or not a store of kinoklub.
 */
export function inspect(path: string, { thorough = false } = {}): readonly string[] {
  if (!existsSync(path) || statSync(path).size === 0) return [];
  try {
    using file = openFile(path, { readOnly: true });
    const check = file.prepare(thorough ? 'pragma integrity_check(1)' : 'pragma quick_check(1)').get();
    const [finding] = Object.values(check ?? {});
    if (finding !== 'ok') throw damaged(path, String(finding).replaceAll(/\s+/g, ' '));
    const tables = file.prepare("select name from sqlite_schema where type = 'table'").all();
    if (tables.length === 0) return [];
    if (!tables.some(({ name }) => name === 'migrations')) throw notOurs(path);
    return file
      .prepare('select name from migrations')
      .all()
      .map(({ name }) => String(name));
  } catch (error) {
    throw isDamage(error) ? damaged(path, error instanceof Error ? error.message : '', error) : error;
  }
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

/** Makes a rename in this file's folder last. Not every system lets a folder be opened for that. */
function syncFolder(path: string): void {
  try {
    synced(dirname(path));
  } catch {
    // Then the system does not offer more.
  }
}

/** Turns what a file system or SQLite says about a store into an OperatorError (74); what is none of that stays as it is. */
export function unusable(path: string, error: unknown): unknown {
  if (error instanceof OperatorError) return error;
  const cause = error instanceof Error && error.name === 'StoreUnavailable' ? error.cause : error;
  if (!(cause instanceof Error) || !('code' in cause)) return error;
  const code = resultCode(cause) ?? cause.code;
  const kind = typeof code === 'number' ? code & 0xff : code;
  if (kind === 13 || kind === 'ENOSPC') return problem(path, 'is on a disk that is full', 'make room on it', cause);
  if (isDamage(cause)) return damaged(path, cause.message, cause);
  return problem(
    path,
    `cannot be opened (${cause.message})`,
    'let the user who runs this process write the file and its folder, or name another place in DATABASE_URL',
    cause,
  );
}

const isDamage = (error: unknown): boolean => {
  const kind = (resultCode(error) ?? 0) & 0xff;
  return kind === 11 || kind === 26;
};

const damaged = (path: string, finding: string, cause?: unknown): OperatorError =>
  problem(
    path,
    `is damaged (${finding}), and was left as it is`,
    'restore a backup with npm run restore -- FILE, or move it away to begin anew',
    cause,
  );

const notOurs = (path: string): OperatorError =>
  problem(path, 'is the database of another program', 'name another file in DATABASE_URL');

const problem = (path: string, what: string, remedy: string, cause?: unknown): OperatorError =>
  new OperatorError({ problem: `the store ${path} ${what}`, remedy }, { exitCode: exitCodes.storeUnusable, cause });

function synced(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
