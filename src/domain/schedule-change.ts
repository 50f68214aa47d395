import { z } from 'zod';
import { Pause, QueueItem, ScheduleSettings, ScheduleState, Skip } from './club-schedule.ts';
import type { Programme, Schedule, ScheduleKey } from './club-schedule.ts';
import { nextAfter, rescheduled, weekOfDate } from './schedule.ts';
import type { Occurrence, Rhythm, Week } from './schedule.ts';

/*
 * What moderators make of a schedule and its queue, and what that was before: recorded, told and taken back as such. A change
 * of a list is kept as the part of it that differs, so that it can be taken back although the rest has moved on.
 */

/** Part of a list, from that place on. */
type Part<T> = Readonly<{ at: number; items: readonly T[] }>;

const partOf = <T>(item: z.ZodType<T>) => z.object({ at: z.int().min(0), items: z.array(item).readonly() });

const Pending = z.object({ week: z.string(), atMs: z.int() });

const Whole = z.object({
  settings: ScheduleSettings,
  state: ScheduleState,
  first: z.string(),
  pending: Pending.optional(),
  queue: z.array(QueueItem).readonly(),
});

/** Some of a schedule, as it was or as it became: what a change was about. */
const SomeSchedule = z.object({
  /** All of it, where it is new or gone. */
  whole: Whole.optional(),
  /** A setting that is absent is null. */
  settings: z.record(z.string(), z.unknown()).optional(),
  /** What chance had chosen, where other settings make it choose anew. */
  ahead: ScheduleState.shape.ahead.optional(),
  /** null where it is not paused. */
  paused: Pause.nullable().optional(),
  /** What was next when a pause began. */
  pending: Pending.optional(),
  skips: partOf(Skip).optional(),
  /** Films that are pinned to dates, and those that wait for their turn. */
  dated: partOf(QueueItem).optional(),
  line: partOf(QueueItem).optional(),
  /** A film that went out by a moderator's word; nothing takes that back. */
  posted: z.object({ filmId: z.string(), extra: z.boolean() }).optional(),
});
export type SomeSchedule = Readonly<z.infer<typeof SomeSchedule>>;

export const writeSomeSchedule = (some: SomeSchedule): string => JSON.stringify(some);

/** Reads what `writeSomeSchedule` wrote; of another version that makes no sense any more nothing is left. */
export const readSomeSchedule = (text: string): SomeSchedule => SomeSchedule.catch({}).parse(JSON.parse(text));

/** What is different; nothing where all is the same to a moderator. */
export function scheduleDifference(
  before: Programme | undefined,
  after: Programme | undefined,
): Readonly<{ before: SomeSchedule; after: SomeSchedule }> | undefined {
  if (!before || !after) return before || after ? { before: wholeOf(before), after: wholeOf(after) } : undefined;
  const [was, is] = [before.schedule, after.schedule];
  const keys = (Object.keys(ScheduleSettings.shape) as (keyof ScheduleSettings)[]).filter(
    (key) => was.settings[key] !== is.settings[key],
  );
  const some = ({ settings }: Schedule) => Object.fromEntries(keys.map((key) => [key, settings[key] ?? null]));
  const isChosenAnew = keys.includes('mode') || keys.includes('theme');
  const pauses = [was, is].map(({ state }) => state.paused ?? null);
  const skips = difference(was.state.skips, is.state.skips);
  const dated = difference(datedIn(before.queue), datedIn(after.queue));
  const line = difference(lineIn(before.queue), lineIn(after.queue));
  const side = (at: 0 | 1): SomeSchedule => ({
    ...(keys.length > 0 && { settings: some(at === 0 ? was : is) }),
    ...(at === 0 && isChosenAnew && { ahead: was.state.ahead }),
    ...(!isSame(pauses[0], pauses[1]) && { paused: pauses[at] }),
    ...(at === 0 && !pauses[0] && pauses[1] && was.pending && { pending: writePending(was.pending) }),
    ...(skips && { skips: skips[at] }),
    ...(dated && { dated: dated[at] }),
    ...(line && { line: line[at] }),
  });
  return Object.keys(side(0)).length === 0 ? undefined : { before: side(0), after: side(1) };
}

/**
 * The schedule without a change, all that came since kept; undefined where that cannot be: what was changed has changed again,
 * or has had its effect.
 */
export function withoutChange(
  present: Programme | undefined,
  { before, after }: Readonly<{ before: SomeSchedule; after: SomeSchedule }>,
  parts: Moment & ScheduleKey,
): Readonly<{ programme: Programme | undefined }> | undefined {
  if (after.whole) return isSame(settled(wholeOf(present)), settled(after)) ? { programme: undefined } : undefined;
  if (before.whole) return present ? undefined : { programme: programmeOf(before.whole, parts) };
  if (!present || after.posted) return undefined;
  const { schedule, queue } = present;
  const { state } = schedule;
  const wished = Object.entries(after.settings ?? {});
  if (wished.some(([key, value]) => (schedule.settings[key as keyof ScheduleSettings] ?? null) !== value))
    return undefined;
  if (after.paused !== undefined && !isSame(after.paused, state.paused ?? null)) return undefined;
  const skips = back(state.skips, before.skips, after.skips);
  const dated = back(datedIn(queue), before.dated, after.dated);
  const line = back(lineIn(queue), before.line, after.line);
  if (!skips || !dated || !line || !isSound([...dated, ...line])) return undefined;
  const settings = ScheduleSettings.safeParse({ ...schedule.settings, ...withoutNulls(before.settings) });
  if (!settings.success) return undefined;
  let changed: Schedule = { ...schedule, state: { ...state, skips, ahead: before.ahead ?? state.ahead } };
  if (before.settings) changed = withSettings(changed, settings.data, parts);
  if (before.paused !== undefined) changed = withPause(changed, before.paused ?? undefined, parts);
  // What came due in the pause still comes, as if that had not been.
  const was = before.pending && readPending(before.pending);
  if (was && !(parts.last !== undefined && was.week <= parts.last))
    changed = { ...changed, pending: rescheduled(was, changed.settings, changed.first, parts.now) };
  return { programme: { schedule: changed, queue: [...dated, ...line] } };
}

/** When something is changed. `last`: the latest week that is over and done with. */
type Moment = Readonly<{ now: Temporal.Instant; last: Week | undefined }>;

/** A schedule that is new. It may have been there before, and the store forgotten it. */
export function newSchedule(
  { guildId, name }: ScheduleKey,
  settings: ScheduleSettings,
  { now, last }: Moment,
): Schedule {
  const pending = nextFree(now, settings, { first: undefined, last });
  return { guildId, name, settings, first: pending.week, pending, state: { ahead: [], skips: [], doubtful: true } };
}

/** A schedule with other settings: the week that is next stays the next one, and a pause lasts until its date. */
export function withSettings(before: Schedule, settings: ScheduleSettings, parts: Moment): Schedule {
  const { pending, first, state } = before;
  const changed: Schedule = {
    ...before,
    settings,
    pending: pending && rescheduled(pending, settings, first, parts.now),
    state: { ...state, doubtful: true },
  };
  return isPausedAt(parts.now, changed) ? withPause(changed, state.paused, parts) : changed;
}

/** Whether a schedule rests: until somebody goes on, or until a date that is still to come. */
export const isPausedAt = (now: Temporal.Instant, { settings, state: { paused } }: Schedule): boolean =>
  paused !== undefined &&
  (paused.until === undefined || Temporal.Instant.compare(startOf(paused.until, settings.timeZone), now) > 0);

/** A schedule that rests until a date, or until somebody goes on; or one that goes on, with the next week that had no film. */
export function withPause(schedule: Schedule, paused: Pause | undefined, { now, last }: Moment): Schedule {
  const { settings, first, state } = schedule;
  const { paused: _, ...rest } = state;
  const until = paused?.until === undefined ? undefined : startOf(paused.until, settings.timeZone);
  const isOver = until && Temporal.Instant.compare(until, now) <= 0;
  if (!paused || isOver) return { ...schedule, pending: nextFree(now, settings, { first, last }), state: rest };
  const pending = until && nextFree(until.subtract({ nanoseconds: 1 }), settings, { first, last });
  return { ...schedule, pending, state: { ...rest, paused } };
}

/** When a date begins. */
export const startOf = (date: string, timeZone: string): Temporal.Instant =>
  Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();

export const datedIn = (queue: readonly QueueItem[]): readonly QueueItem[] =>
  queue.filter(({ date }) => date !== undefined);

export const lineIn = (queue: readonly QueueItem[]): readonly QueueItem[] =>
  queue.filter(({ date }) => date === undefined);

/** The first occurrence after a moment in a week that is not done with. */
function nextFree(
  moment: Temporal.Instant,
  rhythm: Rhythm,
  { first, last }: Readonly<{ first: Week | undefined; last: Week | undefined }>,
): Occurrence {
  let next = nextAfter(moment, rhythm, first);
  while (last !== undefined && next.week <= last) next = nextAfter(next.at, rhythm, first);
  return next;
}

const wholeOf = (programme: Programme | undefined): SomeSchedule => {
  if (!programme) return {};
  const { settings, state, first, pending } = programme.schedule;
  return {
    whole: { settings, state, first, ...(pending && { pending: writePending(pending) }), queue: programme.queue },
  };
};

const writePending = ({ week, at }: Occurrence): z.infer<typeof Pending> => ({ week, atMs: at.epochMilliseconds });
const readPending = ({ week, atMs }: z.infer<typeof Pending>): Occurrence => ({
  ...{ week, at: Temporal.Instant.fromEpochMilliseconds(atMs) },
});

/** Without what changes while somebody only looks at it. */
const settled = ({ whole }: SomeSchedule): unknown =>
  whole && { ...whole, state: { ...whole.state, ahead: [], doubtful: false } };

/** As it was when it went; it may have posted under another moderator’s hands since, so the channel is looked at first. */
function programmeOf(
  { settings, state, first, pending, queue }: z.infer<typeof Whole>,
  { guildId, name, last }: ScheduleKey & Pick<Moment, 'last'>,
): Programme {
  const was = pending && readPending(pending);
  // One of the same name may have shown a film since.
  const isOver = was && last !== undefined && was.week <= last;
  const next = isOver ? nextFree(was.at, settings, { first, last }) : was;
  return { schedule: { guildId, name, settings, first, pending: next, state: { ...state, doubtful: true } }, queue };
}

/** The part of a list that differs, before and after. */
function difference<T>(before: readonly T[], after: readonly T[]): readonly [Part<T>, Part<T>] | undefined {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && isSame(before[at], after[at])) at += 1;
  let end = 0;
  while (end < most - at && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const cut = (list: readonly T[]): Part<T> => ({ at, items: list.slice(at, list.length - end) });
  const [was, is] = [cut(before), cut(after)];
  return was.items.length + is.items.length === 0 ? undefined : [was, is];
}

/** The list with what was there before in the place of what came instead; undefined where that is not there as it was. */
function back<T>(
  list: readonly T[],
  before: Part<T> | undefined,
  after: Part<T> | undefined,
): readonly T[] | undefined {
  if (!before || !after) return list;
  const { items } = after;
  const found = list.findIndex((_, at) => isSame(list.slice(at, at + items.length), items));
  const at = items.length === 0 ? Math.min(after.at, list.length) : found;
  return at < 0 ? undefined : list.toSpliced(at, items.length, ...before.items);
}

/** No film twice for the same turn, and no date with two films. */
function isSound(queue: readonly QueueItem[]): boolean {
  const turns = queue.map(({ filmId, date }) => `${filmId} ${date ?? ''}`);
  const weeks = datedIn(queue).map(({ date = '' }) => weekOfDate(date));
  const ids = queue.map(({ id }) => id);
  return [turns, weeks, ids].every((names) => new Set(names).size === names.length);
}

const withoutNulls = (settings: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings ?? {}).map(([key, value]) => [key, value ?? undefined]));

/** Both come from the same hands, or from the store: their keys stand in the same order. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
