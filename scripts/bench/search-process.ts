import { median } from './median.ts';
import { engines, shown } from './search-engines.ts';
import type { EngineName, Search } from './search-engines.ts';
import { prefixQueries, realQueries, realTitles, syntheticTitles, typoQueries } from './titles.ts';
import type { Query } from './titles.ts';

/** How one engine fared with one set of titles. Built in a process of its own, for memory is measured by process. */
export type Build = Readonly<{ engine: EngineName; buildMs: number; memoryMb: number }>;

/**
 * How long it takes an engine to answer, in µs, over all answers; the same as 99 of 100 queries take in their middle turn,
 * without the stalls of the machine; and the share of queries for which it shows the title that was meant.
 */
export type Answers = Readonly<{
  engine: EngineName;
  queries: string;
  p50: number;
  p99: number;
  p99OfMedians: number;
  found: number;
}>;

/** What a process was asked for: an engine to build, or several to ask by turns, so that a noisy moment hits all of them. */
export type Task = Readonly<
  { titles: 'synthetic' | 'real'; count: number; asked: number } & (
    | { build: EngineName }
    | { ask: readonly EngineName[] }
  )
>;

/** How often all queries are asked before anything is measured, and then. */
const warmUps = 20;
const turns = 9;

function buildOne(engine: EngineName, task: Task): Build {
  const titles = titlesOf(task);
  engines[engine](realTitles());
  const before = memoryMb();
  const started = performance.now();
  const search = engines[engine](titles);
  const buildMs = performance.now() - started;
  const after = memoryMb();
  // Asked once more, so that nothing of it is let go before.
  search('a');
  return { engine, buildMs, memoryMb: after - before };
}

function askAll(names: readonly EngineName[], task: Task): readonly Answers[] {
  const titles = titlesOf(task);
  const searches = names.map((name) => ({ name, search: engines[name](titles) }));
  const plain = titles.map(([title = '']) => title);
  const sets: Readonly<Record<string, readonly Query[]>> = {
    prefix: prefixQueries(plain, task.asked),
    typo: typoQueries(plain, task.asked),
    ...(task.titles === 'real' ? { 'real typos': realQueries() } : {}),
  };
  return Object.entries(sets).flatMap(([queries, asked]) => {
    const slow = (name: EngineName): boolean => name === 'minisearch' && titles.length > 1000;
    const times = searches.map(() => asked.map((): number[] => []));
    for (let turn = -warmUps; turn < turns; turn += 1) {
      for (const [at, { name, search }] of searches.entries()) {
        // One that takes milliseconds is asked less: its figures are no closer for more.
        if (slow(name) && Math.abs(turn) > 1) continue;
        const took = ask(search, slow(name) ? asked.slice(0, 200) : asked);
        if (turn >= 0) for (const [query, us] of took.entries()) times[at]?.[query]?.push(us);
      }
    }
    return searches.map(({ name, search }, at) => {
      const all = (times[at] ?? []).filter(({ length }) => length > 0);
      const [each, middle] = [all.flat(), all.map(median)].map((us) => us.toSorted((a, b) => a - b));
      const share = (sorted: readonly number[] = [], part: number): number =>
        sorted[Math.floor(sorted.length * part)] ?? NaN;
      const some = slow(name) ? asked.slice(0, 200) : asked;
      const found = some.filter(({ typed, meant }) => search(typed).slice(0, shown).includes(meant)).length;
      const figures = { p50: share(each, 0.5), p99: share(each, 0.99), p99OfMedians: share(middle, 0.99) };
      return { engine: name, queries, ...figures, found: found / some.length };
    });
  });
}

/** How long each query took, in µs. */
const ask = (search: Search, queries: readonly Query[]): number[] =>
  queries.map(({ typed }) => {
    const started = performance.now();
    search(typed);
    return (performance.now() - started) * 1000;
  });

const titlesOf = ({ titles, count }: Task): readonly (readonly string[])[] =>
  titles === 'real' ? realTitles() : syntheticTitles(count).map((title) => [title]);

/** Heap and what hangs on it outside, after everything was let go that can be. */
function memoryMb(): number {
  for (let turn = 0; turn < 3; turn += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const [, , json] = process.argv;
if (json !== undefined) {
  const task = JSON.parse(json) as Task;
  console.log(JSON.stringify('build' in task ? buildOne(task.build, task) : askAll(task.ask, task)));
}
