import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, OperatorError } from '../../errors.ts';
import { openFile } from './sqlite.ts';
import { copyInto, inspect } from './store-file.ts';
import type { FileKind } from './unusable.ts';
import { unusable } from './unusable.ts';

type Options = Readonly<{
  /** How many backups a folder keeps, this one counted. */
  keep: number;
  now: Temporal.Instant;
}>;

/**
 * Copies the store as it is at this moment, also while a bot writes to it, and says where the copy lies. A file is replaced
 * only by a whole copy, and only if it is a backup itself. In a folder each backup has its time in its name, and the
 * newest `keep` stay.
 */
export function backUp(path: string, target: string, { keep, now }: Options): string {
  if (!existsSync(path) || statSync(path).size === 0) throw noStore(path);
  const intoFolder = /[\\/]$/.test(target) || (existsSync(target) && statSync(target).isDirectory());
  const file = intoFolder ? join(target, `kinoklub-${stamp(now)}.db`) : target;
  refuseTarget(path, file);
  using store = attempt('store', path, () => {
    inspect(path);
    return openFile(path, { readOnly: true });
  });
  attempt('copy', file, () => {
    if (intoFolder) mkdirSync(target, { recursive: true });
    copyInto(store, file);
  });
  if (intoFolder) keepNewest(target, keep);
  return file;
}

function attempt<T>(as: FileKind, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unusable(as, path, error);
  }
}

/** A time as part of a file's name, on any system; names sort as times do. */
export const stamp = (now: Temporal.Instant, smallestUnit: 'second' | 'millisecond' = 'second'): string =>
  now.toString({ smallestUnit }).replaceAll(':', '-');

function keepNewest(folder: string, keep: number): void {
  const backups = readdirSync(folder)
    .filter((name) => /^kinoklub-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/.test(name))
    .toSorted();
  for (const name of backups.slice(0, -keep)) rmSync(join(folder, name));
}

/** What lies at the target must be nothing, or a backup: a slip of the keyboard must not cost the store, or any file. */
function refuseTarget(path: string, file: string): void {
  if (!existsSync(file)) return;
  const isStore = basename(realpathSync(file)).startsWith(basename(realpathSync(path))) && sameFolder(file, path);
  if (!isStore && isSqlite(file)) return;
  throw new OperatorError(
    {
      problem: `${file} is ${isStore ? 'part of the store itself' : 'there and no backup'}, and was left as it is`,
      remedy: 'name another file, or a folder',
    },
    { exitCode: exitCodes.badArguments },
  );
}

const sameFolder = (one: string, other: string): boolean =>
  realpathSync(join(realpathSync(one), '..')) === realpathSync(join(realpathSync(other), '..'));

/** https://sqlite.org/fileformat.html: what every database begins with. An empty file can be replaced as well. */
function isSqlite(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    return readSync(descriptor, head) === 0 || head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(descriptor);
  }
}

const noStore = (path: string): OperatorError =>
  new OperatorError(
    { problem: `there is no store at ${path}`, remedy: 'check DATABASE_URL, and the folder that you run this in' },
    { exitCode: exitCodes.storeUnusable },
  );
