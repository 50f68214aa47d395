import { CompiledQuery } from 'kysely';
import type { Compilable, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Stands for a parameter, of whatever type, while a query is built. */
export const parameter = '?' as never;

/**
 * A query that comes again and again, built and compiled once: that takes several times as long as SQLite takes for it.
 * `build` uses `parameter` for each value that differs; a use gives these in the order in which they stand in the query.
 */
export function prepared<Row>(
  build: (db: Kysely<Schema>) => Compilable<Row>,
): (db: Kysely<Schema>, parameters: readonly (string | number | null)[]) => Promise<readonly Row[]> {
  // Each kind of store has words of its own; a transaction shares those of its store.
  const known = new WeakMap<object, string>();
  return async (db, parameters) => {
    const { adapter } = db.getExecutor();
    const sql = known.get(adapter) ?? build(db).compile().sql;
    known.set(adapter, sql);
    return (await db.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows;
  };
}
