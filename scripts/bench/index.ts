import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { acknowledgeBench } from './acknowledge.ts';
import { ballotsBench } from './ballots.ts';
import { botBench } from './bot.ts';
import { laneBench } from './lane.ts';
import { reactionsBench } from './reactions.ts';
import { readingsBench } from './readings.ts';
import { reconcileBench } from './reconcile.ts';
import { printedAll } from './report.ts';
import type { Bench, BenchOptions, Report } from './report.ts';
import { schedulesBench } from './schedules.ts';
import { searchBench } from './search.ts';
import { storeBench } from './store.ts';

/** All of them, one after the other: two at once would measure each other. */
const benches: readonly Bench[] = [
  ...[botBench, acknowledgeBench, searchBench, storeBench, ballotsBench],
  ...[reactionsBench, readingsBench, reconcileBench, laneBench, schedulesBench],
];

const usage = 'npm run bench [-- --quick | --rounds N] [--json FILE]';

const options = readOptions();
const reports: Report[] = [];
for (const bench of benches) {
  const report = await bench({ ...options, say: (line) => process.stderr.write(`${line}\n`) });
  console.log(`${printedAll(report.tables, options)}\n`);
  reports.push(report);
}
if (options.json !== undefined) {
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism() };
  writeFileSync(
    options.json,
    `${JSON.stringify({ machine, quick: options.quick, rounds: options.rounds, reports }, null, 2)}\n`,
  );
}

/** What the command line asks for; ends with 64 when it cannot be understood. */
function readOptions(): Omit<BenchOptions, 'say'> & { json: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' }, json: { type: 'string' } },
    });
    const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1');
    return { rounds, quick: values.quick, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(64);
  }
}
