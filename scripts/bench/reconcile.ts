import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { emojiOf } from '../../src/domain/post.ts';
import { paceMs } from '../../src/services/reconciliation.ts';
import { FakeDiscord } from './discord/fake-discord.ts';
import { memberId } from './discord/ids.ts';
import { messageId } from './discord/reaction.ts';
import { fillPosts, postsToRead } from './fill-posts.ts';
import { PeerProcess } from './peer-process.ts';
import type { Bench, Table } from './report.ts';
import { startFlags } from '../start-flags.ts';

const given = { members: 10, score: 4 } as const;
/** Every tenth post has one more reaction than the bot heard of. */
const everyTenth = 10;
/** Discord's two lists of a score, ordinary reactions and super reactions; a page each when fewer than 100 gave it. */
const listsOfScore = 2;

type Figures = Readonly<{ requests: number; seconds: number; cpuMs: number; added: number }>;

/** How long the bot takes to read all open posts again after a start: really, and calculated for very many. */
export const reconcileBench: Bench = async ({ quick, say }) => {
  const posts = quick ? 20 : 500;
  say(`reconcile: reading ${posts} posts`);
  const found = await measure(posts);
  return { name: 'reconcile', tables: [measuredTable(posts, found), paperTable(10_000)], figures: { posts, found } };
};

async function measure(posts: number): Promise<Figures> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  const path = join(folder.path, 'store.db');
  await fillPosts(path, posts, given);
  await using discord = await FakeDiscord.start();
  let requests = 0;
  const answers = new Map(
    Array.from({ length: posts }, (_, n) => [messageId(n), given.members + Number(n % everyTenth === 0)]),
  );
  const emoji = { id: null, name: emojiOf(given.score, 'digits') };
  discord.onMessage = (request) => {
    requests += 1;
    const [, id = '', list] = /\/messages\/(\d+)(\/reactions\/.*)?$/.exec(request) ?? [];
    const count = answers.get(id) ?? 0;
    if (list === undefined) return { id, reactions: [{ emoji, count, me: false }] };
    return list.includes('type=1') ? [] : Array.from({ length: count }, (_, member) => ({ id: memberId(member) }));
  };
  const answered = discord.firstAnswer(posts);
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  await using bot = new PeerProcess([...startFlags, main], {
    ...{ DISCORD_TOKEN: 'bench', DISCORD_API_URL: discord.apiUrl, DATABASE_URL: `sqlite:${path}` },
    ...{ LOG_LEVEL: 'warn', LOG_FORMAT: 'json' },
  });
  const measured = async (): Promise<Figures> => {
    await answered;
    const [begunMs, before] = [performance.now(), await bot.usage()];
    using stored = new DatabaseSync(path, { readOnly: true });
    while (postsToRead(stored) > 0) await sleep(20);
    const [endedMs, after] = [performance.now(), await bot.usage()];
    const kept = Number(stored.prepare('select count(*) as kept from reactions').get()?.['kept']);
    return {
      ...{ requests, seconds: (endedMs - begunMs) / 1000, cpuMs: (after.cpuUs - before.cpuUs) / 1000 },
      added: kept - posts * given.members,
    };
  };
  return await Promise.race([measured(), bot.failed()]);
}

function measuredTable(posts: number, { requests, seconds, cpuMs, added }: Figures): Table {
  const row = [String(posts), String(requests), seconds.toFixed(1), (cpuMs / posts).toFixed(1), String(added)];
  return {
    title: 'All open posts read again after a start, every tenth with a reaction that was missed',
    columns: ['posts', 'requests', 'seconds', 'CPU ms / post', 'reactions found'],
    rows: [row],
  };
}

/** Calls are paced, so it is clear beforehand. */
function paperTable(posts: number): Table {
  const lists = { 'nothing was missed': 0, 'one score of every tenth post': posts / 10, 'all five scores': posts * 5 };
  return {
    title: `${posts.toLocaleString('en')} posts, calculated at a call every ${paceMs} ms, lists under 100`,
    columns: ['what is read besides the messages', 'requests', 'minutes'],
    rows: Object.entries(lists).map(([name, scores]) => {
      const requests = posts + scores * listsOfScore;
      return [name, requests.toLocaleString('en'), ((requests * paceMs) / 60_000).toFixed(0)];
    }),
  };
}
