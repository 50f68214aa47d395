import { pino } from 'pino';
import { loadEnvFile, readEnvironment } from '../src/config.ts';
import { FilmIndex } from '../src/data/film-index.ts';
import { loadLibrary } from '../src/data/load-library.ts';
import type { Schedule } from '../src/domain/club-schedule.ts';
import { handleOf } from '../src/domain/handle.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';
import { ClubSettings } from '../src/services/club-settings.ts';
import { Simulation } from '../src/services/simulation.ts';
import { lookIntoStore, openDatabase } from '../src/stores/database/database.ts';
import { GuildChangeStore } from '../src/stores/guild-change-store.ts';
import { copyProgramme, guildsWithSchedules } from '../src/stores/guild-copy.ts';
import { GuildSettingsStore } from '../src/stores/guild-settings-store.ts';
import { OccurrenceStore } from '../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../src/stores/schedule-store.ts';
import { Programme } from './simulate/programme.ts';
import { badArguments, helpIfAsked, readArguments, reporting } from './arguments.ts';
import { needStore } from './store-command.ts';

/*
 * npm run simulate: every post that the bot would make for a guild, by what posts and a copy of its store in memory. The
 * store itself is only read, also while the bot runs. The same store and dates give the same lines.
 */
const usage = 'npm run simulate -- --guild ID --from DATE --to DATE [--name NAME], dates like 2026-12-31';

/** More than this nobody reads, and no library fills. */
const mostYears = 20;
/** So many servers are told to choose from. */
const mostServers = 20;

type Asked = Readonly<{
  guild: string;
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  name: string | undefined;
  now: Temporal.Instant;
}>;

helpIfAsked({
  does: 'Prints every post that the bot would make for a server, also while it runs, and changes nothing. Without --guild it names the servers that have schedules.',
  ...{ usage, reads: 'DATABASE_URL, LIBRARY_DIR.' },
});
await reporting(async () => {
  loadEnvFile();
  const { DATABASE_URL, LIBRARY_DIR } = process.env;
  const { DATABASE_URL: url, LIBRARY_DIR: folder } = readEnvironment({ DATABASE_URL, LIBRARY_DIR });
  const asked = await readAsked(url, Temporal.Now.instant());
  needStore(url);
  const films = new FilmIndex(loadLibrary(folder));
  await using copy = await openDatabase('sqlite::memory:', { log: pino({ level: 'silent' }) });
  await lookIntoStore(url, (store) => copyProgramme(asked.guild, store, copy.db));
  const [schedules, occurrences] = [new ScheduleStore(copy.db), new OccurrenceStore(copy.db)];
  const settings = new ClubSettings({
    store: new GuildSettingsStore(copy.db),
    changes: new GuildChangeStore(copy.db),
  });
  const all = await schedules.list(asked.guild);
  if (all.length === 0) await refuseGuild(url, `no schedule is kept for the server ${asked.guild}`);
  const wanted = named(all, asked);
  const simulation = new Simulation({ films, schedules, occurrences, settings, random: chanceOf(asked.guild) });
  // The day may be over later elsewhere.
  const until = asked.to.add({ days: 2 }).toZonedDateTime('UTC').toInstant();
  const simulated = await simulation.run(asked.guild, asked.now, until);
  for (const line of new Programme({ films, schedules: wanted, simulated, ...asked }).lines()) console.log(line);
});

async function readAsked(url: string, now: Temporal.Instant): Promise<Asked> {
  const options = { guild: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } as const;
  const { values, positionals } = readArguments(usage, { ...options, name: { type: 'string' } });
  const { guild, from, to, name } = values;
  const [stray] = positionals;
  if (stray !== undefined) throw badArguments(`an argument that means nothing here: ${stray}`, usage);
  if (typeof guild !== 'string') return refuseGuild(url, '--guild is missing, the id of a server');
  if (!/^\d{1,20}$/.test(guild)) return refuseGuild(url, '--guild is not the id of a server');
  const dates = { from: dateOf('--from', from), to: dateOf('--to', to) };
  const yesterday = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 1 });
  if (Temporal.PlainDate.compare(dates.to, dates.from) < 0) throw badArguments('--to is before --from', usage);
  if (Temporal.PlainDate.compare(dates.to, yesterday) < 0)
    throw badArguments('--to is over: only what is to come can be simulated', usage);
  if (Temporal.PlainDate.compare(dates.to, yesterday.add({ years: mostYears })) > 0)
    throw badArguments(`--to is more than ${mostYears} years ahead`, usage);
  return { guild, ...dates, name: typeof name === 'string' ? name : undefined, now };
}

/** Refuses what was said of a server, with the servers that the store has schedules of, or why it cannot tell them. */
async function refuseGuild(url: string, problem: string): Promise<never> {
  try {
    needStore(url);
    const ids = await lookIntoStore(url, (store) => guildsWithSchedules(store, mostServers + 1));
    const known = [...ids.slice(0, mostServers), ...(ids.length > mostServers ? ['…'] : [])].join(', ');
    throw badArguments(problem, ids.length > 0 ? `${usage}; with schedules: ${known}` : usage);
  } catch (error) {
    if (!(error instanceof OperatorError) || error.exitCode === exitCodes.badArguments) throw error;
    const problems = [{ problem, remedy: usage }, ...error.problems];
    throw new OperatorError(problems, { exitCode: exitCodes.badArguments });
  }
}

function dateOf(option: string, typed: unknown): Temporal.PlainDate {
  if (typed === undefined) throw badArguments(`${option} is missing`, usage);
  try {
    if (typeof typed === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(typed))
      return Temporal.PlainDate.from(typed, { overflow: 'reject' });
  } catch {
    // No such day.
  }
  throw badArguments(`${option} is not a date`, usage);
}

/** The schedule that was asked for, or all of the guild. */
function named(all: readonly Schedule[], { name }: Asked): readonly Schedule[] {
  const found = all.filter((schedule) => name === undefined || schedule.name === name);
  if (found.length > 0) return found;
  throw badArguments(`no schedule is called ${name}, but ${all.map((one) => one.name).join(', ')}`, usage);
}

/** Chance that is the same each time. */
function chanceOf(seed: string): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return Number.parseInt(handleOf(`${seed} ${drawn}`), 36) / 2 ** 32;
  };
}
