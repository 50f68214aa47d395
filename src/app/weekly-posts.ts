import type { Logger } from 'pino';
import { noticeReply } from '../components/notice.ts';
import { weeklyPost } from '../components/weekly-post.ts';
import type { Bulk } from '../discord/bulk.ts';
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
import { createStores } from './create-stores.ts';
import type { OpenStore } from './open-store.ts';
import type { Site } from './site.ts';

/** Begins to post the films of the week; closed like whatever else was opened. */
export async function startFilmOfTheWeek(
  site: Site,
  { bulk, store, services }: { bulk: Bulk; store: OpenStore; services: Services },
): Promise<FilmOfTheWeek> {
  const { applicationId: ownId, stack, log } = site;
  const { db, kind, seal } = store;
  // A SQLite store has one process at a time: whoever held a lease is gone, and nobody else comes.
  const sinceMs = performance.now();
  const watchedMs = kind === 'sqlite' ? () => performance.now() - sinceMs : undefined;
  const posts = createWeeklyPosts({ ...site, bulk, services, db, seal, ownId, watchedMs });
  if (kind === 'sqlite') await store.patiently(() => new OccurrenceStore(db).releaseAll());
  services.postsNow.carriedBy((lease) => posts.post(lease));
  const scheduler = stack.use(new FilmOfTheWeek({ posts, log: log.child({ part: 'film-of-the-week' }) }));
  site.checkup.scheduler = scheduler;
  return scheduler;
}

/** What posts the films of the week. */
export function createWeeklyPosts(parts: {
  bulk: Bulk;
  services: Services;
  db: Database['db'];
  seal: Seal;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  ownId: () => string;
  watchedMs?: (() => number) | undefined;
}): WeeklyPosts {
  const { bulk, services, db, seal, clock, ownId, metrics, watchedMs } = parts;
  const {
    films,
    settings,
    locales,
    schedules: { plan },
  } = services;
  const log = parts.log.child({ part: 'film-of-the-week' });
  const office = new WeeklyPostOffice({
    ...{ ...bulk, clock, log, ownId },
    render: (parcel) => weeklyPost(parcel, services),
    renderNotice: (notice, club) =>
      seal.sealed(noticeReply(notice, club.language ?? locales.of(notice.guildId), films), {
        guildId: notice.guildId,
        userId: '',
      }),
  });
  const { schedules, occurrences, notices } = createStores({ db, clock });
  const due = new DuePosts({ films, schedules, occurrences, plan, settings });
  return new WeeklyPosts({
    ...{ films, due, occurrences, notices, settings, locales, office, clock, metrics, log, watchedMs },
    ratings: services.posts,
  });
}
