import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { ScheduleSettings } from '../src/domain/club-schedule.ts';
import { nextAfter } from '../src/domain/schedule.ts';
import { openDatabase } from '../src/stores/database/database.ts';
import { OccurrenceStore } from '../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../src/stores/schedule-store.ts';
import { startProcess } from './support/process.ts';
import { anItem, anOccurrence, aSchedule, fridays } from './support/schedules.ts';

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const guildId = '77';
/** Long after these lines were written, so that nothing of it is over. */
const winter = Temporal.Instant.from('2033-12-01T12:00:00Z');
const night: ScheduleSettings = { ...fridays, weekday: 'sunday', time: '02:30', timeZone: 'Europe/Berlin' };

/** A store of a bot that runs: two schedules of a guild, and one of another guild. */
async function aStore(folder: string) {
  const store = await openDatabase(`sqlite:${join(folder, 'club.db')}`, { log: pino({ level: 'silent' }) });
  const schedules = new ScheduleStore(store.db);
  const put = (name: string, settings: ScheduleSettings, guild = guildId) => {
    const pending = nextAfter(winter, settings);
    return schedules.put(aSchedule({ guildId: guild, name, settings, first: pending.week, pending }));
  };
  await put('main', { ...fridays, mode: 'queue_only' });
  await put('night', { ...night, mode: 'queue_then_random' });
  await put('theirs', fridays, '78');
  await schedules.change({ guildId, name: 'main' }, () => ({
    queue: [
      anItem({ filmId: 'the-cranes-are-flying', date: '2033-12-09' }),
      anItem({ id: 'b', filmId: 'ballad-of-a-soldier' }),
    ],
  }));
  const seen = anOccurrence({ guildId, filmId: 'the-ascent', key: '2033-11-21', dueAt: winter });
  await new OccurrenceStore(store.db).add(seen, winter, winter);
  return store;
}

const folder = mkdtempSync(join(tmpdir(), 'kinoklub-'));
const simulate = (...args: readonly string[]) =>
  startProcess('scripts/simulate.ts', { DATABASE_URL: `sqlite:${join(folder, 'club.db')}` }, undefined, args).ended;
const range = (from: string, to: string): string[] => ['--guild', guildId, '--from', from, '--to', to];

beforeAll(async () => {
  await (await aStore(folder))[Symbol.asyncDispose]();
});

describe('npm run simulate', () => {
  test('prints each post with its local time and where the film comes from, and why there is none', async () => {
    const { code, stdout, stderr } = await simulate(...range('2033-12-01', '2033-12-17'), '--name', 'main');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'main: every friday at 20:00 Europe/Moscow, in the channel 500 (https://discord.com/channels/77/500)',
        '',
        'Fri 2033-12-02 20:00 +03:00  main  Ballad of a Soldier (1959), queue',
        'Fri 2033-12-09 20:00 +03:00  main  The Cranes Are Flying (1957), pinned to the date',
        'Fri 2033-12-16 20:00 +03:00  main  no post: no-film',
        '',
        '2 posts from 2033-12-01 to 2033-12-17',
        '',
      ].join('\n'),
    );
  });

  test('counts one post as one', async () => {
    const { stdout } = await simulate(...range('2033-12-02', '2033-12-02'), '--name', 'main');
    expect(stdout).toContain('\n1 post from 2033-12-02 to 2033-12-02\n');
  });

  test('marks the weeks in which the clocks change, and what becomes of an hour that is not there or there twice', async () => {
    const { stdout } = await simulate(...range('2034-03-14', '2034-10-31'), '--name', 'night');
    const marked = stdout.split('\n').filter((line) => line.includes('clock change'));
    expect(marked.map((line) => line.replace(/night .*?\|/, '|'))).toEqual([
      'Sun 2034-03-26 03:30 +02:00  | clock change +01:00 to +02:00 | there is no 02:30 that day',
      'Sun 2034-10-29 02:30 +02:00  | clock change +02:00 to +01:00 | the first 02:30 of two',
    ]);
    expect(stdout.split('\n').filter((line) => line.startsWith('Sun '))).toHaveLength(33);
  });

  test('says the same each time, shows no film twice, and none that the club was shown', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => simulate(...range('2033-12-01', '2034-06-30'))));
    expect(one?.stdout).toBe(other?.stdout);
    expect(one?.stdout).toContain('chance*: not drawn yet.');
    const titles = [...(one?.stdout.matchAll(/ {2}(?:main|night) {2}(.*\(\d{4}\)),/g) ?? [])].map(([, title]) => title);
    expect(titles.length).toBeGreaterThan(30);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.join()).not.toContain('The Ascent');
    expect(one?.stdout).not.toContain('theirs');
  });

  test('reads the store of a bot that runs, and writes nothing there', async () => {
    const running = mkdtempSync(join(tmpdir(), 'kinoklub-'));
    await using _store = await aStore(running);
    const bytes = () => ['club.db', 'club.db-wal'].map((file) => readFileSync(join(running, file)).toString('base64'));
    const before = { bytes: bytes(), files: readdirSync(running) };
    const env = { DATABASE_URL: `sqlite:${join(running, 'club.db')}` };
    const { code } = await startProcess('scripts/simulate.ts', env, undefined, range('2033-12-01', '2033-12-31')).ended;
    expect(code).toBe(0);
    expect({ bytes: bytes(), files: readdirSync(running) }).toEqual(before);
  });

  test.for([
    [['--guild', 'ours', '--from', '2033-12-01', '--to', '2033-12-02'], '--guild is not the id of a server'],
    [['--guild', guildId, '--to', '2033-12-02'], '--from is missing'],
    [range('2033-12-01', '2033-02-30'), '--to is not a date'],
    [range('2033-12-02', '2033-12-01'), '--to is before --from'],
    [range('2020-01-01', '2020-02-01'), '--to is over'],
    [[...range('2033-12-01', '2033-12-31'), '--name', 'nope'], 'no schedule is called nope, but main, night'],
    [['--guild', '5', '--from', '2033-12-01', '--to', '2033-12-31'], 'no schedule is kept for the server 5'],
    [[...range('2033-12-01', '2033-12-31'), '--force'], "Unknown option '--force'"],
  ] as const)('%s is one line and 64', async ([args, problem]) => {
    const { code, stdout, stderr } = await simulate(...args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(`kinoklub: ${problem}`);
    expect(stderr).toContain('npm run simulate -- --guild ID --from DATE --to DATE');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('tells who names no server, or one that it does not know, which servers have schedules', async () => {
    for (const args of [[], ['--guild', '5', '--from', '2033-12-01', '--to', '2033-12-31']]) {
      const { code, stderr } = await simulate(...args);
      expect(code).toBe(64);
      expect(stderr).toContain(args.length > 0 ? 'for the server 5' : 'kinoklub: --guild is missing');
      expect(stderr).toContain('; with schedules: 77, 78\n');
    }
  });

  test('has nothing to read where no store is, and says where it looked', async () => {
    const env = { DATABASE_URL: 'sqlite:./none.db' };
    const cwd = mkdtempSync(join(tmpdir(), 'kinoklub-'));
    const at = (args: readonly string[]) => startProcess('scripts/simulate.ts', env, cwd, args).ended;
    const { code, stderr } = await at(range('2033-12-01', '2033-12-31'));
    expect(code).toBe(74);
    const missing = `kinoklub: there is no store at ${join(cwd, 'none.db')}, which DATABASE_URL names: check DATABASE_URL, and the folder that you run this in\n`;
    expect(stderr).toBe(missing);
    const unnamed = await at([]);
    expect(unnamed.code).toBe(64);
    expect(unnamed.stderr).toMatch(/^kinoklub: --guild is missing, /);
    expect(unnamed.stderr).toContain(`\n${missing}`);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
