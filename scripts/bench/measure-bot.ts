import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeDiscord } from './discord/fake-discord.ts';
import { median } from './median.ts';
import { PeerProcess } from './peer-process.ts';
import type { Usage } from './peer-process.ts';

/** Answers kept open in the closed loop. */
const open = 64;
const settleMs = 1000;

/** A bot to measure: the file that node runs, with which flags, and its environment besides token and address. */
export type Bot = Readonly<{ file: string; flags: readonly string[]; env: Readonly<Record<string, string>> }>;

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

/** Starts the bot, lets it connect and answer, and stops it. `check` throws for an answer that is none. */
export async function measureBot(
  discord: FakeDiscord,
  { file, flags, env }: Bot,
  strain: Strain,
  check: (body: string) => void,
): Promise<Figures> {
  const answered = discord.firstAnswer(strain.guilds);
  await using peer = new PeerProcess([...flags, file], {
    ...env,
    DISCORD_TOKEN: 'bench',
    DISCORD_API_URL: discord.apiUrl,
  });
  const measured = async (): Promise<Figures> => {
    const { atMs, body } = await answered;
    const started = await peer.usage();
    check(body);
    await sleep(settleMs);
    const settled = await peer.usage('collect');
    return {
      startMs: atMs - peer.startedMs,
      startCpuMs: started.cpuUs / 1000,
      rssMb: settled.rssBytes / 1e6,
      ...(strain.answers > 0 && (await closedLoop(discord, peer, strain.answers, settled))),
      ...(strain.pacedAnswers > 0 && (await paced(discord, peer, strain.pacedAnswers))),
    };
  };
  return await Promise.race([measured(), peer.failed()]);
}

async function closedLoop(discord: FakeDiscord, peer: PeerProcess, answers: number, settled: Usage) {
  const warmUp = Math.round(answers / 5);
  const counted = answers - warmUp;
  await discord.closedLoop({ answers: warmUp, open });
  const before = await peer.usage();
  const { ms } = await discord.closedLoop({ answers: counted, open });
  const after = await peer.usage();
  return {
    answerCpuUs: (after.cpuUs - before.cpuUs) / counted,
    answersPerSecond: (counted * 1000) / ms,
    growthMb: (after.rssBytes - settled.rssBytes) / 1e6,
  };
}

async function paced(discord: FakeDiscord, peer: PeerProcess, answers: number) {
  const before = await peer.usage();
  const { latenciesMs } = await discord.paced({ answers, perSecond: 200 });
  const after = await peer.usage();
  return { pacedCpuUs: (after.cpuUs - before.cpuUs) / answers, pacedP50Ms: median(latenciesMs) };
}
