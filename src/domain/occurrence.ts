import { handleOf } from './handle.ts';
import type { QueueItem, ScheduleSettings, SkipReason } from './club-schedule.ts';
import type { Post, Posting } from './posting.ts';

/** One schedule of a guild in one week (`key`: the week’s Monday), or a post that a moderator asked for in between. */
export type OccurrenceKey = Readonly<{ guildId: string; schedule: string; key: string }>;

/** The key of a film in between: the same for the same film on the same day, so that asking twice posts once. */
export const extraKeyOf = (filmId: string, date: string): string => `x${date.replaceAll('-', '')}${handleOf(filmId)}`;

export const isExtra = ({ key }: Pick<OccurrenceKey, 'key'>): boolean => key.startsWith('x');

/** An occurrence whose time has come: what was to be posted, and what became of it. */
export type OccurrenceRecord = OccurrenceKey &
  Readonly<{
    dueAt: Temporal.Instant;
    filmId: string | undefined;
    /** The theme whose turn it was. */
    theme: string | undefined;
    /** The item of the queue that it used up; one in between does so once it is posted. */
    item: QueueItem | undefined;
    /** After its time, within grace: the post says so. Each attempt to send it decides that anew, as of when it is made. */
    late: boolean;
    /** As they were when it came due, or as long as it surely was not sent: a retry goes to the same channel. */
    settings: ScheduleSettings;
    posting: Posting;
    /** Why there is no post, or what ended it. */
    reason: SkipReason | undefined;
    postedAt: Temporal.Instant | undefined;
  }>;

/** A film that a guild has been shown. `link`: its post, unless somebody deleted that. */
export type Showing = Readonly<{
  schedule: string;
  key: string;
  filmId: string;
  shownAt: Temporal.Instant;
  /** A moderator posted it beside the film of the week. */
  extra: boolean;
  link: Post | undefined;
}>;

/** The right to work on an occurrence. Whoever takes it over later gets a higher `fence`, and this one stores nothing more. */
export type Lease = Readonly<{ record: OccurrenceRecord; fence: number; until: Temporal.Instant }>;

/** Until when whoever moves on with an occurrence now keeps it to themselves; a process that crashed is replaced afterwards. */
export const leaseEnd = (now: Temporal.Instant): Temporal.Instant => now.add({ minutes: 2 });
