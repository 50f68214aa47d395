import type { Clock } from '../domain/clock.ts';
import type { QueueItem, Schedule, ScheduleSettings } from '../domain/club-schedule.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import type { Planned } from '../domain/pick.ts';
import { unparked } from '../domain/posting.ts';
import { dateIn, nextAfter, rescheduled, upcoming, weekOfDate } from '../domain/schedule.ts';
import type { Occurrence } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ScheduleStore, StoredSchedule } from '../stores/schedule-store.ts';
import type { FilmPlan } from './film-plan.ts';

type Key = Readonly<{ guildId: string; name: string }>;

/** Where in the line a film stands, and when its turn comes, if that is known already. */
export type Place = Readonly<{ position: number | undefined; occurrence: Occurrence | undefined }>;

/** A queue that is longer is no plan any more. */
const mostQueued = 1000;

/** A guild’s schedules and queues, as moderators see and change them. */
export class Schedules {
  readonly plan: FilmPlan;
  readonly #clock: Clock;
  readonly #schedules: ScheduleStore;
  readonly #occurrences: Pick<OccurrenceStore, 'history' | 'parked' | 'acquire' | 'save'>;

  constructor(parts: {
    schedules: ScheduleStore;
    occurrences: Pick<OccurrenceStore, 'history' | 'parked' | 'acquire' | 'save'>;
    plan: FilmPlan;
    clock: Clock;
  }) {
    this.plan = parts.plan;
    this.#clock = parts.clock;
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
  }

  list(guildId: string): Promise<readonly Schedule[]> {
    return this.#schedules.list(guildId);
  }

  /** A schedule with its queue. Refuses (`schedule.none`) a name that no schedule has. */
  async get(key: Key): Promise<StoredSchedule> {
    return (await this.#schedules.get(key)) ?? none(key);
  }

  /**
   * What a schedule would be with these settings: a new one, or the one of this name changed. It can be confirmed by this id
   * for a quarter of an hour. Durable when it resolves.
   */
  async draft(
    key: Key,
    settings: ScheduleSettings,
    { id, now }: Readonly<{ id: string; now: Temporal.Instant }>,
  ): Promise<Readonly<{ isNew: boolean; schedule: Schedule; plan: readonly Planned[] }>> {
    const before = await this.#schedules.get(key);
    const queue = before?.queue ?? [];
    const draft = before ? changed(before.schedule, settings, now) : created(key, settings, now);
    const schedule = await this.plan.of(draft, queue);
    await this.#schedules.putDraft(id, { ...key, settings, ahead: schedule.state.ahead }, now);
    return { isNew: before === undefined, schedule, plan: this.plan.plan({ schedule, queue }, 1) };
  }

  /** Keeps what was shown. Refuses (`schedule.draft-gone`) what is too old. Durable when it resolves. */
  async confirm(guildId: string, id: string, now: Temporal.Instant): Promise<Schedule> {
    const draft = await this.#schedules.draft(guildId, id, now);
    if (!draft) throw new UserError('schedule.draft-gone');
    return this.put(draft, draft.settings, now, draft.ahead);
  }

  /** Keeps a schedule with these settings, and gives it back. Durable when it resolves. */
  async put(
    key: Key,
    settings: ScheduleSettings,
    now: Temporal.Instant,
    ahead?: Schedule['state']['ahead'],
  ): Promise<Schedule> {
    const withAhead = (schedule: Schedule): Schedule =>
      ahead ? { ...schedule, state: { ...schedule.state, ahead } } : schedule;
    const kept = await this.#schedules.change(key, ({ schedule }) => ({
      schedule: withAhead(changed(schedule, settings, now)),
    }));
    if (kept) return kept.after.schedule;
    const schedule = withAhead(created({ guildId: key.guildId, name: key.name }, settings, now));
    await this.#schedules.put(schedule);
    return schedule;
  }

  /** The next occurrences, those left out not counted. */
  dates({ pending, settings, first, state }: Schedule, count: number): readonly Occurrence[] {
    if (!pending) return [];
    const skipped = new Set(state.skips.map(({ week }) => week));
    return upcoming(pending, settings, first, count + skipped.size)
      .filter(({ week }) => !skipped.has(week))
      .slice(0, count);
  }

  /** The next occurrences with their films, which stay as they are shown here. */
  async preview(key: Key, count: number): Promise<readonly Planned[]> {
    return ((await this.plan.next(key, count)) ?? none(key)).plan;
  }

  /**
   * Something changed in a guild that may let refused posts through: they are tried again, within seconds. Costs a look-up
   * where nothing was refused. Durable when it resolves.
   */
  async retry(guildId: string): Promise<void> {
    const now = this.#clock();
    for (const key of await this.#occurrences.parked(guildId)) {
      const lease = await this.#occurrences.acquire(key, now, now.add({ seconds: 10 }));
      if (lease) await this.#occurrences.save(lease, unparked(lease.record.posting, now.epochMilliseconds), { now });
    }
  }

  /** What became of the schedule’s occurrences, the latest first. */
  history({ guildId, name }: Key, limit: number): Promise<readonly OccurrenceRecord[]> {
    return this.#occurrences.history(guildId, { schedule: name, limit });
  }

  /**
   * Puts a film in line, at a position (from 1, those pinned to dates not counted) or at the end, or pins it to a date on
   * which the schedule posts. Refuses a date on which it does not, or that has a film. Durable when it resolves.
   */
  async enqueue(key: Key, item: QueueItem, position: number | undefined): Promise<Place> {
    const kept = await this.#schedules.change(key, ({ schedule, queue }) => {
      if (queue.length >= mostQueued) throw new UserError('queue.full', { most: mostQueued });
      if (queue.some(({ filmId, date }) => filmId === item.filmId && date === item.date))
        throw new UserError('queue.already');
      if (item.date !== undefined) this.#checkDate(schedule, queue, item.date);
      return { queue: placed(queue, item, position) };
    });
    if (!kept) return none(key);
    return this.#placeOf(kept.after, item.id);
  }

  /** Moves a film of the queue. Refuses one that is not in it. Durable when it resolves. */
  async move(key: Key, filmId: string, position: number): Promise<Place> {
    const kept = await this.#schedules.change(key, ({ queue }) => {
      const item = itemOf(queue, filmId);
      return { queue: placed(without(queue, item), { ...item, date: undefined }, position) };
    });
    if (!kept) return none(key);
    return this.#placeOf(kept.after, itemOf(kept.after.queue, filmId).id);
  }

  /** Takes a film out of the queue. Refuses one that is not in it. Durable when it resolves. */
  async dequeue(key: Key, filmId: string): Promise<QueueItem> {
    const kept = await this.#schedules.change(key, ({ queue }) => ({ queue: without(queue, itemOf(queue, filmId)) }));
    if (!kept) return none(key);
    return itemOf(kept.before.queue, filmId);
  }

  /** Takes every film out of the queue; gives back how many there were. Durable when it resolves. */
  async clear(key: Key): Promise<number> {
    const kept = await this.#schedules.change(key, () => ({ queue: [] }));
    return kept ? kept.before.queue.length : none(key);
  }

  /** Leaves out an occurrence to come: the next one, or that of a date. Gives it back. Durable when it resolves. */
  async skip(key: Key, date: string | undefined, reason: string | undefined): Promise<Occurrence> {
    let skipped: Occurrence | undefined;
    const kept = await this.#schedules.change(key, ({ schedule }) => {
      skipped = this.#occurrenceOn(schedule, date);
      const skip = { week: skipped.week, ...(reason !== undefined && { reason }) };
      return { schedule: { ...schedule, state: { ...schedule.state, skips: [...schedule.state.skips, skip] } } };
    });
    return kept && skipped ? skipped : none(key);
  }

  /** Posts nothing until a date, or until it is resumed. Durable when it resolves. */
  async pause(
    key: Key,
    until: string | undefined,
    reason: string | undefined,
    now: Temporal.Instant,
  ): Promise<Schedule> {
    const kept = await this.#schedules.change(key, ({ schedule }) => {
      const { settings, first, state } = schedule;
      const paused = { ...(until !== undefined && { until }), ...(reason !== undefined && { reason }) };
      const from = until === undefined ? undefined : startOf(until, settings.timeZone);
      if (from && Temporal.Instant.compare(from, now) <= 0) throw new UserError('schedule.past-date');
      const pending = from && nextAfter(from.subtract({ nanoseconds: 1 }), settings, first);
      return { schedule: { ...schedule, pending, state: { ...state, paused } } };
    });
    return kept ? kept.after.schedule : none(key);
  }

  /** Goes on with what a pause ended: with the next hour of the schedule whose week has had no film. Durable when it resolves. */
  async resume(key: Key, now: Temporal.Instant): Promise<Schedule> {
    const [latest] = await this.history(key, 1);
    const kept = await this.#schedules.change(key, ({ schedule }) => {
      const { paused, ...state } = schedule.state;
      if (!paused) throw new UserError('schedule.not-paused');
      let pending = nextAfter(now, schedule.settings, schedule.first);
      if (latest && latest.key >= pending.week) pending = nextAfter(pending.at, schedule.settings, schedule.first);
      return { schedule: { ...schedule, pending, state } };
    });
    return kept ? kept.after.schedule : none(key);
  }

  /** Removes a schedule and its queue; the history stays. Durable when it resolves. */
  async remove(key: Key): Promise<void> {
    if (!(await this.#schedules.remove(key))) none(key);
  }

  /** The next occurrence, or that of a date; refuses a date on which the schedule does not post. */
  #occurrenceOn(schedule: Schedule, date: string | undefined): Occurrence {
    // More than a year ahead nobody plans.
    const dates = this.dates(schedule, 60);
    const found = date === undefined ? dates[0] : dates.find(({ week }) => isOn(week, date, schedule));
    if (found) return found;
    if (date === undefined) throw new UserError('schedule.nothing-next');
    throw new UserError('schedule.not-that-day', {
      dates: dates
        .slice(0, 3)
        .map(({ week }) => dateIn(week, schedule.settings).toString())
        .join(', '),
    });
  }

  #checkDate(schedule: Schedule, queue: readonly QueueItem[], date: string): void {
    const { week } = this.#occurrenceOn(schedule, date);
    if (queue.some((item) => item.date !== undefined && weekOfDate(item.date) === week))
      throw new UserError('queue.date-taken');
  }

  #placeOf({ schedule, queue }: StoredSchedule, id: string): Place {
    const line = queue.filter(({ date }) => date === undefined);
    const at = line.findIndex((item) => item.id === id);
    const plan = this.plan.plan({ schedule, queue }, 60);
    return {
      position: at < 0 ? undefined : at + 1,
      occurrence: plan.find(({ pick }) => pick?.item?.id === id)?.occurrence,
    };
  }
}

const none = ({ name }: Key): never => {
  throw new UserError('schedule.none', { name });
};

/** A schedule that is new. It may have been there before, and the store forgotten it. */
function created({ guildId, name }: Key, settings: ScheduleSettings, now: Temporal.Instant): Schedule {
  const pending = nextAfter(now, settings);
  return { guildId, name, settings, first: pending.week, pending, state: { ahead: [], skips: [], doubtful: true } };
}

/** A schedule with other settings: the week that is next stays the next one. */
function changed(before: Schedule, settings: ScheduleSettings, now: Temporal.Instant): Schedule {
  const { pending, first, state } = before;
  return {
    ...before,
    settings,
    pending: pending && rescheduled(pending, settings, first, now),
    state: { ...state, doubtful: true },
  };
}

/** The queue with an item at a place among those without a date. */
function placed(queue: readonly QueueItem[], item: QueueItem, position: number | undefined): readonly QueueItem[] {
  const dated = queue.filter(({ date }) => date !== undefined);
  const line = queue.filter(({ date }) => date === undefined);
  if (item.date !== undefined) return [...dated, item, ...line];
  return [...dated, ...line.toSpliced((position ?? mostQueued) - 1, 0, item)];
}

function itemOf(queue: readonly QueueItem[], filmId: string): QueueItem {
  const found = queue.find((item) => item.filmId === filmId);
  if (!found) throw new UserError('queue.not-there');
  return found;
}

const without = (queue: readonly QueueItem[], item: QueueItem): readonly QueueItem[] =>
  queue.filter(({ id }) => id !== item.id);

const isOn = (week: string, date: string, { settings }: Schedule): boolean =>
  dateIn(week, settings).toString() === date;

const startOf = (date: string, timeZone: string): Temporal.Instant =>
  Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant();
