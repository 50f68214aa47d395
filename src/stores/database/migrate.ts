import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { exitCodes, OperatorError } from '../../errors.ts';
import type { Schema } from '../schema.ts';
import type { Kind, Migration } from './migration.ts';

/** Any number that no other program on the same PostgreSQL is likely to lock. */
const lockId = 5_466_855_203;

/**
 * Runs the migrations that a store has not seen, one by one, each in one transaction with its row in `migrations`: killed
 * at any moment, the next start goes on where this one was. Processes on one PostgreSQL take turns.
 *
 * Kysely's own Migrator is not used: on SQLite it runs migrations outside of transactions.
 */
export async function migrate(db: Kysely<Schema>, kind: Kind, migrations: readonly Migration[]): Promise<void> {
  await inTurn(db, kind, async (turn) => {
    await turn.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', kind === 'sqlite' ? 'integer' : 'bigint', (column) => column.notNull())
      .modifyEnd(kind === 'sqlite' ? sql`strict` : sql.raw(''))
      .execute();
  });
  const before = await appliedNames(db);
  refuseNewer(before, migrations);
  for (const { name, up } of migrations.filter((migration) => !before.includes(migration.name))) {
    await inTurn(db, kind, async (turn) => {
      if ((await appliedNames(turn)).includes(name)) return;
      await up(turn, kind);
      await turn.insertInto('migrations').values({ name, applied_at: Date.now() }).execute();
    });
  }
}

/** A schema with steps that this version does not know was made by a newer one, whose data this one would misread. */
export function refuseNewer(
  applied: readonly string[],
  migrations: readonly Migration[],
  as: 'store' | 'backup' = 'store',
): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = applied.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new OperatorError(
    {
      problem: `the ${as} is newer than this kinoklub (it has ${unknown})`,
      remedy:
        as === 'store'
          ? 'run the version that it was last used with or a later one, or restore a backup made before the upgrade'
          : 'restore it with the version that made it or a later one, or take a backup made before the upgrade',
    },
    { exitCode: exitCodes.storeUnusable },
  );
}

const inTurn = (db: Kysely<Schema>, kind: Kind, work: (turn: Transaction<Schema>) => Promise<void>): Promise<void> =>
  db.transaction().execute(async (turn) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${lockId})`.execute(turn);
    await work(turn);
  });

async function appliedNames(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db.selectFrom('migrations').select('name').execute();
  return rows.map(({ name }) => name);
}
