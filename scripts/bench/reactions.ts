import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drawCards } from './cards.ts';
import { FakeDiscord } from './discord/fake-discord.ts';
import { reactionFrame } from './discord/reaction.ts';
import { fillPosts, postsToRead } from './fill-posts.ts';
import { goalsTable } from './goals.ts';
import { median } from './median.ts';
import { PeerProcess } from './peer-process.ts';
import type { Bench, Table } from './report.ts';
import { startFlags } from '../start-flags.ts';

/** So few that the bot has read all of them soon after its start: it makes ten calls a second for that. */
const posts = 20;

const bots = {
  kinoklub: 'kinoklub',
  counting: 'Client, counting in memory',
  keeping: 'Client, each into SQLite',
} as const;
type BotName = keyof typeof bots;
/** `others`: to messages that are none of the bot's, as most reactions in a guild are; these come last. */
type Load = Readonly<{ events: number; perSecond: number; to?: 'others' }>;
type Figures = Readonly<{ cpuUs: number; perSecond: number; growthMb: number }>;
type Round = Readonly<{ load: Load; figures: Readonly<Record<BotName, Figures>> }>;

/**
 * What a reaction costs the whole process, from the event to the disk: the bot as `src/main.ts` starts it beside a plain
 * discord.js Client that hears the same. And the memory of the bot after very many.
 *
 * What compares is the Client that keeps each reaction as durably. The one that counts in memory tells what of that is hearing
 * alone, library and socket: it has no vote any more after a restart, and no bot that keeps them comes below it by much.
 */
export const reactionsBench: Bench = async ({ rounds: count, quick, say }) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  const cardsFile = join(folder.path, 'cards.json');
  writeFileSync(cardsFile, JSON.stringify(await drawCards()));
  await using discord = await FakeDiscord.start();
  const loads: readonly Load[] = quick
    ? [
        { events: 2000, perSecond: Infinity },
        { events: 500, perSecond: 500 },
        { events: 2000, perSecond: Infinity, to: 'others' },
      ]
    : [
        { events: 20_000, perSecond: Infinity },
        { events: 5000, perSecond: 1000 },
        { events: 1000, perSecond: 100 },
        { events: 20_000, perSecond: Infinity, to: 'others' },
      ];
  const rounds: Round[][] = [];
  let runs = 0;
  const run = (bot: BotName, legs: readonly Load[]): Promise<readonly Figures[]> =>
    measure(discord, { bot, legs, cardsFile, store: join(folder.path, `store-${(runs += 1)}.db`) });
  for (let n = 0; n < count; n += 1) {
    const names = Object.keys(bots) as BotName[];
    const found = new Map<BotName, readonly Figures[]>();
    for (const bot of n % 2 === 0 ? names : names.toReversed()) {
      say(`reactions: round ${n + 1} of ${count}, ${bots[bot]}`);
      found.set(bot, await run(bot, loads));
    }
    const none = { cpuUs: NaN, perSecond: NaN, growthMb: NaN };
    const of = (bot: BotName, at: number): Figures => found.get(bot)?.[at] ?? none;
    rounds.push(
      loads.map((load, at) => ({
        load,
        figures: { kinoklub: of('kinoklub', at), counting: of('counting', at), keeping: of('keeping', at) },
      })),
    );
  }
  say('reactions: very many');
  const many = quick ? [2000, 2000] : [50_000, 150_000, 300_000];
  const grown = await run(
    'kinoklub',
    many.map((events) => ({ events, perSecond: Infinity })),
  );
  return {
    name: 'reactions',
    tables: [
      ...loads.map((load, at) =>
        cpuTable(
          load,
          rounds.flatMap((round) => round[at] ?? []),
        ),
      ),
      memoryTable(many, grown),
      goals(rounds, grown),
    ],
    figures: { rounds, many, grown },
  };
};

/** Starts a bot and gives it one load after the other; growth is counted from before the first. */
async function measure(
  discord: FakeDiscord,
  { bot, legs, cardsFile, store }: Readonly<{ bot: BotName; legs: readonly Load[]; cardsFile: string; store: string }>,
): Promise<readonly Figures[]> {
  if (bot === 'kinoklub') await fillPosts(store, posts);
  const answered = discord.firstAnswer(posts);
  const file = fileURLToPath(new URL(bot === 'kinoklub' ? '../../src/main.ts' : 'peers/client.mjs', import.meta.url));
  await using peer = new PeerProcess([...(bot === 'kinoklub' ? startFlags : []), file], {
    ...{ DISCORD_TOKEN: 'bench', DISCORD_API_URL: discord.apiUrl },
    ...(bot === 'kinoklub' && { DATABASE_URL: `sqlite:${store}`, LOG_LEVEL: 'warn', LOG_FORMAT: 'json' }),
    ...(bot !== 'kinoklub' && { BENCH_CARDS: cardsFile }),
    ...(bot === 'keeping' && { BENCH_STORE: store }),
  });
  const measured = async (): Promise<readonly Figures[]> => {
    await answered;
    using stored = bot === 'counting' ? undefined : new DatabaseSync(store, { readOnly: true });
    const kept = (): number => Number(stored?.prepare('select count(*) as found from reactions').get()?.['found']);
    // After its start it reads all posts again; that is not what is measured here.
    if (bot === 'kinoklub' && stored) while (postsToRead(stored) > 0) await sleep(20);
    await sleep(500);
    const settled = await peer.usage('collect');
    const found: Figures[] = [];
    let told = 0;
    for (const { events: wanted, perSecond, to } of legs) {
      // With an fsync for each, the rest would take minutes and say no more.
      const events = bot === 'keeping' ? Math.min(wanted, 2000) : wanted;
      const before = await peer.usage();
      const startedMs = performance.now();
      const from = told;
      await discord.tell({ events, perSecond, frame: (n) => reactionFrame(from + n, posts, to) });
      if (to === undefined) told += events;
      // A Client that keeps them all is done when `tell` is.
      while (stored && kept() < told) await sleep(20);
      const ms = performance.now() - startedMs;
      const after = await peer.usage();
      found.push({
        cpuUs: (after.cpuUs - before.cpuUs) / events,
        perSecond: (events * 1000) / ms,
        growthMb: (after.rssBytes - settled.rssBytes) / 1e6,
      });
    }
    return found;
  };
  return await Promise.race([measured(), peer.failed()]);
}

const nameOf = ({ events, perSecond, to }: Load): string =>
  `${events.toLocaleString('en')} reactions${to === 'others' ? " to others' messages" : ''}, ${perSecond === Infinity ? 'as fast as they go' : `${perSecond.toLocaleString('en')} a second`}`;

function cpuTable(load: Load, rounds: readonly Round[]): Table {
  const rows = (Object.keys(bots) as BotName[]).map((bot) => {
    const middle = (figure: keyof Figures): number => median(rounds.map(({ figures }) => figures[bot][figure]));
    const ratio = median(rounds.map(({ figures }) => figures.kinoklub.cpuUs / figures[bot].cpuUs));
    const speed = Math.round(middle('perSecond')).toLocaleString('en');
    return [bots[bot], middle('cpuUs').toFixed(0), ratio.toFixed(2), speed, middle('growthMb').toFixed(0)];
  });
  return {
    title: `${nameOf(load)} (${rounds.length} rounds, medians)`,
    columns: ['bot', 'CPU µs / reaction', 'kinoklub ÷ this', 'reactions / s', 'MB more after'],
    rows,
  };
}

/** The memory is that of one run: after as many as a busy year brings, and after ten times as many. */
function goals(rounds: readonly (readonly Round[])[], grown: readonly Figures[]): Table {
  const cpu = (beside: BotName, found: readonly Round[]): readonly number[] =>
    found.map(({ figures }) => figures.kinoklub.cpuUs / figures[beside].cpuUs);
  const atOnce = rounds.flatMap((round) => round[0] ?? []);
  const others = rounds.flatMap((round) => round.filter(({ load }) => load.to === 'others'));
  const growth = grown.map(({ growthMb }) => growthMb);
  return goalsTable('Goals of the reactions', [
    { what: 'CPU, kept ÷ a Client that keeps them', values: cpu('keeping', atOnce), atMost: 0.5 },
    { what: "CPU, others' messages ÷ a Client that counts", values: cpu('counting', others), atMost: 1 },
    { what: 'MB more after the first many', values: growth.slice(0, 1), atMost: 20 },
    { what: 'MB more between those and all', values: [Math.max(...growth) - (growth[0] ?? NaN)], atMost: 10 },
  ]);
}

function memoryTable(many: readonly number[], grown: readonly Figures[]): Table {
  let sum = 0;
  const rows = grown.map(({ growthMb, perSecond, cpuUs }, at) => {
    sum += many[at] ?? 0;
    return [
      sum.toLocaleString('en'),
      growthMb.toFixed(1),
      Math.round(perSecond).toLocaleString('en'),
      cpuUs.toFixed(0),
    ];
  });
  return {
    title: 'kinoklub after very many reactions (one run)',
    columns: ['reactions', 'MB more', 'reactions / s', 'CPU µs / reaction'],
    rows,
  };
}
