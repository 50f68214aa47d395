import { exitCodes, OperatorError, StoreUnavailable } from '../../errors.ts';
import { resultCode } from './result-code.ts';

/** What a file is to whoever reads of it: the store itself, a backup to restore, or the place for a new copy. */
export type FileKind = 'store' | 'backup' | 'copy';

/** https://sqlite.org/rescode.html */
const corrupt = 11;
const full = 13;
const notADatabase = 26;

const kindOf = (error: unknown): number => (resultCode(error) ?? 0) & 0xff;

/** SQLite says that the file is not what it was when it was written. */
export const isDamage = (error: unknown): boolean => [corrupt, notADatabase].includes(kindOf(error));

/** What a file system or SQLite says about a file as an OperatorError (74); what is none of that stays as it is. */
export function unusable(as: FileKind, path: string, error: unknown): unknown {
  if (error instanceof OperatorError) return error;
  const cause = error instanceof StoreUnavailable ? error.cause : error;
  if (!(cause instanceof Error) || !('code' in cause)) return error;
  if (isDamage(cause)) return damaged(as, path, cause.message, cause);
  if (kindOf(cause) === full || cause.code === 'ENOSPC')
    return problem(as, path, 'is on a disk that is full', 'make room on it', cause);
  const remedy = 'let the user who runs this process write the file and its folder, or name another place';
  return problem(as, path, `cannot be opened (${cause.message})`, remedy, cause);
}

export const damaged = (as: FileKind, path: string, finding: string, cause?: unknown): OperatorError =>
  problem(
    as,
    path,
    `is damaged (${finding}), and was left as it is`,
    as === 'store' ? remedyOf(path, finding) : 'take an older one',
    cause,
  );

/** An index is made of its table, and can be made anew; what becomes of a table only a backup knows. */
const remedyOf = (path: string, finding: string): string =>
  /\bindex\b/.test(finding)
    ? `npm run restore -- BACKUP, or, without one, sqlite3 '${path}' reindex, which makes its indexes anew`
    : 'npm run restore -- BACKUP, or move it away to begin anew';

/** A young store is in its log alone: that log may be all that is left of it. */
export const emptied = (as: FileKind, path: string): OperatorError =>
  problem(
    as,
    path,
    `is empty, but its log ${path}-wal is not, and both were left as they are`,
    'put back the file that the log belongs to, or npm run restore -- BACKUP, or move the log away to begin anew',
  );

export const notOurs = (as: FileKind, path: string): OperatorError =>
  problem(as, path, 'is the database of another program', 'name another file');

const problem = (as: FileKind, path: string, what: string, remedy: string, cause?: unknown): OperatorError =>
  new OperatorError({ problem: `the ${as} ${path} ${what}`, remedy }, { exitCode: exitCodes.storeUnusable, cause });
