import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Each value of a text column among those rows, once and in order, of those that come after `after`. Where an index begins
 * with what the rows are chosen by and goes on with the column, it is asked for one value after the other, and not for all
 * the rows: https://wiki.postgresql.org/wiki/Loose_indexscan. The rows may be chosen by an end of the column, but not by a
 * beginning: SQLite would begin each search there.
 */
export async function eachOnce(
  db: Kysely<Schema>,
  columnName: string,
  rowsWhere: RawBuilder<unknown>,
  after = '',
): Promise<readonly string[]> {
  const column = sql.ref(columnName);
  const { rows } = await sql<{ value: string }>`
    with recursive found (value) as (
      select cast(${after} as text)
      union all
      select (select min(${column}) from ${rowsWhere} and ${column} > found.value) from found where value is not null
    )
    select value from found where value is not null
  `.execute(db);
  return rows.slice(1).map(({ value }) => value);
}
