import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Playground } from '../../src/playground/server.ts';
import { PeerProcess } from './peer-process.ts';
import { printedAll } from './report.ts';
import type { Bench } from './report.ts';
import { startFlags } from '../start-flags.ts';

/** Times in milliseconds from the moment in which the event was sent until its first answer was taken. */
type Acknowledgements = Readonly<{ asked: number; answered: number; p50: number; p95: number; p99: number }>;

/** Of Discord's three seconds one may be ours: the rest is for the way there and back. */
const goalMs = 1000;
/** No member sees an answer that comes later. */
const lateMs = 3000;
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/**
 * How soon the bot answers when 200 members a second use a command: the real process against the playground, over HTTP and
 * WebSocket. What Discord's own network takes is not in it.
 */
export const acknowledgeBench: Bench = async ({ rounds: count, quick, say }) => {
  const rounds: Acknowledgements[] = [];
  for (let n = 0; n < count; n += 1) {
    say(`acknowledge: round ${n + 1} of ${count}`);
    rounds.push(await acknowledgements({ perSecond: 200, seconds: quick ? 2 : 10 }));
  }
  const columns = ['Round', 'asked', 'answered', 'p50 ms', 'p95 ms', 'p99 ms', `p99 ≤ ${goalMs} ms`];
  const rows = rounds.map(({ asked, answered, p50, p95, p99 }, at) => [
    String(at + 1),
    ...[asked, answered].map(String),
    ...[p50, p95, p99].map((ms) => ms.toFixed(1)),
    p99 <= goalMs ? 'met' : 'not met',
  ]);
  const table = { title: 'First answers at 200 interactions a second', columns, rows };
  return { name: 'acknowledge', tables: [table], figures: rounds };
};

/** Starts the bot in a playground, uses `/film random` at an even rate, and waits for the answers. */
export async function acknowledgements(load: { perSecond: number; seconds: number }): Promise<Acknowledgements> {
  // So many that nobody uses more than a member may.
  await using playground = await Playground.start({ port: 0, crowd: load.perSecond });
  const address = { DISCORD_TOKEN: playground.token, DISCORD_API_URL: playground.apiUrl };
  const env = { ...address, LOG_LEVEL: 'warn', LOG_FORMAT: 'json' };
  await using bot = new PeerProcess([...startFlags, main], env);
  return await Promise.race([measure(playground, load), bot.failed()]);
}

async function measure(
  playground: Playground,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Acknowledgements> {
  const { world } = playground;
  const channel = world.channels[0]?.id ?? '';
  const registered = () => [...world.commands.values()].flat().find(({ name }) => name === 'film')?.id;
  while (registered() === undefined) await sleep(20);

  const waiting = new Map<string, number>();
  const took: number[] = [];
  const unwatch = world.watch(() => {
    for (const [id, sentMs] of waiting) {
      if (!world.interactions.get(id)?.answered) continue;
      waiting.delete(id);
      took.push(performance.now() - sentMs);
    }
  });
  let used = 0;
  const use = async (): Promise<void> => {
    const person = world.people[(used += 1) % world.people.length]?.id ?? '';
    const options = [{ name: 'random', type: 1, options: [] }];
    const command = { as: person, channelId: channel, commandId: registered() ?? '', options };
    const sentMs = performance.now();
    const result = await playground.act({ do: 'command', ...command });
    if (!result.ok || result.interactionId === undefined) throw new Error('the playground took no command');
    waiting.set(result.interactionId, sentMs);
  };
  for (let count = 0; count < perSecond / 2; count += 1) await use().then(() => sleep(5));
  await sleep(500);
  took.length = 0;
  waiting.clear();

  const asked = perSecond * seconds;
  const startedMs = performance.now();
  for (let count = 0; count < asked; count += 1) {
    const aheadMs = startedMs + (count * 1000) / perSecond - performance.now();
    if (aheadMs > 1) await sleep(aheadMs);
    await use();
  }
  for (let left = lateMs; left > 0 && waiting.size > 0; left -= 20) await sleep(20);
  unwatch();
  const sorted = took.toSorted((a, b) => a - b);
  // An interaction without an answer is slower than any: nothing is better for its absence.
  const at = (share: number): number => sorted[Math.ceil(asked * share) - 1] ?? Infinity;
  return { asked, answered: took.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

if (import.meta.main) {
  const { tables } = await acknowledgeBench({ rounds: 1, quick: false, say: () => undefined });
  console.log(printedAll(tables, { quick: false }));
}
