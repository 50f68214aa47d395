import type { Figures, Strain } from './measure-bot.ts';
import { goalsTable } from './goals.ts';
import type { Bound } from './goals.ts';
import type { Table } from './report.ts';

/**
 * `client` is a plain discord.js Client, `raw` a socket and nothing else; `kinoklub` is as it is after `npm ci`, which fills
 * Node's compile cache for it, cold is one that finds it empty.
 */
export type BotName = 'raw' | 'client' | 'kinoklub' | 'kinoklub cold';

/** A figure of a bot in so many guilds. */
type Measured = Readonly<{ bot: BotName; guilds: number; figure: keyof Figures }>;

/** What one round measured. */
export type Round = readonly Readonly<{ bot: BotName; strain: Strain; figures: Figures }>[];

/** Without `beside` the value itself is held against the bound, else its ratio. */
type Goal = Bound &
  Readonly<{
    name: string;
    what: string;
    value: Measured;
    beside?: Measured;
  }>;

/** The guilds of a full shard, and of one that is well used. */
export const full = 2500;
export const usual = 1000;

const ours = (figure: keyof Figures, guilds: number, beside: BotName, bot: BotName = 'kinoklub') => ({
  value: { bot, guilds, figure },
  beside: { bot: beside, guilds, figure },
});
const coldly = (figure: keyof Figures) => ours(figure, full, 'client', 'kinoklub cold');
const oursAtNone = (figure: keyof Figures) => ({
  value: { bot: 'kinoklub', guilds: full, figure } as const,
  beside: { bot: 'kinoklub', guilds: 0, figure } as const,
});
const growth = { bot: 'kinoklub', guilds: usual, figure: 'growthMb' } as const;

/** What must hold, then what we are after. */
const goals: readonly Goal[] = [
  { name: 'floor', what: 'CPU per answer ÷ client', ...ours('answerCpuUs', usual, 'client'), atMost: 0.75 },
  { name: 'floor', what: 'memory, 2,500 guilds ÷ client', ...ours('rssMb', full, 'client'), atMost: 0.55 },
  { name: 'floor', what: 'start CPU, 2,500 guilds ÷ client', ...ours('startCpuMs', full, 'client'), atMost: 0.6 },
  { name: 'cold', what: 'memory, 2,500 guilds ÷ client', ...coldly('rssMb'), atMost: 0.55 },
  { name: 'cold', what: 'start CPU, 2,500 guilds ÷ client', ...coldly('startCpuMs'), atMost: 0.6 },
  { name: 'P1', what: 'CPU per answer ÷ client', ...ours('answerCpuUs', usual, 'client'), atMost: 0.4 },
  { name: 'P1', what: 'CPU per answer ÷ raw', ...ours('answerCpuUs', usual, 'raw'), atMost: 1.25 },
  { name: 'P2', what: 'answers per second ÷ client', ...ours('answersPerSecond', usual, 'client'), atLeast: 2.2 },
  { name: 'P2', what: 'answers per second ÷ raw', ...ours('answersPerSecond', usual, 'raw'), atLeast: 0.75 },
  { name: 'P3', what: 'CPU per answer at 200/s ÷ raw', ...ours('pacedCpuUs', usual, 'raw'), atMost: 1.2 },
  { name: 'P4', what: 'median wait at 200/s ÷ raw', ...ours('pacedP50Ms', usual, 'raw'), atMost: 1.2 },
  { name: 'P5', what: 'start CPU, 2,500 guilds ÷ client', ...ours('startCpuMs', full, 'client'), atMost: 0.3 },
  { name: 'P5', what: 'start, 2,500 guilds ÷ 0 guilds', ...oursAtNone('startMs'), atMost: 1.15 },
  { name: 'P6', what: 'memory, 2,500 guilds ÷ client', ...ours('rssMb', full, 'client'), atMost: 0.4 },
  { name: 'P6', what: 'memory, 2,500 guilds ÷ 0 guilds', ...oursAtNone('rssMb'), atMost: 1.12 },
  { name: 'P7', what: 'memory after 25,000 answers, MB more', value: growth, atMost: 40 },
  { name: 'P13', what: 'start ÷ client', ...ours('startMs', 0, 'client'), atMost: 0.45 },
  { name: 'P13', what: 'start ÷ raw', ...ours('startMs', 0, 'raw'), atMost: 1.2 },
];

/** How the goals stand after these rounds. */
export const botGoals = (rounds: readonly Round[]): Table =>
  goalsTable(
    'Floors and goals',
    goals.map((goal) => ({
      ...goal,
      what: `${goal.name}: ${goal.what}`,
      values: rounds.map((round) => valueIn(round, goal)),
    })),
  );

function valueIn(round: Round, { value, beside }: Goal): number {
  const read = ({ bot, guilds, figure }: Measured): number =>
    round.find((measured) => measured.bot === bot && measured.strain.guilds === guilds)?.figures[figure] ?? NaN;
  return beside ? read(value) / read(beside) : read(value);
}
