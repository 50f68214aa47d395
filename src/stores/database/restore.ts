import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes, OperatorError } from '../../errors.ts';
import { stamp } from './backup.ts';
import { refuseNewer } from './migrate.ts';
import type { Migration } from './migration.ts';
import { openFile } from './sqlite.ts';
import { holdFile } from './sqlite-store.ts';
import { copyInto, inspect, keepTwo, syncFolder } from './store-file.ts';
import { unusable } from './unusable.ts';

/**
 * Puts a backup in the store's place and says where the old store is kept, if there was one. The backup is read through
 * and checked first; a bot that holds the store, a damaged or a newer backup leave everything as it was. At any moment
 * the store is the old one or the new one, whole. Of the stores that restores replaced, the newest two are kept.
 */
export function restore(
  path: string,
  backup: string,
  parts: { migrations: readonly Migration[]; now: Temporal.Instant },
): string | undefined {
  if (!existsSync(backup) || !statSync(backup).isFile() || statSync(backup).size === 0) {
    throw new OperatorError(
      { problem: `there is no backup at ${resolve(backup)}`, remedy: 'name the file that npm run backup wrote' },
      { exitCode: exitCodes.badArguments },
    );
  }
  // Before anything is made: what is no backup leaves nothing behind.
  ofBackup(backup, () => inspect(backup, { thorough: true, as: 'backup' }));
  try {
    using stack = new DisposableStack();
    const store = holdFile(path, stack);
    const fresh = `${store}.restored`;
    stack.defer(() => rmSync(fresh, { force: true }));
    refuseNewer(checkedCopy(backup, fresh), parts.migrations, 'backup');
    noteRestored(fresh, parts.now);
    return putInPlace(store, fresh, `${store}.before-restore-${stamp(parts.now, 'millisecond')}`);
  } catch (error) {
    throw unusable('store', path, error);
  }
}

/** Reads the backup, through its write-ahead log if it has one, into a file that nobody else writes; its migrations. */
const checkedCopy = (backup: string, fresh: string): readonly string[] =>
  ofBackup(backup, () => {
    {
      using source = openFile(backup, { readOnly: true });
      copyInto(source, fresh);
    }
    return inspect(fresh, { thorough: true });
  });

function ofBackup<T>(backup: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unusable('backup', backup, error);
  }
}

/** Says to the store up to when it does not know what was posted (`restored` in domain/posting.ts). */
function noteRestored(fresh: string, now: Temporal.Instant): void {
  using file = openFile(fresh);
  const hasSchedules = file.prepare("select 1 from sqlite_schema where name = 'schedules'").get();
  if (!hasSchedules) return;
  file.prepare("update schedules set state = json_set(state, '$.restoredAtMs', ?)").run(now.epochMilliseconds);
  file.exec(
    "update occurrences set posting = json_set(posting, '$.restored', json('true')) where state in ('sending', 'parked', 'unsure')",
  );
}

function putInPlace(store: string, fresh: string, aside: string): string | undefined {
  const hadStore = statSync(store).size > 0;
  if (hadStore) foldLog(store);
  // A log that could not be folded in belongs to the old file; beside the new one it would damage it.
  for (const part of ['-wal', '-shm'])
    if (existsSync(`${store}${part}`)) renameSync(`${store}${part}`, `${aside}${part}`);
  if (hadStore) keep(store, aside);
  renameSync(fresh, store);
  syncFolder(store);
  if (hadStore) keepTwo(store, aside);
  return hadStore ? aside : undefined;
}

/** Brings everything that the write-ahead log holds into the file, unless the store is damaged. */
function foldLog(store: string): void {
  try {
    using file = openFile(store);
    file.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // Whoever restores a damaged store still wants it kept.
  }
}

/** The same file under a second name, where the file system can; else a copy. */
function keep(store: string, aside: string): void {
  try {
    linkSync(store, aside);
  } catch {
    copyFileSync(store, aside, constants.COPYFILE_EXCL);
  }
}
