import { accessSync, constants, existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { exitCodes, OperatorError, StoreUnavailable } from '../../errors.ts';
import { refuseNewer } from './migrate.ts';
import type { Migration } from './migration.ts';
import { lookIntoPostgres } from './postgres.ts';
import { inspect, leavingNoTrace } from './store-file.ts';
import { StoreLock } from './store-lock.ts';
import { unusable } from './unusable.ts';

/** What a store looks like from outside. */
export type StoreSurvey = Readonly<{
  /** Nothing is there yet: the next start makes it. */
  isNew: boolean;
  /** Steps of the schema that the next start takes. */
  pending: number;
  /** The process that has it, in words. */
  heldBy: string | undefined;
  /** What is left on its disk, in bytes; unknown for PostgreSQL. */
  freeBytes: number | undefined;
}>;

/** Looks at a SQLite store without changing it, also while a bot has it. Throws what opening it would throw (74). */
export function surveySqlite(named: string, migrations: readonly Migration[]): StoreSurvey {
  try {
    const isNew = !existsSync(named) || statSync(named).size === 0;
    const path = isNew ? resolve(named) : realpathSync(named);
    using _ = leavingNoTrace(path);
    const [applied, folder] = [inspect(path, { thorough: true }), existing(dirname(path))];
    refuseNewer(applied, migrations);
    for (const needed of isNew ? [folder] : [path, folder]) accessSync(needed, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const pending = migrations.length - applied.length;
    return { isNew, pending, heldBy: StoreLock.holder(path), freeBytes: bavail * bsize };
  } catch (error) {
    throw unusable('store', named, error);
  }
}

/** The same for PostgreSQL, which several processes may share. */
export const surveyPostgres = (url: string, migrations: readonly Migration[]): Promise<StoreSurvey> =>
  ifItAnswers(() =>
    lookIntoPostgres(url, (_, applied) => {
      refuseNewer(applied, migrations);
      const pending = migrations.length - applied.length;
      return { isNew: applied.length === 0, pending, heldBy: undefined, freeBytes: undefined };
    }),
  );

/** A server that does not answer is an OperatorError (74), too. */
export async function ifItAnswers<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new OperatorError(
      {
        problem: `PostgreSQL does not answer (${error.message})`,
        remedy: 'start it, and check host and port in DATABASE_URL: until it answers the bot waits',
      },
      { exitCode: exitCodes.storeUnusable, cause: error },
    );
  }
}

/** The folder, or the nearest one above it that is there. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)));
