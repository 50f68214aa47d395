import { mkdtempDisposableSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { weekdays, weekOf } from '../../src/domain/schedule.ts';
import { openDatabase } from '../../src/stores/database/database.ts';
import { GuildSettingsStore } from '../../src/stores/guild-settings-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { FakeDiscord } from './discord/fake-discord.ts';
import { guildId, partId } from './discord/ids.ts';
import { floorOf } from './lane.ts';
import { median } from './median.ts';
import { PeerProcess } from './peer-process.ts';
import { printedAll } from './report.ts';
import type { Bench } from './report.ts';
import { startFlags } from '../start-flags.ts';

/** So long before the posts are due the bot is started: long enough for it to know that nobody before it had them due. */
const aheadSeconds = 135;

type Start = Readonly<{ schedules: number; seconds: number; rssMb: number }>;
type Fan = Readonly<{
  posts: number;
  firstSeconds: number;
  lastSeconds: number;
  cpuMs: number;
  rssMb: number;
  peakMb: number;
  idleMb: number;
}>;

/**
 * Very many schedules of the real process: what they cost at its start, and what it takes when all are due in one minute.
 * Guilds rate by buttons, so that each post is one request.
 */
export const schedulesBench: Bench = async ({ rounds: count, quick, say }) => {
  const many = quick ? 200 : 10_000;
  const starts: Start[] = [];
  for (let n = 0; n < count; n += 1) {
    for (const schedules of n % 2 === 0 ? [0, many] : [many, 0]) {
      say(`schedules: round ${n + 1} of ${count}, a start with ${schedules}`);
      starts.push(await start(schedules));
    }
  }
  say(`schedules: ${many} due in one minute`);
  const fan = await fanOut(many);
  const startRows = [0, many].map((schedules) => {
    const of = starts.filter((one) => one.schedules === schedules);
    return [
      schedules.toLocaleString('en'),
      median(of.map(({ seconds }) => seconds)).toFixed(2),
      median(of.map(({ rssMb }) => rssMb)).toFixed(0),
    ];
  });
  const { posts, firstSeconds, lastSeconds, cpuMs, rssMb, peakMb, idleMb } = fan;
  return {
    name: 'schedules',
    tables: [
      {
        title: `A start with very many schedules (${count} rounds, medians)`,
        columns: ['schedules', 's to the first answer', 'MB'],
        rows: startRows,
      },
      {
        title: `${posts.toLocaleString('en')} schedules due in one minute (one run)`,
        columns: ['', 'first post s', 'last post s', '÷ floor', 'CPU ms / post', 'MB before', 'MB most', 'MB after'],
        rows: [
          [
            'kinoklub',
            firstSeconds.toFixed(1),
            lastSeconds.toFixed(1),
            (lastSeconds / floorOf(posts)).toFixed(3),
            (cpuMs / posts).toFixed(2),
            ...[idleMb, peakMb, rssMb].map((mb) => mb.toFixed(0)),
          ],
        ],
      },
    ],
    figures: { starts, fan },
  };
};

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

const botOn = (discord: FakeDiscord, store: string): PeerProcess =>
  new PeerProcess([...startFlags, main], {
    ...{ DISCORD_TOKEN: 'bench', DISCORD_API_URL: discord.apiUrl, DATABASE_URL: `sqlite:${store}` },
    ...{ LOG_LEVEL: 'warn', LOG_FORMAT: 'json' },
  });

async function start(schedules: number): Promise<Start> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  const store = join(folder.path, 'store.db');
  await fill(store, schedules, Temporal.Now.instant().add({ hours: 24 }));
  await using discord = await FakeDiscord.start();
  const answered = discord.firstAnswer(0);
  await using bot = botOn(discord, store);
  const { atMs } = await Promise.race([answered, bot.failed()]);
  // It looks at the store soon after.
  await sleep(3000);
  const { rssBytes } = await bot.usage('collect');
  return { schedules, seconds: (atMs - bot.startedMs) / 1000, rssMb: rssBytes / 1e6 };
}

async function fanOut(posts: number): Promise<Fan> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  const store = join(folder.path, 'store.db');
  const due = Temporal.Now.instant().add({ seconds: aheadSeconds + Math.ceil(posts / 1000) });
  await fill(store, posts, due);
  await using discord = await FakeDiscord.start();
  const cameMs: number[] = [];
  discord.onPost = () => {
    cameMs.push(Date.now());
    return { id: partId(guildId(cameMs.length), 900) };
  };
  const answered = discord.firstAnswer(0);
  await using bot = botOn(discord, store);
  const measured = async (): Promise<Fan> => {
    await answered;
    const before = await bot.usage('collect');
    let peak = before;
    while (cameMs.length < posts) {
      await sleep(1000);
      const now = await bot.usage();
      if (now.rssBytes > peak.rssBytes) peak = now;
    }
    const after = await bot.usage('collect');
    const since = (ms: number | undefined): number => ((ms ?? NaN) - due.epochMilliseconds) / 1000;
    return {
      ...{ posts, firstSeconds: since(cameMs[0]), lastSeconds: since(cameMs[posts - 1]) },
      cpuMs: (after.cpuUs - before.cpuUs) / 1000,
      ...{ idleMb: before.rssBytes / 1e6, peakMb: peak.rssBytes / 1e6, rssMb: after.rssBytes / 1e6 },
    };
  };
  return await Promise.race([measured(), bot.failed()]);
}

/** A store with so many schedules, each of a guild of its own that rates by buttons. */
async function fill(path: string, schedules: number, at: Temporal.Instant): Promise<void> {
  await using store = await openDatabase(`sqlite:${path}`, { log: pino({ level: 'silent' }) });
  if (schedules === 0) return;
  const { db } = store;
  const [first, week] = [guildId(0), weekOf(at, 'UTC')];
  const local = at.toZonedDateTimeISO('UTC');
  await new GuildSettingsStore(db).change(first, { ratingMode: 'buttons' }, at, {});
  await new ScheduleStore(db).put({
    ...{ guildId: first, name: 'main', first: week, pending: { week, at } },
    settings: {
      ...{ weekday: weekdayOf(local), time: local.toPlainTime().toString({ smallestUnit: 'minute' }), timeZone: 'UTC' },
      ...{ everyWeeks: 1, channelId: first, channelKind: 'text', locale: 'en-US', mode: 'queue_then_random' },
      ...{ thread: false, pin: false, graceHours: 24, closeRatingDays: 28 },
    },
    state: { ahead: [], skips: [], doubtful: false },
  });
  // The others are the same: one statement each, because ten thousand commits take a minute.
  const others = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${schedules - 1}),
    ids(id) as (select cast(${first} + i * 1000 as text) from n)`;
  if (schedules === 1) return;
  await sql`insert into schedules (guild_id, name, settings, state, first_week, pending_week, pending_at, version)
    ${others} select ids.id, name, json_set(settings, '$.channelId', ids.id), state, first_week, pending_week, pending_at, version
    from schedules, ids where guild_id = ${first}`.execute(db);
  await sql`insert into guild_settings (guild_id, settings, updated_at)
    ${others} select ids.id, settings, updated_at from guild_settings, ids where guild_id = ${first}`.execute(db);
}

const weekdayOf = (at: Temporal.ZonedDateTime) => weekdays[at.dayOfWeek - 1] ?? 'monday';

if (import.meta.main) {
  const quick = process.argv.includes('--quick');
  const { tables } = await schedulesBench({ rounds: 1, quick, say: () => undefined });
  console.log(printedAll(tables, { quick }));
}
