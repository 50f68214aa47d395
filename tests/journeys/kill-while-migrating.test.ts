import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { Playground } from '../../src/playground/server.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import { openFile } from '../../src/stores/database/sqlite.ts';
import { openSqlite } from '../../src/stores/database/sqlite-store.ts';
import { freshStorePath } from '../stores/store-path.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { startRealBot } from '../support/real-bot.ts';

/*
 * The real process, killed in the middle of each migration. On a real PostgreSQL another connection is about to note the same
 * migration: the bot, whose work is done and not committed, waits for it, and is killed there. On a SQLite file nothing makes it
 * wait; it is killed as soon as its commit begins to reach the file's log, and once more as soon as some of it has.
 */

const names = migrations.map(({ name }) => name);
/** Migrations from here on make something new of rows that are there. */
const changesRows = names.indexOf('0013-overruled-reactions');

const oldRows = `
  insert into posts (id, guild_id, channel_id, film_id, message_id, mode, emoji_set, locale, state, created_at, heard_since, seeded, to_seed)
    values ('p', '1', '3', 'a', '4', 'both', 'digits', 'ru', 'open', 1, 1, '', '');
  insert into reactions (message_id, user_id, score, at) values ('4', '7', 1, 100), ('4', '8', 2, 300);
  insert into ratings (guild_id, user_id, film_id, score, source, updated_at)
    values ('1', '7', 'a', 5, 'command', 200), ('1', '8', 'a', 2, 'reaction', 300);
  insert into bags (scope, key, drawn, used_at) values ('1', 'all', '["a","b"]', 100);
`;

/** What is in there: rows, and tables with all that belongs to them. */
const looks = {
  migrations: 'select name from migrations order by name',
  ratings:
    'select guild_id, user_id, film_id, score, source, cast(updated_at as text) as updated_at from ratings order by user_id',
  reactions:
    'select message_id, user_id, score, is_super, cast(at as text) as at, overruled from reactions order by user_id',
  bags: 'select scope, key, drawn, cast(used_at as text) as used_at from bags',
};
const shapes = {
  columns: `select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_schema = 'public' order by 1, 2`,
  indexes: `select indexdef from pg_indexes where schemaname = 'public' order by 1`,
  constraints: `select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace order by 1, 2`,
};

/** What these rows have become. */
const upgradedRows = {
  migrations: names.map((name) => ({ name })),
  ratings: [
    { guild_id: '1', film_id: 'a', user_id: '7', score: 5, source: 'command', updated_at: '200' },
    { guild_id: '1', film_id: 'a', user_id: '8', score: 2, source: 'reaction', updated_at: '300' },
  ],
  reactions: [
    { message_id: '4', is_super: 0, user_id: '7', score: 1, at: '100', overruled: 1 },
    { message_id: '4', is_super: 0, user_id: '8', score: 2, at: '300', overruled: 0 },
  ],
  bags: [{ scope: '1', key: 'all', drawn: '["a","b"]', used_at: '100' }],
};

async function connected(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async (text: string): Promise<readonly unknown[]> => (await client.query<pg.QueryResultRow>(text)).rows;
  const seen = async (what: Readonly<Record<string, string>>): Promise<Record<string, readonly unknown[]>> => {
    const found: Record<string, readonly unknown[]> = {};
    for (const [name, text] of Object.entries(what)) found[name] = await query(text);
    return found;
  };
  return { query, seen, [Symbol.asyncDispose]: () => client.end() };
}

describe.skipIf(noPostgres !== '')(`a bot on PostgreSQL${noPostgres}`, () => {
  test(
    'killed in the middle of each migration goes on with the next start, and loses nothing',
    { timeout: 300_000 },
    async () => {
      await using server = await PostgresServer.start();
      await using playground = await Playground.start({ port: 0 });
      const url = await server.freshUrl();
      await using other = await connected(url);
      const killIn = async (name: string): Promise<void> => {
        await other.query('begin');
        await other.query(`insert into migrations (name, applied_at) values ('${name}', 0)`);
        const bot = startRealBot(playground, { DATABASE_URL: url });
        await vi.waitFor(
          async () => {
            if (bot.child.exitCode !== null) throw new Error(`the bot ended before ${name}`);
            const waiting = await other.query(
              `select 1 from pg_locks where not granted and locktype = 'transactionid'`,
            );
            expect(waiting).toHaveLength(1);
          },
          { timeout: 30_000, interval: 20 },
        );
        bot.child.kill('SIGKILL');
        expect((await bot.ended).signal).toBe('SIGKILL');
        await other.query('rollback');
        expect(await other.query(looks.migrations)).toEqual(
          names.slice(0, names.indexOf(name)).map((done) => ({ name: done })),
        );
      };

      await other.query('create table migrations (name text primary key, applied_at bigint not null)');
      for (const name of names.slice(0, changesRows + 1)) await killIn(name);
      await other.query(oldRows);
      for (const name of names.slice(changesRows)) await killIn(name);

      const bot = startRealBot(playground, { DATABASE_URL: url });
      await bot.until('kinoklub is ready');
      bot.child.kill('SIGTERM');
      expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
      expect(await other.seen(looks)).toEqual(upgradedRows);

      const undisturbed = await server.freshUrl();
      await (await openDatabase(undisturbed, { log: pino({ level: 'silent' }) }))[Symbol.asyncDispose]();
      await using beside = await connected(undisturbed);
      expect(await other.seen(shapes)).toEqual(await beside.seen(shapes));
    },
  );
});

describe('a bot on a SQLite file', () => {
  const log = pino({ level: 'silent' });
  /** https://sqlite.org/fileformat.html#the_write_ahead_log */
  const logHeaderBytes = 32;
  const ask = (path: string, query: string): readonly unknown[] => {
    using file = new DatabaseSync(path);
    return file
      .prepare(query)
      .all()
      .map((row) => ({ ...row }));
  };
  const done = (path: string): readonly unknown[] => ask(path, looks.migrations);
  const shapeOf = (path: string): readonly unknown[] =>
    ask(path, 'select type, name, sql from sqlite_schema order by type, name');

  /** A store as the first so many migrations make it. */
  async function storeOf(count: number, rows = ''): Promise<string> {
    const path = freshStorePath();
    await (await openSqlite(path, { migrations: migrations.slice(0, count), log }))[Symbol.asyncDispose]();
    using file = openFile(path);
    file.exec(rows);
    return path;
  }

  /** Resolves as soon as more than this is written to the file. */
  async function written(path: string, bytes: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const watcher = watch(dirname(path), (_, name) => {
      if (name === basename(path) && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > bytes) resolve();
    });
    await promise.finally(() => watcher.close());
  }

  test(
    'killed while each migration is committed goes on with the next start, and loses nothing',
    { timeout: 120_000 },
    async () => {
      await using playground = await Playground.start({ port: 0 });
      const start = (path: string) => startRealBot(playground, { DATABASE_URL: `sqlite:${path}` });
      const killIn = async (path: string, name: string, bytes: number): Promise<void> => {
        // The disk may be so fast that this one was committed, too, before the bot was killed in the last.
        if (done(path).length > names.indexOf(name)) return;
        const bot = start(path);
        await Promise.race([written(`${path}-wal`, bytes), bot.ended]);
        bot.child.kill('SIGKILL');
        expect(await bot.ended).toMatchObject({ signal: 'SIGKILL', stderr: '' });
        expect(ask(path, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        expect(done(path)).toEqual(names.slice(0, done(path).length).map((one) => ({ name: one })));
      };
      const undisturbed = shapeOf(await storeOf(names.length));

      const empty = await storeOf(0);
      for (const name of names.slice(0, changesRows))
        for (const bytes of [0, logHeaderBytes]) await killIn(empty, name, bytes);
      await (await openSqlite(empty, { migrations, log }))[Symbol.asyncDispose]();
      expect(shapeOf(empty)).toEqual(undisturbed);

      const old = await storeOf(changesRows, oldRows);
      for (const name of names.slice(changesRows))
        for (const bytes of [0, logHeaderBytes]) await killIn(old, name, bytes);
      const bot = start(old);
      await bot.until('kinoklub is ready');
      bot.child.kill('SIGTERM');
      expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
      expect(shapeOf(old)).toEqual(undisturbed);
      for (const [what, rows] of Object.entries(upgradedRows))
        expect(ask(old, looks[what as keyof typeof looks])).toEqual(rows);
    },
  );
});
