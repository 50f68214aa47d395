import type { Programme, QueueItem, ScheduleKey } from '../domain/club-schedule.ts';
import type { OccurrenceKey } from '../domain/occurrence.ts';
import { pinnedTo } from '../domain/pick.ts';
import { lineIn } from '../domain/schedule-change.ts';
import type { Occurrence } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { By, Decides } from '../stores/schedule-store.ts';
import type { FilmPlan } from './film-plan.ts';
import { itemOf, itemsOf, mostQueued, placed, without } from './queue.ts';
import { mostAhead, occurrenceOn } from './schedules.ts';
import type { Changed, Schedules } from './schedules.ts';

/** Where in the line a film stands, and when its turn comes, if that is known already. */
export type Place = Changed & Readonly<{ place: number | undefined; occurrence: Occurrence | undefined }>;

/** The films that moderators have chosen for a schedule, in line or for dates. */
export class FilmQueue {
  readonly #schedules: Pick<Schedules, 'get' | 'change' | 'draftFilms' | 'draftOf'>;
  readonly #plan: Pick<FilmPlan, 'plan'>;
  readonly #occurrences: Pick<OccurrenceStore, 'get' | 'shown'>;

  constructor(parts: {
    schedules: Pick<Schedules, 'get' | 'change' | 'draftFilms' | 'draftOf'>;
    plan: Pick<FilmPlan, 'plan'>;
    occurrences: Pick<OccurrenceStore, 'get' | 'shown'>;
  }) {
    this.#schedules = parts.schedules;
    this.#plan = parts.plan;
    this.#occurrences = parts.occurrences;
  }

  /** When the films of a queue come, by the ids of their items, as far as that is known already. */
  turns(programme: Programme): ReadonlyMap<string, Occurrence> {
    const plan = this.#plan.plan(programme, mostAhead);
    return new Map(plan.flatMap(({ occurrence, pick }) => (pick?.item ? [[pick.item.id, occurrence] as const] : [])));
  }

  /**
   * Puts a film in line, at a position (from 1, those pinned to dates not counted) or at the end, or pins it to a date on
   * which the schedule posts. Refuses a date on which it does not, or that has a film. Durable when it resolves, with the
   * nomination that it decides.
   */
  async add(
    key: ScheduleKey,
    item: QueueItem,
    position: number | undefined,
    by: By,
    decides?: Decides,
  ): Promise<Place> {
    const make = ({ schedule, queue }: Programme) => {
      if (queue.length >= mostQueued) throw new UserError('queue.full', { most: mostQueued });
      if (queue.some(({ filmId, date }) => filmId === item.filmId && date === item.date))
        throw new UserError('queue.already');
      if (item.date !== undefined && pinnedTo(queue, occurrenceOn(schedule, item.date)))
        throw new UserError('queue.date-taken');
      return { queue: placed(queue, item, position) };
    };
    return this.#placeOf(await this.#schedules.change(key, by, make, decides), item.id);
  }

  /**
   * Puts the film that an occurrence used up and did not show first in line again. Refuses (`queue.requeue-late`) where another
   * one was posted in its place. Durable when it resolves.
   */
  async putBack(
    { guildId, schedule: name, key }: OccurrenceKey,
    by: By,
  ): Promise<Place & Readonly<{ filmId: string }>> {
    const { posting, item } = (await this.#occurrences.get({ guildId, schedule: name, key })) ?? {};
    if (posting?.state !== 'skipped' || !item) throw new UserError('queue.requeue-late');
    const place = await this.add({ guildId, name }, { ...item, date: undefined }, 1, by);
    return { ...place, filmId: item.filmId };
  }

  /**
   * What filling the queue with so many of these films would make of it: each that was neither shown nor is queued, with its
   * date. It can be confirmed by this id for a quarter of an hour. Refuses where there is none. Durable when it resolves.
   */
  async draftFill(
    key: ScheduleKey,
    filmIds: readonly string[],
    count: number,
    { id, now }: Readonly<{ id: string; now: Temporal.Instant }>,
  ): Promise<readonly Readonly<{ filmId: string; occurrence: Occurrence | undefined }>[]> {
    const { schedule, queue } = await this.#schedules.get(key);
    const shown = await this.#occurrences.shown(key.guildId);
    const queued = new Set(queue.map(({ filmId }) => filmId));
    const films = filmIds.filter((filmId) => !shown.has(filmId) && !queued.has(filmId)).slice(0, count);
    if (films.length === 0) throw new UserError('queue.nothing-fits');
    await this.#schedules.draftFilms(key, films, { id, now });
    const items = itemsOf(films, id);
    const turns = this.turns({ schedule, queue: [...queue, ...items] });
    return items.map((item) => ({ filmId: item.filmId, occurrence: turns.get(item.id) }));
  }

  /** Queues what was shown, without what somebody has queued meanwhile. Durable when it resolves. */
  async fill(guildId: string, id: string, by: By): Promise<Changed> {
    const { name, films = [] } = await this.#schedules.draftOf(guildId, id, by.now);
    return this.#schedules.change({ guildId, name }, by, ({ queue }) => {
      const queued = new Set(queue.map(({ filmId }) => filmId));
      const items = itemsOf(films, id).filter(({ filmId }) => !queued.has(filmId));
      if (queue.length + items.length > mostQueued) throw new UserError('queue.full', { most: mostQueued });
      return { queue: [...queue, ...items] };
    });
  }

  /** Moves a film of the queue. Refuses one that is not in it. Durable when it resolves. */
  async move(key: ScheduleKey, filmId: string, position: number, by: By): Promise<Place> {
    const changed = await this.#schedules.change(key, by, ({ queue }) => {
      const item = itemOf(queue, filmId);
      return { queue: placed(without(queue, item), { ...item, date: undefined }, position) };
    });
    return this.#placeOf(changed, itemOf(changed.after?.queue ?? [], filmId).id);
  }

  /** Takes a film out of the queue. Refuses one that is not in it. Durable when it resolves. */
  remove(key: ScheduleKey, filmId: string, by: By): Promise<Changed> {
    return this.#schedules.change(key, by, ({ queue }) => ({ queue: without(queue, itemOf(queue, filmId)) }));
  }

  /** Takes every film out of the queue. Durable when it resolves. */
  clear(key: ScheduleKey, by: By): Promise<Changed> {
    return this.#schedules.change(key, by, () => ({ queue: [] }));
  }

  #placeOf(changed: Changed, id: string): Place {
    const { schedule, after } = changed;
    const queue = after?.queue ?? [];
    const at = lineIn(queue).findIndex((item) => item.id === id);
    return {
      ...changed,
      place: at < 0 ? undefined : at + 1,
      occurrence: this.turns({ schedule, queue }).get(id),
    };
  }
}
