import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, OperatorError } from '../../errors.ts';
import { openFile } from './sqlite.ts';
import { copyInto, inspect, leavingNoTrace } from './store-file.ts';
import type { FileKind } from './unusable.ts';
import { unusable } from './unusable.ts';

type Options = Readonly<{
  /** How many backups a folder keeps, this one counted. */
  keep: number;
  now: Temporal.Instant;
}>;

/**
 * Copies the store as it is at this moment, also while a bot writes to it, and says where the copy lies. No file is
 * replaced. In a folder each backup has its time in its name, and the newest `keep` of this store stay.
 */
export function backUp(path: string, target: string, { keep, now }: Options): string {
  if (!existsSync(path) || statSync(path).size === 0) throw noStore(path);
  const intoFolder = /[\\/]$/.test(target) || (existsSync(target) && statSync(target).isDirectory());
  const file = intoFolder ? freeName(target, now) : target;
  refuseTarget(path, file);
  using _ = leavingNoTrace(path);
  using store = attempt('store', path, () => {
    inspect(path, { thorough: true });
    return openFile(path, { readOnly: true });
  });
  attempt('copy', file, () => {
    if (intoFolder) mkdirSync(target, { recursive: true });
    copyInto(store, file);
  });
  if (intoFolder) keepNewest(target, keep, keyIn(file));
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

/** Two clubs may back up into one folder: what has another key is another's, and what cannot be read is nobody's to delete. */
function keepNewest(folder: string, keep: number, key: unknown): void {
  const backups = readdirSync(folder)
    .filter((name) => /^kinoklub-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/.test(name))
    .toSorted()
    .map((name) => join(folder, name))
    .filter((file) => keyIn(file) === key);
  for (const file of backups.slice(0, -keep)) rmSync(file);
}

/** The key that a store is made with tells it from every other. */
function keyIn(backup: string): unknown {
  try {
    using file = openFile(backup, { readOnly: true });
    return file.prepare("select value from secrets where name = 'mac-key'").get()?.['value'];
  } catch {
    return undefined;
  }
}

/** A name with this time in it; of two backups within a second the later one takes the next. */
function freeName(folder: string, now: Temporal.Instant): string {
  const file = join(folder, `kinoklub-${stamp(now)}.db`);
  return existsSync(file) ? freeName(folder, now.add({ seconds: 1 })) : file;
}

/** Nothing may lie at the target, or an empty file: a slip of the keyboard must not cost the store, an older backup, or any file. */
function refuseTarget(path: string, file: string): void {
  if (!existsSync(file)) return;
  const isStore = basename(realpathSync(file)).startsWith(basename(realpathSync(path))) && sameFolder(file, path);
  if (!isStore && statSync(file).isFile() && statSync(file).size === 0) return;
  throw new OperatorError(
    {
      problem: `${file} is ${isStore ? 'part of the store itself' : 'there already'}, and was left as it is`,
      remedy: 'name another file, or a folder, which keeps the last few backups',
    },
    { exitCode: exitCodes.badArguments },
  );
}

const sameFolder = (one: string, other: string): boolean =>
  realpathSync(join(realpathSync(one), '..')) === realpathSync(join(realpathSync(other), '..'));

const noStore = (path: string): OperatorError =>
  new OperatorError(
    { problem: `there is no store at ${path}`, remedy: 'check DATABASE_URL, and the folder that you run this in' },
    { exitCode: exitCodes.storeUnusable },
  );
