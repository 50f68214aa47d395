import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Rating } from '../../src/domain/rating.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import {
  backUpStore,
  discardStore,
  lookIntoStore,
  openDatabase,
  restoreStore,
  surveyStore,
} from '../../src/stores/database/database.ts';
import { migrations } from '../../src/stores/database/migrations/index.ts';
import { openSqlite } from '../../src/stores/database/sqlite-store.ts';
import { inOrder } from '../../src/domain/clock.ts';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { SecretStore } from '../../src/stores/secret-store.ts';
import { StorePulse } from '../../src/stores/store-pulse.ts';
import { StartStore } from '../../src/stores/start-store.ts';
import { aPost } from '../support/posts.ts';
import { startProcess } from '../support/process.ts';
import { freshStorePath } from './store-path.ts';

const log = pino({ level: 'silent' });
const open = (path: string) => openDatabase(`sqlite:${path}`, { log });

const aRating: Omit<Rating, 'userId'> = {
  guildId: '1',
  filmId: 'daisies',
  score: 4,
  source: 'command',
  updatedAt: Temporal.Instant.from('2026-01-02T03:04:05Z'),
};

const integrityOf = (path: string): unknown => {
  using file = new DatabaseSync(path);
  return Object.values(file.prepare('pragma integrity_check').get() ?? {});
};

/** In a log of this generation, each with `synchronous = full` a sync: https://sqlite.org/fileformat.html#the_write_ahead_log */
function commitsIn(log: string): number {
  const bytes = readFileSync(log);
  const [frameBytes, generation] = [24 + bytes.readUInt32BE(8), bytes.readBigUInt64BE(16)];
  let commits = 0;
  for (let at = 32; at + frameBytes <= bytes.length && bytes.readBigUInt64BE(at + 8) === generation; at += frameBytes)
    // Only the last frame of a commit tells how long the store is after it.
    if (bytes.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}

describe('a store in a file', () => {
  test('is looked at and copied without a trace beside it', async () => {
    const path = freshStorePath();
    await (await open(path))[Symbol.asyncDispose]();
    const url = `sqlite:${path}`;
    const files = () => readdirSync(dirname(path));
    const before = files();
    expect((await surveyStore(url)).pending).toBe(0);
    expect(files()).toEqual(before);
    await lookIntoStore(url, async () => undefined);
    expect(files()).toEqual(before);
    backUpStore(url, join(dirname(dirname(path)), 'copy.db'), { keep: 1, now: aRating.updatedAt });
    expect(files()).toEqual(before);
  });

  test('keeps its log when it is looked at while somebody has it', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    await new StartStore(store.db).put([5]);
    const files = () => readdirSync(dirname(path));
    const before = files();
    await surveyStore(`sqlite:${path}`);
    expect(files()).toEqual(before);
    expect(before).toContain(`${basename(path)}-wal`);
    expect(await new StartStore(store.db).get()).toEqual([5]);
  });

  test('is made with its folder, and holds tomorrow what it was given today', async () => {
    const path = freshStorePath();
    let key: Uint8Array;
    {
      await using store = await open(path);
      await new StartStore(store.db).put([5]);
      key = await new SecretStore(store.db).macKey();
    }
    await using store = await open(path);
    expect(await new StartStore(store.db).get()).toEqual([5]);
    expect(await new SecretStore(store.db).macKey()).toEqual(key);
  });

  test('is written so that a commit outlives a power cut, and foreign keys hold', async () => {
    await using store = await open(freshStorePath());
    const pragma = async (name: string) =>
      Object.values((await sql`pragma ${sql.raw(name)}`.execute(store.db)).rows[0] ?? {});
    expect(await pragma('journal_mode')).toEqual(['wal']);
    expect(await pragma('synchronous')).toEqual([2]);
    expect(await pragma('foreign_keys')).toEqual([1]);
    expect(await pragma('busy_timeout')).toEqual([25]);
    expect(await pragma('temp_store')).toEqual([2]);
  });

  test('keeps every column to its type, and ids as text: as numbers they would lose their last digits', async () => {
    const path = freshStorePath();
    await using _ = await open(path);
    using file = new DatabaseSync(path, { readOnly: true });
    const tables = file.prepare("select name, strict from pragma_table_list where schema = 'main'").all();
    const lax = tables.filter(({ name, strict }) => !String(name).startsWith('sqlite_') && strict !== 1);
    expect([tables.length > 10, lax]).toEqual([true, []]);
    const ids = file
      .prepare(`select m.name, c.name as id, c.type from sqlite_schema m, pragma_table_info(m.name) c
      where m.type = 'table' and c.name glob '*_id'`)
      .all();
    expect(ids).toContainEqual({ name: 'ratings', id: 'user_id', type: 'TEXT' });
    expect(ids.filter(({ type }) => type !== 'TEXT')).toEqual([]);
  });

  test('takes hundreds of reactions in one commit, for which the disk is synced once', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    const post = aPost();
    await new PostStore(store.db).add(post);
    const before = commitsIn(`${path}-wal`);
    const parts = { clock: () => post.createdAt, inOrder: inOrder(), metrics: noMetrics, log };
    await using ballots = new BallotBox({ store: new ReactionStore(store.db), ...parts });
    ballots.open(post);
    for (let at = 0; at < 450; at += 1)
      ballots.give({ messageId: post.messageId, userId: String(at), emoji: '4️⃣', isSuper: at % 2 === 0 });
    await ballots.settled();
    expect((await new RatingStore(store.db).tally(post.guildId, post.filmId)).count).toBe(450);
    expect(commitsIn(`${path}-wal`) - before).toBe(1);
  });

  test('has no trace left of who had everything deleted, in no free byte of it', async () => {
    const path = freshStorePath();
    const users = Array.from({ length: 50 }, (_each, at) => `77777777770${at + 100}`);
    {
      await using store = await open(path);
      for (const userId of users) await new RatingStore(store.db).put({ ...aRating, userId });
    }
    expect(readFileSync(path, 'latin1')).toContain(users[25]);
    {
      await using store = await open(path);
      await new MemberDataStore(store.db).deleteEverywhere(users[25] ?? '', aRating.updatedAt);
    }
    const left = readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name), 'latin1'));
    expect(left.filter((bytes) => bytes.includes(users[25] ?? ''))).toEqual([]);
    expect(left.some((bytes) => bytes.includes(users[24] ?? ''))).toBe(true);
  });

  test('nobody writes between what a change reads and what it writes', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    using other = new DatabaseSync(path, { timeout: 0 });
    await store.db.transaction().execute(async (db) => {
      await db.selectFrom('session_starts').selectAll().execute();
      expect(() => other.exec('insert into session_starts values (0, 1)')).toThrow(/locked/);
      await db.insertInto('session_starts').values({ position: 0, at: 2 }).execute();
    });
    expect(await new StartStore(store.db).get()).toEqual([2]);
  });

  test('can be thrown away while nobody has it', async () => {
    const path = freshStorePath();
    {
      await using store = await open(path);
      await new StartStore(store.db).put([5]);
      expect(() => discardStore(`sqlite:${path}`)).toThrow('is held by process');
    }
    discardStore(`sqlite:${path}`);
    await using store = await open(path);
    expect(await new StartStore(store.db).get()).toEqual([]);
  });
});

describe('one process has a store:', () => {
  test('a second one is told who, and the first one does not notice', async () => {
    const path = freshStorePath();
    const first = startProcess('tests/stores/processes/holder.ts', { STORE: path });
    await first.until('holding');
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 73,
      message: expect.stringMatching(
        new RegExp(`^the store .* is held by process ${first.child.pid} on ${hostname()}, since 20.*Z: stop`),
      ) as string,
    });
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    await using store = await open(path);
    expect(store.kind).toBe('sqlite');
  });

  test('whoever comes after one that was killed has it at once', async () => {
    const path = freshStorePath();
    for (let times = 0; times < 3; times += 1) {
      const holder = startProcess('tests/stores/processes/holder.ts', { STORE: path });
      await holder.until('holding');
      holder.child.kill('SIGKILL');
      await holder.ended;
    }
    await using store = await open(path);
    expect(store.kind).toBe('sqlite');
  });

  test('it is the same store by whatever link it is named', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    const link = join(dirname(dirname(path)), 'link.db');
    symlinkSync(path, link);
    await expect(open(link)).rejects.toMatchObject({ exitCode: 73 });
    expect(store.kind).toBe('sqlite');
  });
});

describe('a store that cannot be used is named with the remedy, and left as it is:', () => {
  const damages: Record<string, [damage: (sound: Buffer) => Buffer | string, words: RegExp]> = {
    'no database': [() => 'a letter to somebody '.repeat(500), /is damaged \(file is not a database\)/],
    'pages overwritten': [(sound) => sound.fill(0xee, 4096, 20_000), /is damaged/],
    'cut off': [(sound) => sound.subarray(0, sound.length - 8192), /is damaged/],
  };

  test.each(Object.entries(damages))('%s', async (_, [damage, words]) => {
    const path = freshStorePath();
    await (await open(path))[Symbol.asyncDispose]();
    writeFileSync(path, damage(readFileSync(path)));
    const before = readFileSync(path);
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringMatching(words) as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('one that was emptied while its log was not', async () => {
    const path = freshStorePath();
    {
      await using store = await open(path);
      await new RatingStore(store.db).put({ ...aRating, userId: '7' });
      copyFileSync(`${path}-wal`, `${path}.log`);
    }
    renameSync(`${path}.log`, `${path}-wal`);
    writeFileSync(path, '');
    const log = readFileSync(`${path}-wal`);
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringContaining(`is empty, but its log ${path}-wal is not`) as string,
    });
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);

    const sound = freshStorePath();
    await (await open(sound))[Symbol.asyncDispose]();
    restoreStore(`sqlite:${path}`, sound, aRating.updatedAt);
    await (await open(path))[Symbol.asyncDispose]();
    const aside = readdirSync(dirname(path)).find((file) => /before-restore.*-wal$/.test(file));
    expect(readFileSync(join(dirname(path), aside ?? '')).equals(log)).toBe(true);
  });

  /** A store with some ratings, in one of whose indexes a digit has flipped since. */
  async function withDamagedIndex(): Promise<string> {
    const path = freshStorePath();
    {
      await using store = await open(path);
      for (const userId of ['71', '72', '73']) await new RatingStore(store.db).put({ ...aRating, userId });
    }
    using file = new DatabaseSync(path);
    const { size } = file.prepare('select page_size as size from pragma_page_size').get() ?? {};
    const { rootpage } = file.prepare("select rootpage from sqlite_schema where name = 'ratings_by_film'").get() ?? {};
    const bytes = readFileSync(path);
    const at = bytes.indexOf('72', (Number(rootpage) - 1) * Number(size));
    expect(at).toBeLessThan(Number(rootpage) * Number(size));
    bytes.write('9', at);
    writeFileSync(path, bytes);
    return path;
  }

  test('one whose index tells something else than its table, until the index is made anew', async () => {
    const path = await withDamagedIndex();
    const refused = {
      exitCode: 74,
      message: expect.stringMatching(
        /is damaged \(.*index ratings_by_film.*restore.* or, without one, sqlite3 .* reindex/,
      ),
    };
    await expect(open(path)).rejects.toMatchObject(refused);
    await expect(surveyStore(`sqlite:${path}`)).rejects.toMatchObject(refused);
    const now = aRating.updatedAt;
    expect(() => backUpStore(`sqlite:${path}`, `${path}.copy`, { keep: 1, now })).toThrow(/is damaged/);
    {
      using file = new DatabaseSync(path);
      file.exec('reindex');
    }
    await using store = await open(path);
    expect((await new RatingStore(store.db).tally('1', 'daisies')).count).toBe(3);
  });

  test('one so large that a start does not compare its indexes, by whoever asks about it or copies it', async () => {
    const path = await withDamagedIndex();
    {
      using file = new DatabaseSync(path);
      file.exec('create table large (bytes); insert into large values (zeroblob(105000000))');
    }
    await (await open(path))[Symbol.asyncDispose]();
    await expect(surveyStore(`sqlite:${path}`)).rejects.toThrow(/is damaged/);
    const now = aRating.updatedAt;
    expect(() => backUpStore(`sqlite:${path}`, `${path}.copy`, { keep: 1, now })).toThrow(/is damaged/);
  });

  test('the database of another program', async () => {
    const path = freshStorePath();
    mkdirSync(dirname(path));
    {
      using other = new DatabaseSync(path);
      other.exec('create table bookmarks (url text)');
    }
    const before = readFileSync(path);
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringContaining('is the database of another program') as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('one that a newer version has used', async () => {
    const path = freshStorePath();
    const future = { name: '9001-future', up: async () => undefined };
    await (await openSqlite(path, { migrations: [...migrations, future], log }))[Symbol.asyncDispose]();
    const before = readFileSync(path);
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringMatching(/newer than this kinoklub \(it has 9001-future\): run the version/) as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a folder that cannot be made', async () => {
    const path = freshStorePath();
    writeFileSync(dirname(path), 'in the way');
    await expect(open(path)).rejects.toMatchObject({
      exitCode: 74,
      message: expect.stringMatching(/^the store .* cannot be opened \(.*\): let the user .* write/) as string,
    });
  });

  test('a folder where the file should be', async () => {
    const path = freshStorePath();
    mkdirSync(path, { recursive: true });
    await expect(open(path)).rejects.toMatchObject({ exitCode: 74 });
  });
});

describe('an upgrade', () => {
  const older = migrations.slice(0, 1);

  test('copies the store before it changes it; a new store needs no copy', async () => {
    const path = freshStorePath();
    await (await openSqlite(path, { migrations: older, log }))[Symbol.asyncDispose]();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('before'))).toEqual([]);
    await (await open(path))[Symbol.asyncDispose]();
    const copy = `${path}.before-${migrations[1]?.name}`;
    expect(existsSync(copy)).toBe(true);
    using file = new DatabaseSync(copy);
    expect(file.prepare('select name from migrations').all()).toEqual(older.map(({ name }) => ({ name })));
  });

  test('keeps its own copy of the store and the newest other one; what anybody else put there stays', async () => {
    const path = freshStorePath();
    await (await openSqlite(path, { migrations: older, log }))[Symbol.asyncDispose]();
    const mine = `.before-${migrations[1]?.name}`;
    const others = ['.before-0003-a', '.before-0004-b', '.before-noon', '.before-restore-2026-11-01T10-00-00.000Z'];
    for (const other of others) writeFileSync(`${path}${other}`, '');
    await (await open(path))[Symbol.asyncDispose]();
    const kept = readdirSync(dirname(path)).filter((name) => name.includes('.before-'));
    const expected = [mine, ...others.slice(1)].map((name) => `${basename(path)}${name}`);
    expect(kept.toSorted()).toEqual(expected.toSorted());
  });

  test.each(migrations.map(({ name }) => name))('killed in %s goes on with the next start', async (name) => {
    const path = freshStorePath();
    for (let times = 0; times < 2; times += 1) {
      const killed = startProcess('tests/stores/processes/killed-migration.ts', { STORE: path, MIGRATION: name });
      expect((await killed.ended).signal).toBe('SIGKILL');
    }
    expect(integrityOf(path)).toEqual(['ok']);
    {
      await using store = await open(path);
      const rows = await store.db.selectFrom('migrations').select('name').orderBy('name').execute();
      expect(rows.map((row) => row.name)).toEqual(migrations.map((migration) => migration.name));
      await new StartStore(store.db).put([5]);
      expect(await new SecretStore(store.db).macKey()).toHaveLength(32);
    }
    expect(integrityOf(path)).toEqual(['ok']);
  });

  test('killed at any time while the store is made goes on with the next start', async () => {
    for (let round = 0; round < 8; round += 1) {
      const path = freshStorePath();
      const holder = startProcess('tests/stores/processes/holder.ts', { STORE: path });
      while (!existsSync(path) && holder.child.exitCode === null) await new Promise((done) => setTimeout(done, 2));
      await new Promise((done) => setTimeout(done, round * 3));
      holder.child.kill('SIGKILL');
      await holder.ended;
      await using store = await open(path);
      expect(await new SecretStore(store.db).macKey()).toHaveLength(32);
    }
  });
});

describe('while another program writes', () => {
  test('a change waits for it, and the thread does something else meanwhile', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    const starts = new StartStore(store.db);
    await starts.put([1]);
    using other = new DatabaseSync(path);
    other.exec('begin immediate');
    const changed = starts.put([2]);
    // One statement by itself, without a transaction around it.
    const added = new PostStore(store.db).add(aPost());
    const begunAtMs = performance.now();
    await sleep(500);
    other.exec('rollback');
    expect(performance.now() - begunAtMs).toBeLessThan(1000);
    await Promise.all([changed, added]);
    expect(await starts.get()).toEqual([2]);
    expect(store.lastChange.refusedMs).toBe(0);
  });

  test('no change is refused while it writes again and again, but for moments, however long that goes on', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    const starts = new StartStore(store.db);
    using other = new DatabaseSync(path);
    const begunAtMs = performance.now();
    const isOn = () => performance.now() - begunAtMs < 3000;
    const writing = (async () => {
      for (; isOn(); await sleep(250)) {
        other.exec('begin immediate');
        await sleep(150);
        other.exec('rollback');
      }
    })();
    for (; isOn(); await sleep(20)) await starts.put([1]);
    await writing;
  });

  test('all changes that wait are refused within three seconds, and the next one is taken once it is done', async () => {
    const path = freshStorePath();
    await using store = await open(path);
    const starts = new StartStore(store.db);
    const pulse = new StorePulse(store.db);
    using other = new DatabaseSync(path);
    other.exec('begin immediate');
    const begunAtMs = performance.now();
    const changes = await Promise.allSettled([1, 2, 3, 4, 5].map((at) => starts.put([at])));
    expect(performance.now() - begunAtMs).toBeLessThan(3000);
    expect(changes.map((change) => change.status === 'rejected' && change.reason)).toEqual(
      Array.from({ length: 5 }, () => expect.any(StoreUnavailable)),
    );
    expect(store.lastChange.refusedMs).toBeGreaterThan(0);
    expect([await pulse.answers(), await pulse.takesChanges()]).toEqual([true, false]);
    other.exec('rollback');
    await starts.put([6]);
    expect(await starts.get()).toEqual([6]);
    expect(store.lastChange.refusedMs).toBe(0);
  });
});

test('on a full disk nothing is half written, reading goes on, and with room everything does', async () => {
  const path = freshStorePath();
  {
    await using store = await open(path);
    const { db } = store;
    const starts = new StartStore(db);
    await starts.put([1, 2, 3]);
    const [pages] = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows;
    await sql`pragma max_page_count = ${sql.raw(String(pages?.page_count ?? 0))}`.execute(db);
    const many = Array.from({ length: 5000 }, (_, at) => at);
    expect(store.lastChange.refusedMs).toBe(0);
    await expect(starts.put(many)).rejects.toThrow(StoreUnavailable);
    expect(await starts.get()).toEqual([1, 2, 3]);
    expect(store.lastChange.refusedMs).toBeGreaterThan(0);
    await expect(starts.put(many)).rejects.toThrow('database or disk is full');
    // The disk has room again, and nobody changes anything: who asks whether it takes changes finds that out.
    const pulse = new StorePulse(db);
    expect([await pulse.answers(), await pulse.takesChanges()]).toEqual([true, false]);
    expect(store.lastChange.refusedMs).toBeGreaterThan(0);
    await sql`pragma max_page_count = 1000000`.execute(db);
    expect(await Promise.all([pulse.takesChanges(), pulse.takesChanges()])).toEqual([true, true]);
    expect(store.lastChange.refusedMs).toBe(0);
    expect(await db.selectFrom('secrets').select('name').execute()).toEqual([{ name: 'mac-key' }]);
    await starts.put(many);
    expect(await starts.get()).toHaveLength(5000);
    expect(store.lastChange.refusedMs).toBe(0);
  }
  expect(integrityOf(path)).toEqual(['ok']);
});
