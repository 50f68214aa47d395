import { mostSchedules, occurrencesOf } from '../domain/club-schedule.ts';
import type { Programme, QueueItem, Schedule, ScheduleKey, ScheduleSettings } from '../domain/club-schedule.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { pinnedTo } from '../domain/pick.ts';
import type { Pick as FilmPick, Planned } from '../domain/pick.ts';
import { newSchedule, startOf, withPause, withSettings } from '../domain/schedule-change.ts';
import type { Obstacle } from '../domain/posting.ts';
import { dateOf, weekOfDate } from '../domain/schedule.ts';
import type { Occurrence, Week } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { Draft, DraftStore } from '../stores/draft-store.ts';
import { Decided, NoRoom } from '../stores/schedule-store.ts';
import type { Altered, By, Decides, ScheduleStore, StoredSchedule, UndoneSchedule } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { FilmPlan } from './film-plan.ts';
import { mostQueued, placed, without } from './queue.ts';
import type { RefusedPosts } from './refused-posts.ts';

/** What was changed, and what has become of the schedule by it. */
export type Changed = Altered & Readonly<{ schedule: Schedule }>;

/** More than a year ahead nobody plans. */
export const mostAhead = 60;

/** A guild’s schedules, as moderators see and change them. */
export class Schedules {
  readonly plan: FilmPlan;
  readonly #schedules: ScheduleStore;
  readonly #drafts: DraftStore;
  readonly #occurrences: Pick<OccurrenceStore, 'history' | 'parked'>;
  readonly #settings: Pick<ClubSettings, 'recorded'>;
  readonly #refused: Pick<RefusedPosts, 'retry'>;

  constructor(parts: {
    schedules: ScheduleStore;
    drafts: DraftStore;
    occurrences: Pick<OccurrenceStore, 'history' | 'parked'>;
    plan: FilmPlan;
    settings: Pick<ClubSettings, 'recorded'>;
    refused: Pick<RefusedPosts, 'retry'>;
  }) {
    this.plan = parts.plan;
    this.#schedules = parts.schedules;
    this.#drafts = parts.drafts;
    this.#occurrences = parts.occurrences;
    this.#settings = parts.settings;
    this.#refused = parts.refused;
  }

  list(guildId: string): Promise<readonly Schedule[]> {
    return this.#schedules.list(guildId);
  }

  /** The same with their queues. */
  withQueues(guildId: string): Promise<readonly StoredSchedule[]> {
    return this.#schedules.all(guildId);
  }

  /** A schedule with its queue. Refuses (`schedule.none`) a name that no schedule has. */
  async get(key: ScheduleKey): Promise<StoredSchedule> {
    return (await this.#schedules.get(key)) ?? none(key);
  }

  /**
   * What a schedule would be with these settings: a new one, or the one of this name changed. It can be confirmed by this id
   * for a quarter of an hour. Refuses (`schedule.too-many`) one more than a guild may have. Durable when it resolves.
   */
  async draft(
    key: ScheduleKey,
    settings: ScheduleSettings,
    { id, now }: Readonly<{ id: string; now: Temporal.Instant }>,
  ): Promise<Readonly<{ before: Programme | undefined; schedule: Schedule; plan: readonly Planned[] }>> {
    const before = await this.#schedules.get(key);
    if (!before && (await this.list(key.guildId)).length >= mostSchedules) noRoom();
    const queue = before?.queue ?? [];
    const last = await this.#schedules.lastWeek(key);
    const draft = before
      ? withSettings(before.schedule, settings, { now, last })
      : newSchedule(key, settings, { now, last });
    const schedule = await this.plan.of(draft, queue);
    await this.#drafts.put(id, { ...key, settings, ahead: schedule.state.ahead }, now);
    return { before, schedule, plan: this.plan.plan({ schedule, queue }, 1) };
  }

  /** Keeps a form that could not be understood for a quarter of an hour, as it was filled in. Durable when it resolves. */
  async keepForm(
    { guildId, name }: ScheduleKey,
    { settings, typed }: Required<Pick<Draft, 'settings' | 'typed'>>,
    { id, now }: Readonly<{ id: string; now: Temporal.Instant }>,
  ): Promise<void> {
    await this.#drafts.put(id, { guildId, name, settings, typed, ahead: [] }, now);
  }

  /** Keeps which films are to be queued or posted until somebody says yes. Durable when it resolves. */
  async draftFilms(
    key: ScheduleKey,
    films: readonly string[],
    { id, now }: Readonly<{ id: string; now: Temporal.Instant }>,
  ): Promise<void> {
    const { schedule } = await this.get(key);
    await this.#drafts.put(id, { ...key, settings: schedule.settings, ahead: [], films }, now);
  }

  /** What was shown under this id. Refuses (`schedule.draft-gone`) what is too old. */
  async draftOf(guildId: string, id: string, now: Temporal.Instant): Promise<Draft> {
    const draft = await this.#drafts.get(guildId, id, now);
    if (!draft) throw new UserError('schedule.draft-gone');
    return draft;
  }

  /**
   * Keeps what was shown. Refuses (`schedule.draft-gone`) what is too old, and (`schedule.too-many`) one more than a guild may
   * have. Durable when it resolves.
   */
  async confirm(guildId: string, id: string, by: By): Promise<Changed> {
    const draft = await this.draftOf(guildId, id, by.now);
    return this.put(draft, draft.settings, by, draft.ahead);
  }

  /** Keeps a schedule with these settings. Durable when it resolves. */
  async put(
    key: ScheduleKey,
    settings: ScheduleSettings,
    by: By,
    ahead?: Schedule['state']['ahead'],
  ): Promise<Changed> {
    const { guildId, name } = key;
    const last = await this.#schedules.lastWeek(key);
    return this.#alter({ guildId, name }, by, (before) => {
      const schedule = before
        ? withSettings(before.schedule, settings, { now: by.now, last })
        : newSchedule({ guildId, name }, settings, { now: by.now, last });
      const state = { ...schedule.state, ahead: ahead ?? schedule.state.ahead };
      return { schedule: { ...schedule, state }, queue: before?.queue ?? [] };
    });
  }

  /**
   * Takes a change back, within 15 minutes and while nothing of it has changed again. Refuses (`schedule.too-many`) to bring
   * back one more than a guild may have.
   */
  async undo(guildId: string, position: number, by: By): Promise<UndoneSchedule> {
    const undone = await this.#schedules.undo(guildId, position, by).catch(refuse);
    if (undone.kind === 'done') await this.#altered(guildId, undone.altered);
    return undone;
  }

  /** The next occurrences, those left out not counted. */
  dates(schedule: Schedule, count: number): readonly Occurrence[] {
    return occurrencesOf(schedule, count);
  }

  /** The next occurrences with their films, which stay as they are shown here. */
  async preview(key: ScheduleKey, count: number): Promise<readonly Planned[]> {
    return ((await this.plan.next(key, count)) ?? none(key)).plan;
  }

  /** The film that would come first if a pause ended now, as far as it is chosen. */
  async afterPause(key: ScheduleKey, now: Temporal.Instant): Promise<FilmPick | undefined> {
    const { schedule, queue } = await this.get(key);
    const last = await this.#schedules.lastWeek(key);
    return this.plan.plan({ schedule: withPause(schedule, undefined, { now, last }), queue }, 1)[0]?.pick;
  }

  /** What keeps a guild’s schedules from posting until a moderator mends it, by their names. */
  parked(guildId: string): Promise<ReadonlyMap<string, Obstacle>> {
    return this.#occurrences.parked(guildId);
  }

  /** What became of the schedule’s occurrences, the latest first. */
  history({ guildId, name }: ScheduleKey, limit: number): Promise<readonly OccurrenceRecord[]> {
    return this.#occurrences.history(guildId, { schedule: name, limit });
  }

  /**
   * Leaves out an occurrence to come: the next one, or that of a date. A film that was pinned to it is the first in line
   * afterwards. Durable when it resolves.
   */
  async skip(
    key: ScheduleKey,
    date: string | undefined,
    reason: string | undefined,
    by: By,
  ): Promise<Changed & Readonly<{ occurrence: Occurrence; freed: QueueItem | undefined }>> {
    let skipped: Occurrence | undefined;
    let freed: QueueItem | undefined;
    const changed = await this.change(key, by, ({ schedule, queue }) => {
      const { state, settings } = schedule;
      const occurrence = occurrenceOn(schedule, date);
      skipped = occurrence;
      freed = pinnedTo(queue, occurrence);
      const { week } = occurrence;
      const skip = { week, date: dateOf(occurrence, settings), ...(reason !== undefined && { reason }) };
      return {
        schedule: { ...schedule, state: { ...state, skips: [...state.skips, skip] } },
        ...(freed && { queue: placed(without(queue, freed), { ...freed, date: undefined }, 1) }),
      };
    });
    return skipped ? { ...changed, occurrence: skipped, freed } : none(key);
  }

  /**
   * Another film for an occurrence to come: the next one, or that of a date. A film that was queued for it is the first in line
   * afterwards; one that chance had chosen is the next that it chooses. Durable when it resolves.
   */
  async replace(
    key: ScheduleKey,
    { id, filmId }: Pick<QueueItem, 'id' | 'filmId'>,
    date: string | undefined,
    by: By,
  ): Promise<Changed & Readonly<{ occurrence: Occurrence; old: FilmPick | undefined }>> {
    // What chance will have chosen is known afterwards.
    await this.preview(key, 1);
    const last = await this.#schedules.lastWeek(key);
    let replaced: Readonly<{ occurrence: Occurrence; old: FilmPick | undefined }> | undefined;
    const changed = await this.change(key, by, (before) => {
      const { schedule, queue } = before;
      if (date !== undefined) demandToCome(date, schedule, { now: by.now, last });
      const occurrence = occurrenceOn(schedule, date);
      const planned = this.plan.plan(before, mostAhead).find(({ occurrence: { week } }) => week === occurrence.week);
      const old = planned?.pick;
      if (old?.filmId === filmId) throw new UserError('week.replaced-same');
      replaced = { occurrence, old };
      const queued = queue.find((item) => item.filmId === filmId);
      if (!queued && queue.length >= mostQueued) throw new UserError('queue.full', { most: mostQueued });
      const item = {
        id,
        note: undefined,
        ...queued,
        filmId,
        date: dateOf(occurrence, schedule.settings),
      };
      const rest = queued ? without(queue, queued) : queue;
      const freed = old?.item && placed(without(rest, old.item), { ...old.item, date: undefined }, 1);
      return { queue: placed(freed ?? rest, item, undefined) };
    });
    return replaced ? { ...changed, ...replaced } : none(key);
  }

  /** Posts nothing until a date, or until it is resumed. Durable when it resolves. */
  async pause(key: ScheduleKey, until: string | undefined, reason: string | undefined, by: By): Promise<Changed> {
    const last = await this.#schedules.lastWeek(key);
    return this.change(key, by, ({ schedule }) => {
      const from = until === undefined ? undefined : startOf(until, schedule.settings.timeZone);
      if (from && Temporal.Instant.compare(from, by.now) <= 0) throw new UserError('schedule.past-date');
      const paused = { ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) };
      return { schedule: withPause(schedule, paused, { now: by.now, last }) };
    });
  }

  /** Goes on with what a pause ended: with the next hour of the schedule whose week has had no film. Durable when it resolves. */
  async resume(key: ScheduleKey, by: By): Promise<Changed> {
    const last = await this.#schedules.lastWeek(key);
    return this.change(key, by, ({ schedule }) => {
      if (!schedule.state.paused) throw new UserError('schedule.not-paused');
      return { schedule: withPause(schedule, undefined, { now: by.now, last }) };
    });
  }

  /** Removes a schedule and its queue; the history stays. Durable when it resolves. */
  async remove(key: ScheduleKey, by: By): Promise<Altered> {
    const altered = await this.#schedules.alter(key, (before) => (before ? undefined : none(key)), by);
    this.#settings.recorded(key.guildId);
    return altered;
  }

  /**
   * Changes a schedule that is there; refuses (`schedule.none`) one that is not. Durable when it resolves, with the nomination
   * that it decides; refuses (`nomination.gone`) what has been decided otherwise.
   */
  change(
    key: ScheduleKey,
    by: By,
    make: (before: Programme) => Readonly<{ schedule?: Schedule; queue?: readonly QueueItem[] }>,
    decides?: Decides,
  ): Promise<Changed> {
    return this.#alter(key, by, (before) => (before ? { ...before, ...make(before) } : none(key)), decides);
  }

  /** Decides a nomination and takes the film that was queued by it out of that queue, if it is in one; else as `change`. */
  async release(guildId: string, decides: Decides, by: By): Promise<Altered | undefined> {
    const altered = await this.#schedules.release(guildId, decides, by).catch(refuse);
    if (altered) await this.#altered(guildId, altered);
    return altered;
  }

  async #alter(
    key: ScheduleKey,
    by: By,
    make: (before: Programme | undefined) => Programme,
    decides?: Decides,
  ): Promise<Changed> {
    const altered = await this.#schedules.alter(key, make, by, { decides }).catch(refuse);
    await this.#altered(key.guildId, altered);
    return altered.after ? { ...altered, schedule: altered.after.schedule } : none(key);
  }

  async #altered(guildId: string, { position, difference }: Altered): Promise<void> {
    if (position !== undefined) this.#settings.recorded(guildId);
    const { settings, whole, paused } = difference?.after ?? {};
    if (settings || whole || paused === null) await this.#refused.retry(guildId);
  }
}

const none = ({ name }: ScheduleKey): never => {
  throw new UserError('schedule.none', { name });
};

const noRoom = (): never => {
  throw new UserError('schedule.too-many', { most: mostSchedules });
};

const refuse = (error: unknown): never => {
  if (error instanceof NoRoom) noRoom();
  if (error instanceof Decided) throw new UserError('nomination.gone');
  throw error;
};

/** The next occurrence, or that of a date; refuses a date on which the schedule does not post. */
export function occurrenceOn(schedule: Schedule, date: string | undefined): Occurrence {
  const dates = occurrencesOf(schedule, mostAhead);
  const found = date === undefined ? dates[0] : dates.find((one) => dateOf(one, schedule.settings) === date);
  if (found) return found;
  if (date === undefined || dates.length === 0) throw new UserError('schedule.nothing-next');
  throw new UserError('schedule.not-that-day', {
    dates: dates
      .slice(0, 3)
      .map((one) => dateOf(one, schedule.settings))
      .join(', '),
  });
}

/** Refuses a date that is over, and one whose week has had its film. */
function demandToCome(
  date: string,
  { settings }: Schedule,
  { now, last }: Readonly<{ now: Temporal.Instant; last: Week | undefined }>,
): void {
  const today = now.toZonedDateTimeISO(settings.timeZone).toPlainDate().toString();
  if (date < today) throw new UserError('schedule.past-date');
  if (last !== undefined && weekOfDate(date) <= last) throw new UserError('week.replaced-late');
}
