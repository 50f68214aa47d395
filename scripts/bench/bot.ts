import { mkdtempDisposableSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { full, usual } from './bot-goals.ts';
import type { BotName, Round } from './bot-goals.ts';
import { reportOf } from './bot-report.ts';
import { drawCards } from './cards.ts';
import type { Card } from './cards.ts';
import { FakeDiscord } from './discord/fake-discord.ts';
import { measureBots } from './measure-bot.ts';
import type { Bot, Figures, Strain } from './measure-bot.ts';
import type { Bench } from './report.ts';
import { startFlags } from '../start-flags.ts';

/** What is measured of which bots. */
type Course = Strain & Readonly<{ bots: readonly BotName[] }>;

const bots: readonly BotName[] = ['raw', 'client', 'kinoklub'];
const cold: readonly BotName[] = ['kinoklub cold'];

/** A cold start is about the start alone: the answers after it are the same. */
const courses: readonly Course[] = [
  { guilds: 0, answers: 8000, pacedAnswers: 0, bots },
  { guilds: 0, answers: 0, pacedAnswers: 0, bots: cold },
  { guilds: usual, answers: 25_000, pacedAnswers: 500, bots },
  { guilds: full, answers: 8000, pacedAnswers: 0, bots },
  { guilds: full, answers: 0, pacedAnswers: 0, bots: cold },
];
/** The same places, so that every goal has a figure. */
const quickCourses = courses.map((course) => ({
  ...course,
  answers: Math.min(course.answers, 500),
  pacedAnswers: Math.min(course.pacedAnswers, 50),
}));

/**
 * The bot as `npm start` starts it beside two others that say the same: started one after the other, in an order that turns
 * around every round, and then asked in turns.
 */
export const botBench: Bench = async ({ rounds: count, quick, say }) => {
  const cards = await drawCards();
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  await using stack = new AsyncDisposableStack();
  const discord = async (): Promise<FakeDiscord> => stack.use(await FakeDiscord.start());
  // Ours has one, cold or not: it keeps the commands that were registered.
  const discords = { raw: await discord(), client: await discord(), ours: await discord() };
  const start = startsOf(cards, folder.path, discords);
  const check = checkAgainst(cards);
  say('bot: filling the compile cache');
  // As an install does; here also for whoever has changed the code since. What this start took is not looked at.
  await measureBots([start.kinoklub()], { guilds: 0, answers: 0, pacedAnswers: 0 }, check);

  const rounds: Round[] = [];
  for (let n = 0; n < count; n += 1) {
    const round: { bot: BotName; strain: Strain; figures: Figures }[] = [];
    for (const { bots: all, ...strain } of quick ? quickCourses : courses) {
      const names = n % 2 === 0 ? all : all.toReversed();
      say(`bot: round ${n + 1} of ${count}, ${names.join(', ')} in ${strain.guilds} guilds`);
      const found = await measureBots(
        names.map((name) => start[name]()),
        strain,
        check,
      );
      round.push(...names.flatMap((bot, at) => (found[at] ? [{ bot, strain, figures: found[at] }] : [])));
    }
    rounds.push(round);
  }
  return reportOf(rounds);
};

/** How each bot is started: as installed, or with an empty compile cache. */
function startsOf(
  cards: readonly Card[],
  folder: string,
  discords: Readonly<Record<'raw' | 'client' | 'ours', FakeDiscord>>,
): Readonly<Record<BotName, () => Bot>> {
  const cardsFile = join(folder, 'cards.json');
  writeFileSync(cardsFile, JSON.stringify(cards));
  const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  // As anybody starts them. With our young generation the Client would take 50 MB less in 2,500 guilds, and 8 % more CPU an answer.
  const other = (name: 'raw' | 'client') => (): Bot => ({
    ...{ file: file(`./peers/${name}.mjs`), flags: [], env: { BENCH_CARDS: cardsFile }, discord: discords[name] },
  });
  const ours = (cache?: string): Bot => ({
    file: file('../start.mjs'),
    flags: startFlags,
    env: { LOG_LEVEL: 'info', LOG_FORMAT: 'json', ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }) },
    discord: discords.ours,
  });
  return {
    raw: other('raw'),
    client: other('client'),
    kinoklub: () => ours(),
    'kinoklub cold': () => ours(mkdtempSync(join(folder, 'cold-'))),
  };
}

/** Throws unless the body is the answer to `/film random`: a card of our library. */
function checkAgainst(cards: readonly Card[]): (body: string) => void {
  const titles = new Set(cards.map(({ embeds }) => embeds[0]?.title));
  return (body) => {
    const { type, data } = JSON.parse(body) as { type: number; data?: Card };
    if (type !== 4 || !titles.has(data?.embeds[0]?.title)) throw new Error(`no answer to /film random: ${body}`);
  };
}
