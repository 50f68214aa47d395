import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { exitCodes, OperatorError } from '../../errors.ts';
import type { Schema } from '../schema.ts';
import { refuseNewer } from './migrate.ts';
import type { Migration } from './migration.ts';
import { lookIntoPostgres } from './postgres.ts';
import { kyselyOver, openFile } from './sqlite.ts';
import { inspect, leavingNoTrace } from './store-file.ts';
import { ifItAnswers } from './survey.ts';
import { unusable } from './unusable.ts';

type Look<T> = (db: Kysely<Schema>) => Promise<T>;

/** Shows a SQLite store as it is at this moment, by a connection that cannot write, also while a bot has it. */
export async function lookIntoFile<T>(path: string, migrations: readonly Migration[], look: Look<T>): Promise<T> {
  using _ = leavingNoTrace(path);
  try {
    refuseOther(existsSync(path) ? inspect(path) : [], migrations);
    using file = openFile(path, { readOnly: true });
    // All that is read is of one moment.
    file.exec('begin');
    return await look(kyselyOver<Schema>(file));
  } catch (error) {
    throw unusable('store', path, error);
  }
}

/** The same for PostgreSQL; one that does not answer is an OperatorError (74). */
export const lookIntoServer = <T>(url: string, migrations: readonly Migration[], look: Look<T>): Promise<T> =>
  ifItAnswers(() =>
    lookIntoPostgres(url, (db, applied) => {
      refuseOther(applied, migrations);
      return db.transaction().setIsolationLevel('repeatable read').execute(look);
    }),
  );

/** Only a store of this very version can be read without being changed. */
function refuseOther(applied: readonly string[], migrations: readonly Migration[]): void {
  refuseNewer(applied, migrations);
  if (applied.length === migrations.length) return;
  const problem = applied.length === 0 ? 'there is no store yet' : 'the store is of an older version';
  throw new OperatorError(
    {
      problem,
      remedy: 'check DATABASE_URL and the folder that you run this in, and start the bot of this version once',
    },
    { exitCode: exitCodes.storeUnusable },
  );
}
