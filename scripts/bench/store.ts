import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { WriteQueue } from '../../src/stores/write-queue.ts';
import { goalsTable } from './goals.ts';
import { median } from './median.ts';
import type { BenchOptions, Report, Table } from './report.ts';

type Row = readonly [post: string, member: string, emoji: string, score: number, atMs: number];
type Figures = Readonly<{
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  rowsPerFlush: number;
  longestBlockMs: number;
}>;

const log = pino({ level: 'silent' });
const upsert =
  'insert into reactions values (?, ?, ?, ?, ?) on conflict (post, member, emoji) do update set score = excluded.score, at = excluded.at';

/**
 * How many reactions a second become durable: one transaction each as most bots write, and by the write queue; the queue
 * also without any fsync, which is what it may cost at the most, and at a steady 10,000 a second.
 */
export async function storeBench({ rounds, quick, say }: BenchOptions): Promise<Report> {
  const count = quick ? 4000 : 40_000;
  const measured: Record<string, Figures>[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`store: round ${round} of ${rounds}`);
    measured.push({
      'one by one, FULL': await inStore('full', (db) => oneByOne(db, count / 40)),
      'queue, FULL': await inStore('full', (db) => queued(db, count)),
      'queue, OFF': await inStore('off', (db) => queued(db, count)),
      'queue, FULL, 10,000/s offered': await inStore('full', (db) => queued(db, count, 10_000)),
    });
  }
  return { name: 'store', tables: [table(measured), storeGoals(measured)], figures: { rounds: measured } };
}

async function inStore(synchronous: string, measure: (db: Kysely<unknown>) => Promise<Figures>): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-bench-'));
  const file = openFile(join(folder, 'store.db'));
  const columns = 'post text, member text, emoji text, score integer not null, at integer not null';
  file.exec(`pragma synchronous = ${synchronous};
    create table reactions (${columns}, primary key (post, member, emoji)) strict, without rowid`);
  const db = kyselyOver<unknown>(file);
  try {
    return await measure(db);
  } finally {
    file.close();
    rmSync(folder, { recursive: true });
  }
}

const reaction = (at: number): Row => [
  String(1_300_000_000_000_000_000n + BigInt(at % 200)),
  String(1_100_000_000_000_000_000n + BigInt((at * 7919) % 50_000)),
  '4️⃣',
  (at % 5) + 1,
  1_800_000_000_000 + at,
];

/** One transaction for these rows, by one statement that is compiled once. */
const write = (db: Kysely<unknown>, rows: readonly Row[]): Promise<void> =>
  db.transaction().execute(async (turn) => {
    for (const row of rows) await turn.executeQuery(CompiledQuery.raw(upsert, [...row]));
  });

async function oneByOne(db: Kysely<unknown>, count: number): Promise<Figures> {
  const tookMs: number[] = [];
  const begun = performance.now();
  for (let at = 0; at < count; at += 1) {
    const before = performance.now();
    await write(db, [reaction(at)]);
    tookMs.push(performance.now() - before);
  }
  return figures(tookMs, begun, count, NaN);
}

async function queued(db: Kysely<unknown>, count: number, perSecond = Infinity): Promise<Figures> {
  let flushes = 0;
  const queue = new WriteQueue<Row>({
    log,
    write: (rows) => {
      flushes += 1;
      return write(db, rows);
    },
  });
  const tookMs: number[] = [];
  const added: Promise<void>[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  for (let at = 0; at < count;) {
    const due = Math.min(count, Math.ceil(((performance.now() - begun) / 1000) * perSecond));
    for (; at < due; at += 1) {
      const before = performance.now();
      added.push(queue.add(reaction(at)).then(() => void tookMs.push(performance.now() - before)));
    }
    if (at < count) await sleep(1);
  }
  await Promise.all(added);
  delay.disable();
  const found = figures(tookMs, begun, flushes, delay.max / 1e6);
  await queue[Symbol.asyncDispose]();
  return found;
}

function figures(tookMs: readonly number[], begun: number, flushes: number, longestBlockMs: number): Figures {
  const perSecond = (tookMs.length / (performance.now() - begun)) * 1000;
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99), rowsPerFlush: tookMs.length / flushes, longestBlockMs };
}

const valuesOf = (rounds: readonly Record<string, Figures>[], name: string, figure: keyof Figures): number[] =>
  rounds.map((round) => round[name]?.[figure] ?? NaN);

function table(rounds: readonly Record<string, Figures>[]): Table {
  return {
    title: `reactions made durable in SQLite (${rounds.length} rounds, medians)`,
    columns: ['way', 'rows / s', 'rows / flush', 'durable after p50 ms', 'p99 ms', 'longest block ms'],
    rows: Object.keys(rounds[0] ?? {}).map((name) => {
      const middle = (figure: keyof Figures): number => median(valuesOf(rounds, name, figure));
      // All at once: how long a row waited says only how many there were.
      const waits = name === 'queue, FULL' || name === 'queue, OFF';
      const block = middle('longestBlockMs');
      return [
        name,
        Math.round(middle('perSecond')).toLocaleString('en'),
        middle('rowsPerFlush').toFixed(0),
        waits ? '' : middle('p50Ms').toFixed(2),
        waits ? '' : middle('p99Ms').toFixed(2),
        Number.isNaN(block) ? '' : block.toFixed(1),
      ];
    }),
  };
}

function storeGoals(rounds: readonly Record<string, Figures>[]): Table {
  const ratio = (to: string): readonly number[] => {
    const other = valuesOf(rounds, to, 'perSecond');
    return valuesOf(rounds, 'queue, FULL', 'perSecond').map((value, at) => value / (other[at] ?? NaN));
  };
  const p99Ms = valuesOf(rounds, 'queue, FULL, 10,000/s offered', 'p99Ms');
  return goalsTable('Goals of the store', [
    { what: 'queue, FULL ÷ OFF', values: ratio('queue, OFF'), atLeast: 0.6 },
    { what: 'queue, FULL ÷ one by one', values: ratio('one by one, FULL'), atLeast: 10 },
    { what: 'durable at 10,000/s, p99 ms', values: p99Ms, atMost: 20 },
  ]);
}
