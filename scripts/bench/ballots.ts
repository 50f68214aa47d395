import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { emojiOf } from '../../src/domain/post.ts';
import type { SentPost } from '../../src/domain/post.ts';
import { scores } from '../../src/domain/rating.ts';
import { BallotBox } from '../../src/services/ballot-box.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { PostStore } from '../../src/stores/post-store.ts';
import { ReactionStore } from '../../src/stores/reaction-store.ts';
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
  ...{ seeded: scores, toSeed: [] },
}));
const told = (at: number) => ({
  messageId: posts[at % posts.length]?.messageId ?? '',
  userId: String(1_100_000_000_000_000_000n + BigInt((at * 7919) % 50_000)),
  emoji: emoji[at % emoji.length] ?? '',
});

type Figures = Readonly<{ perSecond: number; p99Ms: number; cpuUs: number; growthMb: number }>;

/** Reactions as events hand them over, through all that the bot keeps of them: two tables, five trees. */
export const ballotsBench: Bench = async ({ rounds: count, quick, say }) => {
  const reactions = quick ? 4000 : 50_000;
  const ways = {
    'as fast as they go, FULL': { synchronous: 'full', offered: Infinity },
    'as fast as they go, OFF': { synchronous: 'off', offered: Infinity },
    '10,000/s offered, FULL': { synchronous: 'full', offered: 10_000 },
  } as const;
  const rounds: Record<string, Figures>[] = [];
  for (let round = 1; round <= count; round += 1) {
    say(`ballots: round ${round} of ${count}`);
    const found: Record<string, Figures> = {};
    for (const [name, way] of Object.entries(ways)) found[name] = await measure(way, reactions);
    rounds.push(found);
  }
  const middle = (name: string, figure: keyof Figures): number =>
    median(rounds.map((round) => round[name]?.[figure] ?? NaN));
  const rows = Object.entries(ways).map(([name, { offered }]) => [
    name,
    Math.round(middle(name, 'perSecond')).toLocaleString('en'),
    // All at once: how long one waited says only how many there were.
    offered === Infinity ? '' : middle(name, 'p99Ms').toFixed(1),
    middle(name, 'cpuUs').toFixed(1),
    middle(name, 'growthMb').toFixed(0),
  ]);
  const columns = ['way', 'reactions / s', 'durable after p99 ms', 'CPU µs / reaction', 'MB more after'];
  const title = `${reactions.toLocaleString('en')} reactions through the bot's own tables (${count} rounds, medians)`;
  return { name: 'ballots', tables: [{ title, columns, rows }], figures: { rounds } };
};

async function measure(
  { synchronous, offered }: Readonly<{ synchronous: string; offered: number }>,
  count: number,
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-bench-'));
  try {
    await using store = await openDatabase(`sqlite:${join(folder, 'store.db')}`, { log });
    await sql.raw(`pragma synchronous = ${synchronous}`).execute(store.db);
    const postStore = new PostStore(store.db);
    for (const post of posts) await postStore.add(post);
    return await load(new ReactionStore(store.db), count, offered);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Changes are written in the order in which they came, so the oldest begin is the first one's. */
async function load(reactions: ReactionStore, count: number, offered: number): Promise<Figures> {
  const begunMs: number[] = [];
  const waitedMs: number[] = [];
  const write: ReactionStore['write'] = async (changes) => {
    const outcomes = await reactions.write(changes);
    const doneMs = performance.now();
    for (const { kind } of changes) if (kind === 'given') waitedMs.push(doneMs - (begunMs[waitedMs.length] ?? NaN));
    return outcomes;
  };
  await using box = new BallotBox({ store: { write }, clock, metrics: noMetrics, log });
  for (const post of posts) box.open(post);
  const memory = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  for (let at = 0; at < count;) {
    const due = Math.min(count, at + 5000, Math.ceil(((performance.now() - startedMs) / 1000) * offered));
    for (; at < due; at += 1) {
      begunMs.push(performance.now());
      box.give(told(at));
    }
    await (offered === Infinity ? box.settled() : sleep(1));
  }
  while (waitedMs.length < count) await sleep(1);
  const perSecond = (count / (performance.now() - startedMs)) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  const growthMb = (process.memoryUsage().rss - memory) / 1e6;
  const p99Ms = waitedMs.toSorted((one, other) => one - other)[Math.floor(count * 0.99)] ?? NaN;
  return { perSecond, p99Ms, cpuUs: (user + system) / count, growthMb };
}
