import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { full, goalsTable, usual } from './bot-goals.ts';
import type { BotName, Round } from './bot-goals.ts';
import { drawCards } from './cards.ts';
import type { Card } from './cards.ts';
import { FakeDiscord } from './discord/fake-discord.ts';
import { measureBot } from './measure-bot.ts';
import type { Bot, Figures, Strain } from './measure-bot.ts';
import { median } from './median.ts';
import type { Bench, Report, Table } from './report.ts';

/** What is measured of which bot. A warm start is about the start alone. */
type Course = Strain & Readonly<{ bots: readonly BotName[] }>;

const everyBot: readonly BotName[] = ['raw', 'client', 'kinoklub', 'kinoklub warm'];
const loadedBots: readonly BotName[] = ['raw', 'client', 'kinoklub'];

const courses: readonly Course[] = [
  { guilds: 0, answers: 0, pacedAnswers: 0, bots: everyBot },
  { guilds: usual, answers: 25_000, pacedAnswers: 500, bots: loadedBots },
  { guilds: full, answers: 0, pacedAnswers: 0, bots: everyBot },
];
/** The same places, so that every goal has a figure. */
const quickCourses = courses.map((course) => ({
  ...course,
  answers: Math.min(course.answers, 1000),
  pacedAnswers: Math.min(course.pacedAnswers, 50),
}));

/**
 * The bot as `src/main.ts` starts it beside two others that say the same: each alone, one after the other, in an order that
 * turns around every round.
 */
export const botBench: Bench = async ({ rounds: count, quick, say }) => {
  const cards = await drawCards();
  const bots = botsWith(cards);
  await using discord = await FakeDiscord.start();
  const check = checkAgainst(cards);
  say('bot: filling the compile cache');
  // A cache is written when the process ends; what this start took is not looked at.
  await measureBot(discord, bots['kinoklub warm'](), { guilds: 0, answers: 0, pacedAnswers: 0 }, check);

  const rounds: Round[] = [];
  for (let n = 0; n < count; n += 1) {
    const runs = (quick ? quickCourses : courses).flatMap(({ bots: names, ...strain }) =>
      names.map((bot) => ({ bot, strain })),
    );
    const round: { bot: BotName; guilds: number; figures: Figures }[] = [];
    for (const { bot, strain } of n % 2 === 0 ? runs : runs.toReversed()) {
      say(`bot: round ${n + 1} of ${count}, ${bot} in ${strain.guilds} guilds`);
      const figures = await measureBot(discord, bots[bot](), strain, check);
      round.push({ bot, guilds: strain.guilds, figures });
    }
    rounds.push(round);
  }
  return reportOf(rounds);
};

/** How each bot is started. Every cold start gets an empty compile cache, the warm ones share one. */
function botsWith(cards: readonly Card[]): Readonly<Record<BotName, () => Bot>> {
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-bench-'));
  const cardsFile = join(folder, 'cards.json');
  writeFileSync(cardsFile, JSON.stringify(cards));
  const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const other = (path: string) => (): Bot => ({ file: file(path), env: { BENCH_CARDS: cardsFile } });
  const ours = (cache: string): Bot => ({
    file: file('../../src/main.ts'),
    env: { LOG_LEVEL: 'info', LOG_FORMAT: 'json', NODE_COMPILE_CACHE: cache },
  });
  return {
    raw: other('peers/raw.mjs'),
    client: other('peers/client.mjs'),
    kinoklub: () => ours(mkdtempSync(join(folder, 'cold-'))),
    'kinoklub warm': () => ours(join(folder, 'warm')),
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

const columns: readonly (readonly [title: string, figure: keyof Figures, digits: number])[] = [
  ['start ms', 'startMs', 0],
  ['start CPU ms', 'startCpuMs', 0],
  ['memory MB', 'rssMb', 0],
  ['CPU µs / answer', 'answerCpuUs', 1],
  ['answers / s', 'answersPerSecond', 0],
  ['MB more after', 'growthMb', 0],
  ['CPU µs at 200/s', 'pacedCpuUs', 0],
  ['wait ms at 200/s', 'pacedP50Ms', 2],
];

function reportOf(rounds: readonly Round[]): Report {
  const guilds = [...new Set(rounds.flat().map((measured) => measured.guilds))].toSorted((a, b) => a - b);
  return {
    name: 'bot',
    tables: [...guilds.map((count) => figuresTable(rounds, count)), goalsTable(rounds)],
    figures: { rounds },
  };
}

/** Medians of one guild count, each with its ratio to `client`: the median of the rounds' ratios. */
function figuresTable(rounds: readonly Round[], guilds: number): Table {
  const valuesOf = (bot: BotName, figure: keyof Figures): number[] =>
    rounds.map((round) => round.find((found) => found.bot === bot && found.guilds === guilds)?.figures[figure] ?? NaN);
  const measured = columns.filter(([, figure]) => valuesOf('client', figure).every((value) => !Number.isNaN(value)));
  const bots = everyBot.filter((bot) => valuesOf(bot, 'startMs').every((value) => !Number.isNaN(value)));
  return {
    title: `/film random in ${guilds.toLocaleString('en')} guilds (${rounds.length} rounds; × client)`,
    columns: ['bot', ...measured.map(([title]) => title)],
    rows: bots.map((bot) => [
      bot,
      ...measured.map(([, figure, digits]) => {
        const values = valuesOf(bot, figure);
        const ratios = valuesOf('client', figure).map((client, at) => (values[at] ?? NaN) / client);
        return `${median(values).toFixed(digits)} ×${median(ratios).toFixed(2)}`;
      }),
    ]),
  };
}
