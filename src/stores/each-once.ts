import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Each value of a column among those rows, once, in order. Where an index begins with what the rows are chosen by and goes on
 * with the column, it is asked for one value after the other, and not for all the rows:
 * https://wiki.postgresql.org/wiki/Loose_indexscan
 */
export async function eachOnce(
  db: Kysely<Schema>,
  columnName: string,
  rowsWhere: RawBuilder<unknown>,
): Promise<readonly string[]> {
  const column = sql.ref(columnName);
  const { rows } = await sql<{ value: string }>`
    with recursive found (value) as (
      select min(${column}) from ${rowsWhere}
      union all
      select (select min(${column}) from ${rowsWhere} and ${column} > found.value) from found where value is not null
    )
    select value from found where value is not null
  `.execute(db);
  return rows.map(({ value }) => value);
}
