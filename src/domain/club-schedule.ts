import { z } from 'zod';
import type { GuildSettings } from './guild-settings.ts';
import { Reason } from './posting.ts';
import { Rhythm, upcoming } from './schedule.ts';
import type { Occurrence, Week } from './schedule.ts';
import { Id } from './text.ts';

/** Where the film comes from when no moderator has chosen one. */
export const modes = ['queue_only', 'queue_then_random', 'theme_rotation'] as const;
export type Mode = (typeof modes)[number];

/** 1-32 of a-z, 0-9 and hyphen. */
export const ScheduleName = z
  .string()
  .max(32)
  .regex(/^[a-z0-9-]+$/);

/** As many as Discord offers while a name is typed; and films are chosen for all of a guild together. */
export const mostSchedules = 25;

/** Which schedule is meant where nobody says so. */
export const usualName = 'main';

const Snowflake = z.string().regex(/^\d{1,20}$/);

/** What moderators choose about a schedule. */
export const ScheduleSettings = Rhythm.extend({
  channelId: Snowflake,
  /** Forum channels take posts with a title, and know no nonce. */
  channelKind: z.enum(['text', 'announcement', 'forum']),
  /** The guild’s locale in Discord when this was chosen, for posts where it has not chosen a language and was not heard of since. */
  locale: z.string(),
  mode: z.enum(modes),
  /** Random films are of this theme alone; a rotation of themes begins with it. */
  theme: Id.optional(),
  /** Whom the post mentions. */
  roleId: Snowflake.optional(),
  thread: z.boolean(),
  pin: z.boolean(),
  graceHours: z.int().min(0).max(144),
  /** After so many days reactions do not count any more; 0: never. */
  closeRatingDays: z.int().min(0).max(365),
});
export type ScheduleSettings = Readonly<z.infer<typeof ScheduleSettings>>;

/** Whom the posts of a schedule mention: its own role, or else the one that the guild has chosen for all. */
export const mentionedRole = (
  { roleId }: Pick<ScheduleSettings, 'roleId'>,
  { pingRole }: Pick<GuildSettings, 'pingRole'>,
): string | undefined => roleId ?? pingRole;

/** A film that chance has chosen for an occurrence to come. */
const RandomPick = z.object({ filmId: z.string(), theme: z.string().optional() });
export type RandomPick = Readonly<z.infer<typeof RandomPick>>;

/** A week that has no post; `date` is the day on which it would have come. */
export const Skip = z.object({ week: z.string(), date: z.string().optional(), reason: z.string().optional() });
export type Skip = Readonly<z.infer<typeof Skip>>;

/** No posts, until a date or until somebody goes on. */
export const Pause = z.object({ reason: z.string().optional(), until: z.string().optional() });
export type Pause = Readonly<z.infer<typeof Pause>>;

/** The state of a schedule, beside what moderators chose. */
export const ScheduleState = z.object({
  /** Chosen by chance already, in order: a preview that was shown stays true. */
  ahead: z.array(RandomPick).readonly(),
  /** Weeks to come that a moderator leaves out. */
  skips: z.array(Skip).readonly(),
  /** The theme whose turn was last, in a rotation. */
  lastTheme: z.string().optional(),
  /** The next post may have been made before the schedule or its store became what it is. */
  doubtful: z.boolean(),
  /** When the store was restored from a backup: what was due by then may have been posted. */
  restoredAtMs: z.int().optional(),
  paused: Pause.optional(),
});

/** A guild's rule for its weekly post. */
export type Schedule = Readonly<{
  guildId: string;
  name: string;
  settings: ScheduleSettings;
  /** The week from which `everyWeeks` counts. */
  first: Week;
  /** What comes next; nothing while it is paused without an end. */
  pending: Occurrence | undefined;
  state: Readonly<z.infer<typeof ScheduleState>>;
}>;

/** The next occurrences, those that a moderator leaves out not counted. */
export function occurrencesOf({ pending, settings, first, state }: Schedule, count: number): readonly Occurrence[] {
  if (!pending) return [];
  const skipped = new Set(state.skips.map(({ week }) => week));
  return upcoming(pending, settings, first, count + skipped.size)
    .filter(({ week }) => !skipped.has(week))
    .slice(0, count);
}

/** A film that a moderator has put in line: for a date, or for when its turn comes. */
export const QueueItem = z
  .object({
    id: z.string(),
    filmId: z.string(),
    /** YYYY-MM-DD: the week that it is pinned to. */
    date: z.string().optional(),
    /** A moderator's words that come with the film. */
    note: z.string().optional(),
  })
  .transform(({ id, filmId, date, note }) => ({ id, filmId, date, note }));
export type QueueItem = Readonly<z.infer<typeof QueueItem>>;

/** What a schedule is known by. */
export type ScheduleKey = Pick<Schedule, 'guildId' | 'name'>;

/** A schedule with its queue. */
export type Programme = Readonly<{ schedule: Schedule; queue: readonly QueueItem[] }>;

/** Why an occurrence has no post, or what ended its posting. */
export const SkipReason = z.enum([...Reason.options, 'missed', 'no-film', 'skipped-by-moderator', 'paused']);
export type SkipReason = z.infer<typeof SkipReason>;
