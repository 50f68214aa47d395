import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { emojiOf } from '../../src/domain/post.ts';
import type { SentPost } from '../../src/domain/post.ts';
import { scores } from '../../src/domain/rating.ts';
import { inOrder } from '../../src/domain/clock.ts';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
import { goalsTable } from './goals.ts';
import { median } from './median.ts';
import type { Bench } from './report.ts';

const log = pino({ level: 'silent' });
const clock = (): Temporal.Instant => Temporal.Now.instant();
const now = clock();
const emoji = scores.map((score) => emojiOf(score, 'digits'));

/** 200 open posts of 60 films in 20 guilds, and 50,000 members who react to them. */
const posts = Array.from({ length: 200 }, (_, at): SentPost => ({
  ...{ id: `post-${at}`, guildId: String(1000 + (at % 20)), channelId: '1', filmId: `film-${at % 60}` },
  ...{ messageId: String(1_400_000_000_000_000_000n + BigInt(at)), mode: 'reactions', emojiSet: 'digits' },
  ...{ locale: 'en-US', state: 'open', createdAt: now, closesAt: undefined, heardSince: now },
  ...{ fullReadAt: undefined, seeded: scores, toSeed: [] },
}));
const told = (at: number) => ({
  messageId: posts[at % posts.length]?.messageId ?? '',
  userId: String(1_100_000_000_000_000_000n + BigInt((at * 7919) % 50_000)),
  emoji: emoji[at % emoji.length] ?? '',
  isSuper: false,
});

type Figures = Readonly<{ perSecond: number; p50Ms: number; p99Ms: number; cpuUs: number; perCommit: number }>;

const fastest = 'as fast as they go, FULL';
const unsafe = 'as fast as they go, OFF';
const alone = 'one by one, FULL';
const many = '10,000/s offered, FULL';
type Way = Readonly<{ synchronous: 'full' | 'off'; offered: number; apart: boolean; most: number }>;
const together = { synchronous: 'full', offered: Infinity, apart: false, most: Infinity } as const;
/** How many are offered a second; and whether each is a transaction of its own, as most bots write. */
const ways: Readonly<Record<string, Way>> = {
  [fastest]: together,
  [unsafe]: { ...together, synchronous: 'off' },
  [alone]: { ...together, apart: true, most: 2000 },
  [many]: { ...together, offered: 10_000 },
  '1,000/s offered, FULL': { ...together, offered: 1000, most: 3000 },
};

/** Reactions as events hand them over, through all that the bot keeps of them: two tables, three trees. */
export const ballotsBench: Bench = async ({ rounds: count, quick, say }) => {
  const reactions = quick ? 4000 : 50_000;
  const rounds: Record<string, Figures>[] = [];
  const syncs: Record<'p50Ms' | 'p99Ms', number>[] = [];
  for (let round = 1; round <= count; round += 1) {
    say(`ballots: round ${round} of ${count}`);
    const found: Record<string, Figures> = {};
    for (const [name, way] of Object.entries(ways)) found[name] = await measure(way, reactions);
    rounds.push(found);
    syncs.push(await measureDisk(quick ? 50 : 500));
  }
  const each = (name: string, figure: keyof Figures): readonly number[] =>
    rounds.map((round) => round[name]?.[figure] ?? NaN);
  const middle = (name: string, figure: keyof Figures): number => median(each(name, figure));
  const faster = (name: string): readonly number[] =>
    rounds.map((round) => (round[fastest]?.perSecond ?? NaN) / (round[name]?.perSecond ?? NaN));
  const rows = Object.entries(ways).map(([name, { offered }]) => [
    name,
    Math.round(middle(name, 'perSecond')).toLocaleString('en'),
    median(faster(name)).toFixed(2),
    // All at once: how long one waited says only how many there were.
    offered === Infinity ? '' : middle(name, 'p50Ms').toFixed(1),
    offered === Infinity ? '' : middle(name, 'p99Ms').toFixed(1),
    middle(name, 'cpuUs').toFixed(1),
    middle(name, 'perCommit').toFixed(0),
  ]);
  // What no way of writing comes below: the table stands on this disk.
  const disk = (['p50Ms', 'p99Ms'] as const).map((figure) => median(syncs.map((found) => found[figure])).toFixed(1));
  rows.push(['the disk alone: 4 kB and an fdatasync', '', '', ...disk, '', '']);
  const times = ['durable after p50 ms', 'p99 ms'];
  const columns = ['way', 'reactions / s', 'the first ÷ this', ...times, 'CPU µs / reaction', 'reactions / commit'];
  const title = `${reactions.toLocaleString('en')} reactions through the bot's own tables (${count} rounds, medians)`;
  const goals = goalsTable('Goals of the ballots', [
    { what: 'reactions / s, FULL ÷ OFF', values: faster(unsafe), atLeast: 0.6 },
    { what: 'reactions / s, together ÷ one by one', values: faster(alone), atLeast: 10 },
    { what: 'durable at 10,000/s, p50 ms', values: each(many, 'p50Ms'), atMost: 20 },
    { what: 'durable at 10,000/s, p99 ms', values: each(many, 'p99Ms'), atMost: 20 },
  ]);
  return { name: 'ballots', tables: [{ title, columns, rows }, goals], figures: { rounds, syncs } };
};

/** How long a page takes to the disk, as often as the bot flushes: each 8 ms. */
async function measureDisk(times: number): Promise<Record<'p50Ms' | 'p99Ms', number>> {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-bench-'));
  const file = openSync(join(folder, 'pages'), 'w');
  const tookMs: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const startedMs = performance.now();
    writeSync(file, Buffer.alloc(4096, n));
    fdatasyncSync(file);
    tookMs.push(performance.now() - startedMs);
    await sleep(8);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  const sorted = tookMs.toSorted((one, other) => one - other);
  return { p50Ms: sorted[Math.floor(times * 0.5)] ?? NaN, p99Ms: sorted[Math.floor(times * 0.99)] ?? NaN };
}

async function measure(way: Way, reactions: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-bench-'));
  try {
    await using store = await openDatabase(`sqlite:${join(folder, 'store.db')}`, { log });
    await sql.raw(`pragma synchronous = ${way.synchronous}`).execute(store.db);
    const postStore = new PostStore(store.db);
    for (const post of posts) await postStore.add(post);
    // The slow ways get fewer, so that each takes seconds.
    return await load(new ReactionStore(store.db), way, Math.min(reactions, way.most));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Until all is durable: on a busy machine that takes longer than whoever asks the box is kept waiting. */
async function written(box: BallotBox): Promise<void> {
  for (let isDone = false; !isDone;)
    isDone = await box.settled().then(
      () => true,
      () => false,
    );
}

/**
 * Changes are written in the order in which they came, so the oldest begin is the first one's. One that is offered at a rate
 * begins when it is due: while a flush has the thread, it waits in a socket.
 */
async function load(reactions: ReactionStore, { offered, apart }: Way, count: number): Promise<Figures> {
  const begunMs: number[] = [];
  const waitedMs: number[] = [];
  let commits = 0;
  const write: ReactionStore['write'] = async (changes) => {
    commits += apart ? changes.length : 1;
    const outcomes = apart
      ? (await Array.fromAsync(changes, (change) => reactions.write([change]))).flat()
      : await reactions.write(changes);
    const doneMs = performance.now();
    for (const { kind } of changes) if (kind === 'given') waitedMs.push(doneMs - (begunMs[waitedMs.length] ?? NaN));
    return outcomes;
  };
  await using box = new BallotBox({ store: { write }, clock, inOrder: inOrder(), metrics: noMetrics, log });
  for (const post of posts) box.open(post);
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  for (let at = 0; at < count;) {
    // No more than the box holds: a machine that falls behind is offered less, and loses nothing.
    const room = 5000 - box.waiting;
    const due = Math.min(count, at + room, Math.ceil(((performance.now() - startedMs) / 1000) * offered));
    for (; at < due; at += 1) {
      begunMs.push(offered === Infinity ? performance.now() : startedMs + (at / offered) * 1000);
      box.give(told(at));
    }
    await (offered === Infinity ? written(box) : sleep(1));
  }
  await written(box);
  const perSecond = (count / (performance.now() - startedMs)) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = waitedMs.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(count * share)] ?? NaN;
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99), cpuUs: (user + system) / count, perCommit: count / commits };
}
