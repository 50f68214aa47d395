import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { backUpStore, openDatabase, restoreStore } from '../../src/stores/database/database.ts';
import type { Database } from '../../src/stores/database/database.ts';
import { StartStore } from '../../src/stores/start-store.ts';
import { someEvening } from '../support/requests.ts';
import { startProcess } from '../support/process.ts';
import { freshStorePath } from './store-path.ts';

const log = pino({ level: 'silent' });
const now = someEvening;
const once7 = { keep: 7, now };

/** A store somewhere, and what a test does with it. */
function aStore() {
  const path = freshStorePath();
  const url = `sqlite:${path}`;
  const open = (): Promise<Database> => openDatabase(url, { log });
  return {
    path,
    url,
    folder: dirname(dirname(path)),
    open,
    /** Opens it, remembers these numbers in it, closes it. */
    put: async (...numbers: number[]) => {
      await using store = await open();
      await new StartStore(store.db).put(numbers);
    },
    get: async () => {
      await using store = await open();
      return await new StartStore(store.db).get();
    },
  };
}

const failing = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('a backup made while the bot writes holds everything up to a moment, and is restored as it was', async () => {
  const { url, folder, open, get } = aStore();
  const backup = join(folder, 'backup.db');
  {
    await using store = await open();
    const starts = new StartStore(store.db);
    for (let at = 1; at <= 20; at += 1) await starts.put([at]);
    expect(backUpStore(url, backup, once7)).toBe(backup);
    for (let at = 21; at <= 40; at += 1) await starts.put([at]);
  }
  expect(await get()).toEqual([40]);
  const aside = restoreStore(url, backup, now);
  expect(await get()).toEqual([20]);
  expect(aside && existsSync(aside)).toBe(true);
  restoreStore(url, aside ?? '', now.add({ seconds: 1 }));
  expect(await get()).toEqual([40]);
});

test('backups and the store are for their owner alone', async () => {
  const { path, url, folder, put } = aStore();
  await put(1);
  backUpStore(url, join(folder, 'backup.db'), once7);
  for (const file of [path, join(folder, 'backup.db')]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a folder keeps the last few backups, and nothing that is no backup goes', async () => {
  const { url, folder, put } = aStore();
  await put(1);
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  writeFileSync(join(backups, 'kinoklub-notes.txt'), 'keep me');
  for (let day = 0; day < 5; day += 1) {
    backUpStore(url, `${backups}/`, { keep: 3, now: now.add({ hours: 24 * day }) });
  }
  const names = readdirSync(backups).toSorted();
  expect(names).toHaveLength(4);
  expect(names.filter((name) => name.endsWith('.db'))).toHaveLength(3);
  expect(names).toContain('kinoklub-notes.txt');
});

test('two clubs that back up into one folder keep their own, and a file that cannot be read stays', async () => {
  const [one, other] = [aStore(), aStore()];
  await one.put(1);
  await other.put(2);
  const backups = join(one.folder, 'backups');
  mkdirSync(backups);
  writeFileSync(join(backups, 'kinoklub-2020-01-01T00-00-00Z.db'), 'a letter to somebody');
  const ones = backUpStore(one.url, `${backups}/`, { keep: 1, now });
  const others = [1, 2, 3].map((hours) => backUpStore(other.url, `${backups}/`, { keep: 2, now: now.add({ hours }) }));
  expect(
    readdirSync(backups)
      .map((name) => join(backups, name))
      .toSorted(),
  ).toEqual([join(backups, 'kinoklub-2020-01-01T00-00-00Z.db'), ones, ...others.slice(1)].toSorted());
});

test('two backups into a folder within a second are two', async () => {
  const { url, folder, put } = aStore();
  const backups = `${join(folder, 'backups')}/`;
  const made: string[] = [];
  for (const number of [1, 2, 3]) {
    await put(number);
    made.push(backUpStore(url, backups, { keep: 2, now }));
  }
  expect(new Set(made).size).toBe(3);
  expect(made.map((file) => existsSync(file))).toEqual([false, true, true]);
});

test('a backup never replaces a file, be it another backup or the store itself', async () => {
  const { path, url, folder, put, get } = aStore();
  await put(1);
  const precious = join(folder, 'precious.txt');
  writeFileSync(precious, 'a diary of many years');
  const earlier = join(folder, 'earlier.db');
  backUpStore(url, earlier, once7);
  await put(2);
  for (const target of [precious, earlier, path, `${path}.lock`]) {
    expect(failing(() => backUpStore(url, target, once7))).toMatchObject({ exitCode: 64 });
  }
  expect(readFileSync(precious, 'utf8')).toBe('a diary of many years');
  expect(await get()).toEqual([2]);
  restoreStore(url, earlier, now);
  expect(await get()).toEqual([1]);
});

test('a store that is not there, and a place that cannot be written, are named', async () => {
  const { url, folder, put } = aStore();
  expect(failing(() => backUpStore(url, join(folder, 'a.db'), once7))).toMatchObject({
    exitCode: 74,
    message: expect.stringMatching(/^there is no store at .*: check DATABASE_URL/) as string,
  });
  expect(failing(() => restoreStore(url, join(folder, 'a.db'), now))).toMatchObject({ exitCode: 64 });
  await put(1);
  expect(failing(() => backUpStore(url, join(folder, 'no', 'where.db'), once7))).toMatchObject({
    exitCode: 74,
    message: expect.stringMatching(/^the copy .*where\.db cannot be opened/) as string,
  });
});

test('a backup that is damaged, newer or of another program is refused, and the store stays as it is', async () => {
  const { url, folder, put, get } = aStore();
  await put(1);
  const good = join(folder, 'good.db');
  backUpStore(url, good, once7);

  const damaged = join(folder, 'damaged.db');
  const bytes = readFileSync(good);
  bytes.fill(0xff, 4096, 4096 + 2000);
  writeFileSync(damaged, bytes);
  const text = join(folder, 'text.db');
  writeFileSync(text, 'not a database '.repeat(100));
  const newer = join(folder, 'newer.db');
  writeFileSync(newer, readFileSync(good));
  using future = new DatabaseSync(newer);
  future.exec("insert into migrations values ('9001-future', 0)");
  const foreign = join(folder, 'foreign.db');
  using other = new DatabaseSync(foreign);
  other.exec('create table bookmarks (url text)');

  for (const [file, words] of [
    [damaged, 'is damaged'],
    [text, 'is damaged (file is not a database)'],
    [newer, 'the backup is newer than this kinoklub (it has 9001-future): restore it with'],
    [foreign, 'is the database of another program'],
  ] as const) {
    const error = failing(() => restoreStore(url, file, now));
    expect(error, file).toMatchObject({ exitCode: 74, message: expect.stringContaining(words) as string });
  }
  expect(await get()).toEqual([1]);
  expect(readdirSync(dirname(url.slice(7))).toSorted()).toEqual(['club.db', 'club.db.lock']);
});

test('what is no backup leaves nothing behind where there was no store', async () => {
  const { url, folder, path } = aStore();
  const text = join(folder, 'text.db');
  writeFileSync(text, 'not a database '.repeat(100));
  expect(failing(() => restoreStore(url, text, now))).toMatchObject({ exitCode: 74 });
  expect(existsSync(path)).toBe(false);
});

test('a store is never restored under a bot that holds it', async () => {
  const { url, folder, put, open } = aStore();
  await put(1);
  const backup = join(folder, 'backup.db');
  backUpStore(url, backup, once7);
  await using store = await open();
  await new StartStore(store.db).put([2]);
  expect(failing(() => restoreStore(url, backup, now))).toMatchObject({ exitCode: 73 });
  expect(await new StartStore(store.db).get()).toEqual([2]);
});

test('what a bot wrote last and left in its log is neither lost with a restore nor mixed into the backup', async () => {
  const { path, url, folder, put, get } = aStore();
  await put(1);
  const backup = join(folder, 'backup.db');
  backUpStore(url, backup, once7);
  // A bot that was killed: its last change is in the log alone.
  const killed = startProcess('tests/stores/processes/killed-writer.ts', { STORE: path });
  expect((await killed.ended).signal).toBe('SIGKILL');
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  const aside = restoreStore(url, backup, now) ?? '';
  expect(await get()).toEqual([1]);
  restoreStore(url, aside, now.add({ seconds: 1 }));
  expect(await get()).toEqual([77]);
});

test('of the stores that restores replaced, the last two are kept', async () => {
  const { path, url, folder, put } = aStore();
  await put(1);
  const backup = join(folder, 'backup.db');
  backUpStore(url, backup, once7);
  const upgraded = `${path}.before-0005-guild-settings`;
  writeFileSync(upgraded, '');
  const aside = [0, 1, 2].map((seconds) => restoreStore(url, backup, now.add({ seconds })) ?? '');
  expect([...aside, upgraded, backup].map((file) => existsSync(file))).toEqual([false, true, true, true, true]);
});

test('a damaged store can be replaced, and is kept', async () => {
  const { path, url, folder, put, get } = aStore();
  await put(1);
  const backup = join(folder, 'backup.db');
  backUpStore(url, backup, once7);
  writeFileSync(path, 'gone wrong'.repeat(1000));
  await expect(get()).rejects.toMatchObject({ exitCode: 74 });
  const aside = restoreStore(url, backup, now) ?? '';
  expect(await get()).toEqual([1]);
  expect(readFileSync(aside, 'utf8')).toContain('gone wrong');
});

test('the commands say in one line what they did, or what to mend', async () => {
  const { url, folder, put } = aStore();
  await put(1);
  const run = async (script: string, args: readonly string[], DATABASE_URL = url) => {
    const { code, stdout, stderr } = await startProcess(`scripts/${script}.ts`, { DATABASE_URL }, folder, args).ended;
    return { code, text: stdout + stderr };
  };
  expect(await run('backup', ['a.db'])).toEqual({ code: 0, text: 'wrote a.db\n' });
  expect(await run('restore', ['a.db'])).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^restored a\.db to \/.*\/club\.db; .*\n$/) as string,
  });
  for (const args of [[], ['a', 'b'], ['--keep', '0', 'b/'], ['--what', 'b']]) {
    const { code, text } = await run('backup', args);
    expect({ code, lines: text.trim().split('\n').length }).toEqual({ code: 64, lines: 1 });
    expect(text).toMatch(/^kinoklub: .*: npm run backup -- FILE/);
  }
  const elsewhere = await run('backup', ['a.db'], 'postgres://club@db/club');
  expect(elsewhere).toMatchObject({ code: 78, text: expect.stringMatching(/^kinoklub: .*: use pg_dump\n$/) as string });
  expect(await run('backup', ['a.db'], 'nonsense')).toMatchObject({ code: 78 });
});

test('who has only played is told where a backup looked, and how to back up what they played with', async () => {
  const { path, folder, put } = aStore();
  await put(1);
  renameSync(path, join(folder, 'var', 'playground.db'));
  const run = (env: Record<string, string>) => startProcess('scripts/backup.ts', env, folder, ['my club.db']).ended;
  const { code, stderr } = await run({});
  expect(code).toBe(74);
  expect(stderr).toContain(
    `there is no store at ${join(folder, 'var', 'kinoklub.db')}, where it is unless DATABASE_URL`,
  );
  const [, command] = /for the playground's store: (.*)\n$/.exec(stderr) ?? [];
  expect(command).toBe('DATABASE_URL=sqlite:./var/playground.db npm run backup -- "my club.db"');
  expect(await run({ DATABASE_URL: 'sqlite:./var/playground.db' })).toMatchObject({
    code: 0,
    stdout: 'wrote my club.db\n',
  });
});
