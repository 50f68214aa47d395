import { botGoals } from './bot-goals.ts';
import type { BotName, Round } from './bot-goals.ts';
import type { Figures } from './measure-bot.ts';
import { median } from './median.ts';
import type { Report, Table } from './report.ts';

/** In the order of the tables: from the least that a bot can do to what ours does. */
const everyBot: readonly BotName[] = ['raw', 'client', 'kinoklub', 'kinoklub cold'];

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

/** Every round's figures; for people their medians by guild count, and how the goals stand. */
export function reportOf(rounds: readonly Round[]): Report {
  const guilds = [...new Set(rounds.flat().map(({ strain }) => strain.guilds))].toSorted((a, b) => a - b);
  return {
    name: 'bot',
    tables: [...guilds.map((count) => figuresTable(rounds, count)), botGoals(rounds)],
    figures: { rounds },
  };
}

/** Medians of one guild count, each with its ratio to `client`: the median of the rounds' ratios. */
function figuresTable(rounds: readonly Round[], guilds: number): Table {
  const valuesOf = (bot: BotName, figure: keyof Figures): number[] =>
    rounds.map(
      (round) => round.find((found) => found.bot === bot && found.strain.guilds === guilds)?.figures[figure] ?? NaN,
    );
  const measured = columns.filter(([, figure]) => valuesOf('client', figure).every((value) => !Number.isNaN(value)));
  const bots = everyBot.filter((bot) => valuesOf(bot, 'startMs').every((value) => !Number.isNaN(value)));
  const here = rounds.flat().filter(({ strain }) => strain.guilds === guilds);
  const answers = Math.max(...here.map(({ strain }) => strain.answers)).toLocaleString('en');
  return {
    title: `${guilds.toLocaleString('en')} guilds, ${answers} answers (${rounds.length} rounds; × client; kinoklub with the flags of npm start, the others without any)`,
    columns: ['bot', ...measured.map(([title]) => title)],
    rows: bots.map((bot) => [
      bot,
      ...measured.map(([, figure, digits]) => {
        const values = valuesOf(bot, figure);
        if (values.some(Number.isNaN)) return '';
        const ratios = valuesOf('client', figure).map((client, at) => (values[at] ?? NaN) / client);
        return `${median(values).toFixed(digits)} ×${median(ratios).toFixed(2)}`;
      }),
    ]),
  };
}
