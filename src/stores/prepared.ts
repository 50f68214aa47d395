import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Stands for a parameter while a query is built. */
export const parameter = '?';

/**
 * A query that every card asks, built and compiled once: that takes several times as long as SQLite takes to answer it.
 * `build` uses `parameter` for each value that differs; a use gives these in the order in which they stand in the query.
 */
export function prepared<Row>(
  db: Kysely<Schema>,
  build: (db: Kysely<Schema>) => Compilable<Row>,
): (...parameters: readonly string[]) => Promise<readonly Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (...parameters) => {
    compiled ??= build(db).compile();
    const query: CompiledQuery<Row> = { ...compiled, parameters };
    return (await db.executeQuery(query)).rows;
  };
}
