import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeDiscord } from './discord/fake-discord.ts';
import { median } from './median.ts';
import { PeerProcess } from './peer-process.ts';
import type { Usage } from './peer-process.ts';

/** Answers kept open in the closed loop. */
const open = 64;
const settleMs = 1000;
/** Answers that one bot gives before it is the next one's turn: a machine that is slow for a while is so for all of them. */
const turn = 500;

/**
 * A bot to measure: the file that node runs, with which flags, its environment besides token and address, and the Discord
 * that is its alone.
 */
export type Bot = Readonly<{
  file: string;
  flags: readonly string[];
  env: Readonly<Record<string, string>>;
  discord: FakeDiscord;
}>;

/** How long to load it: in all, the first fifth only to warm up; and at a slow, even rate. 0 for not at all. */
export type Strain = Readonly<{ guilds: number; answers: number; pacedAnswers: number }>;

/** What one bot took in one round; loads that were not asked for are missing. CPU of the whole process, its threads included. */
export type Figures = Readonly<{
  /** From the start of the process to its first answer, all guilds received. */
  startMs: number;
  startCpuMs: number;
  /** Resident memory a second after that and a full garbage collection. */
  rssMb: number;
  answerCpuUs?: number;
  answersPerSecond?: number;
  /** Resident memory on top of `rssMb` after all the answers, without a forced collection. */
  growthMb?: number;
  pacedCpuUs?: number;
  pacedP50Ms?: number;
}>;

/**
 * Starts the bots one after the other, lets them answer in turns, and stops them: what each took, in their order. `check`
 * throws for a first answer that is none.
 */
export async function measureBots(
  bots: readonly Bot[],
  { guilds, answers, pacedAnswers }: Strain,
  check: (body: string) => void,
): Promise<readonly Figures[]> {
  await using stack = new AsyncDisposableStack();
  const running: RunningBot[] = [];
  for (const bot of bots) running.push(stack.use(await RunningBot.start(bot, guilds, check)));
  const failed = Promise.race(running.map((bot) => bot.failed()));
  const measured = async (): Promise<readonly Figures[]> => {
    const warmUp = Math.round(answers / 5);
    if (answers > 0) for (const bot of running) await bot.answer(warmUp, { counted: false });
    for (let left = answers - warmUp, n = 0; left > 0; left -= turn, n += 1)
      for (const bot of n % 2 === 0 ? running : running.toReversed()) await bot.answer(Math.min(left, turn));
    const figures: Figures[] = [];
    for (const bot of running) figures.push(await bot.figures(pacedAnswers));
    return figures;
  };
  return await Promise.race([measured(), failed]);
}

/** A bot that has connected and given its first answer. */
class RunningBot implements AsyncDisposable {
  readonly #discord: FakeDiscord;
  readonly #peer: PeerProcess;
  readonly #started: Readonly<{ ms: number; usage: Usage; settled: Usage }>;
  #answers = 0;
  #cpuUs = 0;
  #ms = 0;

  private constructor(parts: { discord: FakeDiscord; peer: PeerProcess; ms: number; usage: Usage; settled: Usage }) {
    this.#discord = parts.discord;
    this.#peer = parts.peer;
    this.#started = parts;
  }

  static async start(
    { file, flags, env, discord }: Bot,
    guilds: number,
    check: (body: string) => void,
  ): Promise<RunningBot> {
    const answered = discord.firstAnswer(guilds);
    await using stack = new AsyncDisposableStack();
    const address = { DISCORD_TOKEN: 'bench', DISCORD_API_URL: discord.apiUrl };
    const peer = stack.use(new PeerProcess([...flags, file], { ...env, ...address }));
    const { atMs, body } = await Promise.race([answered, peer.failed()]);
    const usage = await peer.usage();
    check(body);
    await sleep(settleMs);
    const settled = await peer.usage('collect');
    stack.move();
    return new RunningBot({ discord, peer, ms: atMs - peer.startedMs, usage, settled });
  }

  failed(): Promise<never> {
    return this.#peer.failed();
  }

  /** Lets it answer as fast as it can. */
  async answer(answers: number, { counted = true }: { counted?: boolean } = {}): Promise<void> {
    const before = await this.#peer.usage();
    const { ms } = await this.#discord.closedLoop({ answers, open });
    if (!counted) return;
    const after = await this.#peer.usage();
    this.#answers += answers;
    this.#cpuUs += after.cpuUs - before.cpuUs;
    this.#ms += ms;
  }

  /** What it took so far; and at last, what it takes at a slow rate. */
  async figures(pacedAnswers: number): Promise<Figures> {
    const { ms, usage, settled } = this.#started;
    const now = await this.#peer.usage();
    return {
      startMs: ms,
      startCpuMs: usage.cpuUs / 1000,
      rssMb: settled.rssBytes / 1e6,
      ...(this.#answers > 0 && {
        answerCpuUs: this.#cpuUs / this.#answers,
        answersPerSecond: (this.#answers * 1000) / this.#ms,
        growthMb: (now.rssBytes - settled.rssBytes) / 1e6,
      }),
      ...(pacedAnswers > 0 && (await this.#paced(pacedAnswers, now))),
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#peer[Symbol.asyncDispose]();
  }

  async #paced(answers: number, before: Usage): Promise<Pick<Figures, 'pacedCpuUs' | 'pacedP50Ms'>> {
    const { latenciesMs } = await this.#discord.paced({ answers, perSecond: 200 });
    const after = await this.#peer.usage();
    return { pacedCpuUs: (after.cpuUs - before.cpuUs) / answers, pacedP50Ms: median(latenciesMs) };
  }
}
