import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilmIndex } from '../../src/data/film-index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { inOrder } from '../../src/domain/clock.ts';
import { MemberData } from '../../src/services/member-data.ts';
import { Ratings } from '../../src/services/ratings.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { kyselyOver, openFile } from '../../src/stores/database/sqlite.ts';
import { MemberDataStore } from '../../src/stores/member-data-store.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import type { Schema } from '../../src/stores/schema.ts';
import { pino } from 'pino';
import { median } from './median.ts';
import type { Bench } from './report.ts';

/** One club is very large, the others are as clubs are. Its members are in one other club, too. */
const large = { guild: '1', members: 2000, films: 50 };
const usual = { members: 50, films: 20 };

type Figures = Readonly<{ p50Ms: number; p99Ms: number }>;
type Measured = Readonly<{ figures: Readonly<Record<string, Figures>>; plans: readonly (readonly [string, string])[] }>;

/** How long what members ask takes over a million ratings, and by which index SQLite finds it. */
export const readingsBench: Bench = async ({ rounds: count, quick, say }) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  const path = join(folder.path, 'store.db');
  const films = new FilmIndex(loadLibrary());
  const total = quick ? 120_000 : 1_000_000;
  say(`readings: writing ${total.toLocaleString('en')} ratings`);
  await (await openDatabase(`sqlite:${path}`, { log: pino({ level: 'silent' }) }))[Symbol.asyncDispose]();
  fill(path, films, total);
  const rounds: Measured[] = [];
  for (let round = 1; round <= count; round += 1) {
    say(`readings: round ${round} of ${count}`);
    rounds.push(await measure(path, films, quick ? 20 : 200));
  }
  const rows = Object.keys(rounds[0]?.figures ?? {}).map((name) => [
    name,
    ...(['p50Ms', 'p99Ms'] as const).map((figure) =>
      median(rounds.map(({ figures }) => figures[name]?.[figure] ?? NaN)).toFixed(2),
    ),
  ]);
  const title = `What is asked over ${total.toLocaleString('en')} ratings (${count} rounds, medians)`;
  const plans = rounds[0]?.plans ?? [];
  return {
    name: 'readings',
    tables: [
      { title, columns: ['question', 'p50 ms', 'p99 ms'], rows },
      { title: 'How SQLite finds it', columns: ['question', 'plan'], rows: plans },
    ],
    figures: { rounds },
  };
};

/** By SQLite itself, in seconds: the large club first, then as many others as there is room for; and reactions under posts. */
function fill(path: string, films: FilmIndex, total: number): void {
  using file = openFile(path);
  file.exec('pragma synchronous = off; create temp table film (n integer primary key, id text)');
  const film = file.prepare('insert into film values (?, ?)');
  for (const [n, { id }] of films.films.entries()) film.run(n, id);
  const count = films.films.length;
  const score = (seed: string): string => `1 + abs(${seed} * 7919 % 1009) % 5`;
  const series = (name: string, size: number): string =>
    `${name} (n) as (select 0 union all select n + 1 from ${name} where n + 1 < ${size})`;
  const guilds = Math.round((total - large.members * large.films) / (usual.members * usual.films));
  const insert = 'insert into ratings (guild_id, user_id, film_id, score, source, updated_at)';
  // A club is thousands of ratings apart from the next, and they come in the order of films: what is read lies scattered.
  file.exec(`begin;
    with recursive ${series('m', large.members)}, ${series('f', large.films)}
    ${insert} select '${large.guild}', cast(m.n as text), film.id, ${score('(m.n * 31 + f.n)')}, 'reaction', 1800000000000 + f.n * 86400000
      from f cross join m join film on film.n = f.n % ${count};
    with recursive ${series('g', guilds)}, ${series('m', usual.members)}, ${series('f', usual.films)}
    ${insert} select cast(1000 + g.n as text), cast((g.n * 37 + m.n) % 20000 as text), film.id, ${score('(g.n + m.n * 31 + f.n)')}, 'reaction',
        1800000000000 + f.n * 86400000
      from f cross join g cross join m join film on film.n = (g.n + f.n) % ${count};
    with recursive ${series('p', 2000)}
    insert into posts (id, guild_id, channel_id, film_id, message_id, mode, emoji_set, locale, state, created_at, heard_since, seeded, to_seed)
      select 'post-' || n, cast(1000 + n % ${guilds} as text), '1', (select id from film where film.n = p.n % ${count}), cast(5000000 + n as text),
        'reactions', 'digits', 'en-US', 'frozen', 1800000000000, 1800000000000, '', '' from p;
    with recursive ${series('m', usual.members)}
    insert into reactions (message_id, user_id, score, at)
      select message_id, cast(m.n as text), 4, 1800000000000 from posts cross join m;
    commit; analyze; pragma wal_checkpoint(truncate)`);
}

async function measure(path: string, films: FilmIndex, times: number): Promise<Measured> {
  const file = openFile(path);
  const asked = new Set<string>();
  const prepare = file.prepare.bind(file);
  file.prepare = (sql) => {
    asked.add(sql);
    return prepare(sql);
  };
  await using db = kyselyOver<Schema>(file);
  const ratings = new Ratings({ films, store: new RatingStore(db), inOrder: inOrder() });
  const members = new MemberData({
    store: new MemberDataStore(db),
    settled: () => Promise.resolve(),
    turns: { forget: () => undefined },
    clock: () => Temporal.Now.instant(),
  });
  const club = (n: number): string => String(1000 + (n % 20));
  const filmId = (n: number): string => films.films[n % usual.films]?.id ?? '';
  const everything = { kind: 'best', filter: {}, since: undefined, minVotes: 3 } as const;
  const recent = { ...everything, since: Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + 10 * 86_400_000) };
  const questions: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
    'card: a tally in a usual club': (n) => ratings.tally(club(n), filmId(n)),
    'card: a tally in a large club': (n) => ratings.tally(large.guild, filmId(n)),
    '/film top in a usual club': (n) => ratings.top(club(n), everything),
    '/film top of a month in a usual club': (n) => ratings.top(club(n), recent),
    '/film top in a large club': () => ratings.top(large.guild, everything),
    '/filmdata show': (n) => members.of(String(n % 500), large.guild),
  };
  const figures: Record<string, Figures> = {};
  const plans: (readonly [string, string])[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    asked.clear();
    const tookMs: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const begunMs = performance.now();
      await ask(n);
      tookMs.push(performance.now() - begunMs);
    }
    for (const sql of asked) plans.push([name, planOf(prepare(`explain query plan ${sql}`).all())]);
    tookMs.sort((one, other) => one - other);
    figures[name] = { p50Ms: tookMs[Math.floor(times / 2)] ?? NaN, p99Ms: tookMs[Math.floor(times * 0.99)] ?? NaN };
  }
  return { figures, plans };
}

const planOf = (steps: readonly Record<string, unknown>[]): string =>
  steps.map(({ detail }) => String(detail)).join('; ');
