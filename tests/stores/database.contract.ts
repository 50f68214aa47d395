import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../src/stores/database/migrate.ts';
import type { Migration } from '../../src/stores/database/migration.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import type { OpenStore } from './contract.ts';

/** A migration that makes a table of the name after its number. */
const makes = (name: string): Migration => ({
  name,
  up: async (db) => {
    await db.schema.createTable(name.slice(5)).addColumn('a', 'integer').execute();
  },
});
const breaks: Migration = {
  name: '9002-half',
  up: async (db, kind) => {
    await makes('9002-half').up(db, kind);
    throw new Error('the migration breaks');
  },
};

/** What an open store promises about itself. */
export function databaseContract(open: OpenStore): void {
  test('a new store has seen every migration once', async () => {
    await using store = await open();
    await migrate(store.db, store.kind, migrations);
    const rows = await store.db.selectFrom('migrations').selectAll().orderBy('name').execute();
    expect(rows.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
    for (const { applied_at: appliedAt } of rows) expect(Math.abs(Date.now() - appliedAt)).toBeLessThan(60_000);
  });

  test('a migration that breaks leaves those before it and nothing of itself, and runs again next time', async () => {
    await using store = await open();
    const names = async () =>
      (await store.db.selectFrom('migrations').select('name').execute()).map(({ name }) => name);
    const more = [...migrations, makes('9001-club')];
    await expect(migrate(store.db, store.kind, [...more, breaks])).rejects.toThrow('the migration breaks');
    expect(await names()).toContain('9001-club');
    expect(await names()).not.toContain('9002-half');
    await migrate(store.db, store.kind, [...more, makes('9002-half')]);
    expect(await names()).toContain('9002-half');
  });

  test('a store that a newer version has used is refused', async () => {
    await using store = await open();
    await migrate(store.db, store.kind, [...migrations, makes('9001-future')]);
    await expect(migrate(store.db, store.kind, migrations)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringMatching(/^the store is newer than this kinoklub \(it has 9001-future\): /) as string,
    });
  });

  test('of changes at once none is lost', async () => {
    await using store = await open();
    const { db } = store;
    await db.insertInto('session_starts').values({ position: 0, at: 0 }).execute();
    const add = () =>
      db.transaction().execute(async (turn) => {
        const { at } = await turn
          .selectFrom('session_starts')
          .select('at')
          .$if(store.kind === 'postgres', (query) => query.forUpdate())
          .executeTakeFirstOrThrow();
        await turn
          .updateTable('session_starts')
          .set({ at: at + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 40 }, add));
    expect(await db.selectFrom('session_starts').select('at').executeTakeFirst()).toEqual({ at: 40 });
  });

  test('a change that fails half-way changes nothing', async () => {
    await using store = await open();
    const change = store.db.transaction().execute(async (turn) => {
      await turn.insertInto('session_starts').values({ position: 0, at: 1 }).execute();
      await turn.insertInto('session_starts').values({ position: 0, at: 2 }).execute();
    });
    await expect(change).rejects.toThrow(/unique/i);
    expect(await store.db.selectFrom('session_starts').selectAll().execute()).toEqual([]);
  });

  test('counts, averages and times are numbers, and a snowflake stays what it was', async () => {
    await using store = await open();
    await store.db
      .insertInto('session_starts')
      .values([
        { position: 0, at: 8_640_000_000_000_000 },
        { position: 1, at: 8_640_000_000_000_000 },
      ])
      .execute();
    const { fn } = store.db;
    const row = await store.db
      .selectFrom('session_starts')
      .select([fn.countAll<number>().as('count'), fn.avg<number>('position').as('mean'), fn.max('at').as('at')])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ count: 2, mean: 0.5, at: 8_640_000_000_000_000 });
    await store.db.insertInto('secrets').values({ name: '9223372036854775807', value: '0123' }).execute();
    const secret = store.db.selectFrom('secrets').selectAll().where('value', '=', '0123');
    expect(await secret.executeTakeFirst()).toEqual({ name: '9223372036854775807', value: '0123' });
  });

  test('a column takes its own type alone', async () => {
    await using store = await open();
    await expect(sql`insert into session_starts (position, at) values (0, 'noon')`.execute(store.db)).rejects.toThrow(
      /cannot store TEXT value|invalid input syntax/,
    );
  });
}
