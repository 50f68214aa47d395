import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { goalsTable } from './goals.ts';
import type { Bound } from './goals.ts';
import { median } from './median.ts';
import { printedAll } from './report.ts';
import type { Bench, BenchOptions, Table } from './report.ts';
import type { EngineName } from './search-engines.ts';
import type { Answers, Build, Task } from './search-process.ts';

const names: readonly EngineName[] = ['kinoklub', 'kinoklub completing', 'minisearch', 'bare search'];
const built: readonly EngineName[] = ['kinoklub', 'minisearch', 'bare search'];

type Round = Readonly<{ builds: readonly Build[]; synthetic: readonly Answers[]; real: readonly Answers[] }>;

/** Search beside MiniSearch and beside a halving of one sorted array, among synthetic titles and among the real ones. */
export const searchBench: Bench = async ({ rounds, quick, say }: BenchOptions) => {
  const count = quick ? 10_000 : 100_000;
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`search: round ${round} of ${rounds}`);
    const builds: Build[] = [];
    // The order turns round each time: who comes first has the cooler machine.
    for (const build of round % 2 === 0 ? built.toReversed() : built) {
      builds.push((await run({ titles: 'synthetic', count, asked: 0, build })) as Build);
    }
    const ask = round % 2 === 0 ? names.toReversed() : names;
    measured.push({
      builds,
      synthetic: (await run({ titles: 'synthetic', count, asked: 1000, ask })) as readonly Answers[],
      real: (await run({ titles: 'real', count, asked: 300, ask })) as readonly Answers[],
    });
  }
  const titles = count.toLocaleString('en');
  const tables = [
    buildTable(`Search: ${titles} titles in memory`, measured),
    answersTable(
      `Search: answers among ${titles} titles`,
      measured.map(({ synthetic }) => synthetic),
    ),
    answersTable(
      'Search: answers among the 61 films',
      measured.map(({ real }) => real),
    ),
    searchGoals(measured),
  ];
  return { name: 'search', tables, figures: measured };
};

async function run(task: Task): Promise<unknown> {
  const script = fileURLToPath(new URL('search-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, JSON.stringify(task)]);
  return JSON.parse(stdout);
}

function buildTable(title: string, rounds: readonly Round[]): Table {
  const middle = (engine: EngineName, figure: 'buildMs' | 'memoryMb'): string =>
    median(rounds.map((round) => buildOf(round, engine)[figure])).toFixed(figure === 'buildMs' ? 0 : 1);
  const rows = built.map((engine) => [engine, middle(engine, 'buildMs'), middle(engine, 'memoryMb')]);
  return { title, columns: ['', 'build ms', 'heap and external MB'], rows };
}

function answersTable(title: string, rounds: readonly (readonly Answers[])[]): Table {
  const [first = []] = rounds;
  const rows = first.map(({ engine, queries }) => {
    const middle = (figure: 'p50' | 'p99' | 'p99OfMedians' | 'found'): number =>
      median(rounds.map((answers) => answersOf(answers, engine, queries)[figure]));
    const found = queries === 'prefix' ? '' : `${(100 * middle('found')).toFixed(1)} %`;
    return [
      `${queries}: ${engine}`,
      ...(['p50', 'p99', 'p99OfMedians'] as const).map((each) => middle(each).toFixed(1)),
      found,
    ];
  });
  return {
    title,
    columns: ['', 'p50 µs', 'p99 µs', 'p99 of the queries’ medians µs', 'meant one in 25'],
    rows: rows.toSorted((a, b) => order(a) - order(b)),
  };
}

const order = ([name = '']: readonly string[]): number =>
  ['prefix', 'typo', 'real typos'].indexOf(name.split(':')[0] ?? '') * names.length +
  names.findIndex((engine) => name.endsWith(`: ${engine}`));

/** Our two ways to answer: what fits, else typos; and as options complete, also with typos behind what fits. */
const ways = { find: 'kinoklub', completing: 'kinoklub completing' } as const;

/**
 * Each goal for both ways, except of what they share. A ratio is one of the p99 of the queries' medians: in microseconds that of
 * all answers tells what the machine did besides. The floors are told by all answers.
 */
function searchGoals(rounds: readonly Round[]): Table {
  type Value = (round: Round, way: EngineName) => number;
  const prefix: Value = ({ synthetic }, engine) => answersOf(synthetic, engine, 'prefix').p99OfMedians;
  const typo: Value = ({ synthetic }, engine) => answersOf(synthetic, engine, 'typo').p99OfMedians;
  const worst =
    (queries: 'prefix' | 'typo'): Value =>
    ({ synthetic }, engine) =>
      answersOf(synthetic, engine, queries).p99;
  const found: Value = ({ synthetic }, engine) => answersOf(synthetic, engine, 'typo').found;
  const ratio = (round: Round, figure: 'buildMs' | 'memoryMb'): number =>
    buildOf(round, 'kinoklub')[figure] / buildOf(round, 'minisearch')[figure];
  const goals: readonly [what: string, bound: Bound, value: Value][] = [
    ['prefix p99 ÷ bare search', { atMost: 1.5 }, (round, way) => prefix(round, way) / prefix(round, 'bare search')],
    ['typo p99 ÷ bare search', { atMost: 20 }, (round, way) => typo(round, way) / prefix(round, 'bare search')],
    ['typo found, synthetic', { atLeast: 0.9 }, found],
    ['typo found, of people', { atLeast: 0.9 }, ({ real }, way) => answersOf(real, way, 'real typos').found],
    ['floor: prefix p99, µs', { atMost: 1000 }, worst('prefix')],
    ['floor: typo p99, µs', { atMost: 1000 }, worst('typo')],
    ['floor: typo found', { atLeast: 0.85 }, found],
    ['memory ÷ MiniSearch', { atMost: 0.6 }, (round) => ratio(round, 'memoryMb')],
    ['build ÷ MiniSearch', { atMost: 1 }, (round) => ratio(round, 'buildMs')],
  ];
  return goalsTable(
    'Search: floors and goals',
    goals.flatMap(([what, bound, value]) =>
      Object.entries(value.length === 1 ? { index: ways.find } : ways).map(([way, engine]) => ({
        ...bound,
        what: `${what}: ${way}`,
        values: rounds.map((round) => value(round, engine)),
      })),
    ),
  );
}

function buildOf({ builds }: Round, engine: EngineName): Build {
  return builds.find((build) => build.engine === engine) ?? { engine, buildMs: NaN, memoryMb: NaN };
}

function answersOf(answers: readonly Answers[], engine: EngineName, queries: string): Answers {
  const found = answers.find((each) => each.engine === engine && each.queries === queries);
  return found ?? { engine, queries, p50: NaN, p99: NaN, p99OfMedians: NaN, found: NaN };
}

if (import.meta.main) {
  const quick = process.argv.includes('--quick');
  const report = await searchBench({ rounds: quick ? 1 : 5, quick, say: (line) => process.stderr.write(`${line}\n`) });
  console.log(`${printedAll(report.tables, { quick })}\n`);
  console.log(JSON.stringify(report.figures));
}
