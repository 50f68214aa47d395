import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { exitCodes, OperatorError } from '../../errors.ts';
import type { Schema } from '../schema.ts';
import { backUp } from './backup.ts';
import type { LastChange } from './last-change.ts';
import type { Kind } from './migration.ts';
import { lookIntoFile, lookIntoServer } from './look.ts';
import { migrations } from './migrations/index.ts';
import { openPostgres } from './postgres.ts';
import { restore } from './restore.ts';
import { discardSqlite, openSqlite } from './sqlite-store.ts';
import { StoreLock } from './store-lock.ts';
import { surveyPostgres, surveySqlite } from './survey.ts';
import type { StoreSurvey } from './survey.ts';

/** An open store whose schema is this version's. Disposing closes it and lets the next process have it. */
export type Database = AsyncDisposable &
  Readonly<{ kind: Kind; db: Kysely<Schema>; lastChange: Pick<LastChange, 'refusedMs'> }>;

/**
 * Opens the store of a DATABASE_URL and brings its schema up to date. A SQLite store belongs to one process: it is an
 * OperatorError when another has it (73), or when it is damaged, newer than this version or cannot be written (74).
 * PostgreSQL is waited for while it is away; `signal` ends the wait with its reason.
 */
export function openDatabase(url: string, parts: { log: Logger; signal?: AbortSignal }): Promise<Database> {
  const { log, signal = new AbortController().signal } = parts;
  const path = sqlitePath(url);
  return path === undefined ? openPostgres(url, { migrations, log, signal }) : openSqlite(path, { migrations, log });
}

/** Looks at a store without opening it for work or changing it; throws what opening it would throw, except that it is held. */
export async function surveyStore(url: string): Promise<StoreSurvey> {
  const path = sqlitePath(url);
  return path === undefined ? surveyPostgres(url, migrations) : surveySqlite(path, migrations);
}

/** Shows a store as it is at this moment to `look`, which cannot change it; also while a bot has it. Its schema must be this version's (74). */
export function lookIntoStore<T>(url: string, look: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const path = sqlitePath(url);
  return path === undefined ? lookIntoServer(url, migrations, look) : lookIntoFile(path, migrations, look);
}

/** Throws a SQLite store away, for who wants to begin anew; refuses (73) while a process has it. */
export function discardStore(url: string): void {
  const path = sqlitePath(url);
  if (path !== undefined) discardSqlite(path);
}

/**
 * Claims a SQLite store for this process until it is disposed, also for the times in which nobody has it open; undefined where
 * another process has it, or has claimed it, and for PostgreSQL, which is nobody's alone. For who throws stores away: what
 * rests may still be somebody's.
 */
export function claimStore(url: string): Disposable | undefined {
  const path = sqlitePath(url);
  if (path === undefined) return undefined;
  const claim = `${path}.claim`;
  if ([path, claim].some((one) => StoreLock.holder(one) !== undefined)) return undefined;
  mkdirSync(dirname(path), { recursive: true });
  return StoreLock.take(claim);
}

/** Copies a SQLite store (`backUp`) to a file or into a folder; gives back the path of the copy. */
export const backUpStore = (url: string, target: string, options: { keep: number; now: Temporal.Instant }): string =>
  backUp(fileOf(url, 'pg_dump'), target, options);

/** Puts a backup in a SQLite store's place (`restore`); gives back where the old store is kept, if there was one. */
export const restoreStore = (url: string, backup: string, now: Temporal.Instant): string | undefined =>
  restore(fileOf(url, 'pg_restore'), backup, { migrations, now });

function fileOf(url: string, tool: string): string {
  const path = sqlitePath(url);
  if (path !== undefined) return path;
  throw new OperatorError(
    { problem: 'DATABASE_URL names PostgreSQL, which brings its own tools', remedy: `use ${tool}` },
    { exitCode: exitCodes.configuration },
  );
}

/** The file of a SQLite store, or undefined for PostgreSQL. */
const sqlitePath = (url: string): string | undefined =>
  url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined;
