import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Routes } from 'discord-api-types/v10';
import { pino } from 'pino';
import { weeklyPost } from '../../src/components/weekly-post.ts';
import { FilmIndex } from '../../src/data/film-index.ts';
import { loadLibrary } from '../../src/data/load-library.ts';
import { BulkLane } from '../../src/discord/bulk-lane.ts';
import { createRest } from '../../src/discord/rest.ts';
import { WeeklyPostOffice } from '../../src/discord/weekly-post-office.ts';
import type { ScheduleSettings } from '../../src/domain/club-schedule.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { newPosting } from '../../src/domain/posting.ts';
import type { Parcel } from '../../src/services/post-office.ts';
import { channelOf } from './discord/reaction.ts';
import { applicationId, guildId } from './discord/ids.ts';
import { median } from './median.ts';
import { printedAll } from './report.ts';
import type { Bench } from './report.ts';

/** Discord takes so many requests of a bot in a second; answers to members are not counted. */
const perSecond = 50;
/** As many as the bot has in its hands. */
const atOnce = 40;
/** Members press buttons meanwhile. */
const editsPerSecond = 20;

const log = pino({ level: 'silent' });

type Figures = Readonly<{ posts: number; seconds: number; floor: number; idleMs: number; busyMs: number } & Refusals>;
/** Requests over the limit: counted in seconds one after the other, and in any second there is. */
type Refusals = Readonly<{ fixed: number; sliding: number }>;

/** In seconds; no bot can be quicker: the first second’s requests may all come at once. */
export const floorOf = (posts: number): number => posts / perSecond - 1;

/**
 * How long very many posts take through the bulk lane, against a server that refuses what is too much, while members are
 * answered; and the same by a clock that only counts.
 */
export const laneBench: Bench = async ({ rounds: count, quick, say }) => {
  const posts = quick ? 200 : 1000;
  const rounds: Figures[] = [];
  for (let n = 0; n < count; n += 1) {
    say(`lane: round ${n + 1} of ${count}, ${posts} posts`);
    rounds.push(await measure(posts));
  }
  const counted = await Promise.all([1000, 10_000, 60_000].map(counting));
  const middle = (figure: (round: Figures) => number): number => median(rounds.map(figure));
  const lane = {
    title: `${posts.toLocaleString('en')} posts through the bulk lane (${count} rounds, medians; the worst for 429)`,
    columns: ['', 'seconds', '÷ floor', '429 fixed', '429 sliding', 'edit ms idle', 'edit ms meanwhile', 'ratio'],
    rows: [
      [
        'kinoklub',
        middle(({ seconds }) => seconds).toFixed(2),
        middle(({ seconds, floor }) => seconds / floor).toFixed(3),
        String(Math.max(...rounds.map(({ fixed }) => fixed))),
        String(Math.max(...rounds.map(({ sliding }) => sliding))),
        middle(({ idleMs }) => idleMs).toFixed(2),
        middle(({ busyMs }) => busyMs).toFixed(2),
        middle(({ idleMs, busyMs }) => busyMs / idleMs).toFixed(2),
      ],
    ],
  };
  const paper = {
    title: 'The same by a clock that only counts',
    columns: ['posts', 'seconds', 'floor', '÷ floor', '429 sliding'],
    rows: counted.map(({ posts: many, seconds, floor, sliding }) => [
      many.toLocaleString('en'),
      seconds.toFixed(2),
      floor.toFixed(0),
      (seconds / floor).toFixed(3),
      String(sliding),
    ]),
  };
  return { name: 'lane', tables: [lane, paper], figures: { rounds, counted } };
};

/** Sends the posts with the bot’s own office, and edits answers before and meanwhile. */
async function measure(posts: number): Promise<Figures> {
  await using server = await Strict.start();
  const clock = (): Temporal.Instant => Temporal.Now.instant();
  const [bulk, interactive] = [1, 2].map(() => createRest({ apiUrl: server.apiUrl, token: 'bench', log }));
  if (!bulk || !interactive) throw new Error('two were made');
  const films = new FilmIndex(loadLibrary());
  const ratings = { tally: () => Promise.resolve({ count: 0, average: 0, perScore: [] }) };
  const office = new WeeklyPostOffice({
    ...{ rest: bulk, lane: new BulkLane(), clock, log, ownId: () => applicationId, hangUp: () => undefined },
    render: (parcel) => weeklyPost(parcel, { films, ratings }),
    renderNotice: () => ({}),
  });
  const parcels = Array.from({ length: posts }, (_, n) => parcelOf(n, films));
  const edit = async (): Promise<number> => {
    const beganMs = performance.now();
    const body = { content: 'Another page' };
    await interactive.patch(Routes.webhookMessage(applicationId, 'token'), { body, auth: false });
    return performance.now() - beganMs;
  };
  const edits = async (during: () => boolean): Promise<number> => {
    const took: number[] = [];
    while (during()) {
      took.push(await edit());
      await sleep(1000 / editsPerSecond);
    }
    return median(took);
  };
  // The first ones make connections.
  for (let n = 0; n < 20; n += 1) await edit();
  const untilMs = performance.now() + 3000;
  const idleMs = await edits(() => performance.now() < untilMs);
  let left = posts;
  const startedMs = performance.now();
  const send = async (): Promise<void> => {
    for (let parcel = parcels.pop(); parcel; parcel = parcels.pop()) {
      const { kind } = await office.send(parcel);
      if (kind !== 'done') throw new Error(`a post was not taken: ${kind}`);
      left -= 1;
    }
  };
  const sending = Promise.all(Array.from({ length: atOnce }, send));
  const busyMs = await Promise.race([edits(() => left > 0), sending.then(() => new Promise<never>(() => undefined))]);
  await sending;
  const seconds = (server.lastMs - startedMs) / 1000;
  return { posts, seconds, floor: floorOf(posts), idleMs, busyMs, ...server.refusals };
}

/** The lane alone, by a clock that jumps to whatever is waited for. */
async function counting(posts: number): Promise<{ posts: number; seconds: number; floor: number; sliding: number }> {
  let nowMs = 0;
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
  };
  const lane = new BulkLane({ time: { nowMs: () => nowMs, pass } });
  const left: number[] = [];
  for (let n = 0; n < posts; n += 1) await lane.go(async () => void left.push(nowMs));
  const sliding = left.filter((ms, at) => ms - (left[at - perSecond] ?? -Infinity) < 1000).length;
  return { posts, seconds: (left.at(-1) ?? 0) / 1000, floor: floorOf(posts), sliding };
}

function parcelOf(n: number, { films }: FilmIndex): Parcel {
  const film = films[n % films.length];
  if (!film) throw new Error('the library is empty');
  const at = Temporal.Now.instant();
  const id = guildId(n);
  const settings: ScheduleSettings = {
    ...{ weekday: 'friday', time: '20:00', timeZone: 'UTC', everyWeeks: 1, channelId: channelOf(id) },
    ...{ channelKind: 'text', locale: 'en-US', mode: 'queue_then_random', thread: false, pin: false },
    ...{ graceHours: 24, closeRatingDays: 28 },
  };
  const dueAtMs = at.epochMilliseconds;
  const record: OccurrenceRecord = {
    ...{ guildId: id, schedule: 'main', key: '2026-11-23', dueAt: at, filmId: film.id, theme: undefined },
    ...{ item: undefined, late: false, settings, reason: undefined, postedAt: undefined },
    posting: newPosting({ dueAtMs, untilMs: dueAtMs, forum: false, doubtful: false, steps: [] }),
  };
  return { record, film, club: defaultSettings };
}

/** A server that takes so many requests in a second and no more, whichever way one counts. */
class Strict implements AsyncDisposable {
  apiUrl = '';
  /** When the last request came that was taken. */
  lastMs = 0;
  refusals: Refusals = { fixed: 0, sliding: 0 };
  readonly #came: number[] = [];
  #window = { fromMs: 0, used: 0 };
  readonly #server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isCounted = !request.url?.includes('/webhooks/');
      const isRefused = isCounted && this.#isTooMuch(performance.now());
      response.setHeader('content-type', 'application/json');
      if (isRefused) response.setHeader('retry-after', '1').statusCode = 429;
      response.end(JSON.stringify(isRefused ? { message: 'too much', retry_after: 1, global: true } : { id: '1' }));
    });
  });

  static async start(): Promise<Strict> {
    const strict = new Strict();
    strict.#server.listen(0, '127.0.0.1');
    await once(strict.#server, 'listening');
    strict.apiUrl = `http://127.0.0.1:${(strict.#server.address() as AddressInfo).port}/api`;
    return strict;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #isTooMuch(nowMs: number): boolean {
    if (nowMs - this.#window.fromMs >= 1000) this.#window = { fromMs: nowMs, used: 0 };
    this.#window.used += 1;
    const fixed = this.#window.used > perSecond;
    const sliding = nowMs - (this.#came.at(-perSecond) ?? -Infinity) < 1000;
    this.refusals = {
      fixed: this.refusals.fixed + Number(fixed),
      sliding: this.refusals.sliding + Number(sliding),
    };
    if (fixed || sliding) return true;
    this.#came.push(nowMs);
    this.lastMs = nowMs;
    return false;
  }
}

if (import.meta.main) {
  const { tables } = await laneBench({ rounds: 1, quick: false, say: () => undefined });
  console.log(printedAll(tables, { quick: false }));
}
