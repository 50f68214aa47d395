import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';

/** The two kinds of store. The same migrations and queries serve both. */
export type Kind = 'sqlite' | 'postgres';

/** What a migration works with: the schema and raw SQL. Typed queries know only the newest tables, not those of its day. */
type Tables = Pick<Kysely<unknown>, 'schema' | 'getExecutor'>;

/** One step of the schema. It runs once per store, in a transaction of its own, and is never changed after a release. */
export type Migration = Readonly<{ name: string; up: (db: Tables, kind: Kind) => Promise<void> }>;

/** The type of a column of milliseconds since 1970: SQLite's integers hold them, PostgreSQL's do not. */
export const epochMs = (kind: Kind): 'integer' | 'bigint' => (kind === 'sqlite' ? 'integer' : 'bigint');

/** The end of `create table`: SQLite then keeps to the types of columns, and stores a table by its primary key. */
export const strict = (kind: Kind): RawBuilder<unknown> =>
  kind === 'sqlite' ? sql`strict, without rowid` : sql.raw('');
