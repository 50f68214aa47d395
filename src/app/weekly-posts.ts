import type { Logger } from 'pino';
import { noticeReply } from '../components/notice.ts';
import { weeklyPost } from '../components/weekly-post.ts';
import type { Config } from '../config.ts';
import { BulkLane } from '../discord/bulk-lane.ts';
import { createRest } from '../discord/rest.ts';
import type { Seal } from '../discord/seal.ts';
import { WeeklyPostOffice } from '../discord/weekly-post-office.ts';
import type { Clock } from '../domain/clock.ts';
import { FilmOfTheWeek } from '../jobs/film-of-the-week.ts';
import { DuePosts } from '../services/due-posts.ts';
import type { Metrics } from '../services/metrics.ts';
import type { Services } from '../services/services.ts';
import { WeeklyPosts } from '../services/weekly-posts.ts';
import type { Database } from '../stores/database/database.ts';
import { OccurrenceStore } from '../stores/occurrence-store.ts';
import { ScheduleStore } from '../stores/schedule-store.ts';
import type { OpenStore } from './open-store.ts';
import type { Site } from './site.ts';

/** Begins to post the films of the week; closed like whatever else was opened. */
export async function startFilmOfTheWeek(site: Site, store: OpenStore, services: Services): Promise<FilmOfTheWeek> {
  const { config, applicationId: ownId, stack, log } = site;
  const { db, kind, seal } = store;
  const posts = createWeeklyPosts(config, { ...site, services, db, seal, ownId });
  // A SQLite store has one process at a time: whoever held a lease is gone.
  if (kind === 'sqlite') await store.patiently(() => new OccurrenceStore(db).releaseAll());
  services.postsNow.carriedBy((lease) => posts.post(lease));
  const scheduler = stack.use(new FilmOfTheWeek({ posts, log: log.child({ part: 'film-of-the-week' }) }));
  site.checkup.scheduler = scheduler;
  return scheduler;
}

/**
 * Once Discord has refused so many requests in ten minutes, those that nobody waits for wait for the next ten: after 10,000 it
 * bans the address. https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
const mostRefused = 1000;

/** What posts the films of the week: a REST client and a lane of its own, which nobody who waits for an answer is behind. */
export function createWeeklyPosts(
  { apiUrl, token }: Pick<Config, 'apiUrl' | 'token'>,
  parts: {
    services: Services;
    db: Database['db'];
    seal: Seal;
    clock: Clock;
    log: Logger;
    metrics: Metrics;
    ownId: () => string;
    stack: AsyncDisposableStack;
  },
): WeeklyPosts {
  const { services, db, seal, clock, ownId, stack, metrics } = parts;
  const {
    films,
    settings,
    schedules: { plan },
  } = services;
  const log = parts.log.child({ part: 'film-of-the-week' });
  const hungUp = new AbortController();
  const rest = createRest({ apiUrl, token, metrics, log, mostWaitMs: 5000, hungUp: hungUp.signal });
  stack.defer(() => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const lane = new BulkLane();
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => count >= mostRefused && lane.pause(remainingTime));
  const office = new WeeklyPostOffice({
    ...{ rest, lane, clock, log, ownId, hangUp: () => hungUp.abort() },
    render: (parcel) => weeklyPost(parcel, services),
    renderNotice: (notice, club) =>
      seal.sealed(noticeReply(notice, club, films), { guildId: notice.guildId, userId: '' }),
  });
  const [schedules, occurrences] = [new ScheduleStore(db), new OccurrenceStore(db)];
  const due = new DuePosts({ films, schedules, occurrences, plan, settings });
  return new WeeklyPosts({ films, due, occurrences, settings, office, ratings: services.posts, clock, metrics, log });
}
