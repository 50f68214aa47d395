import type { Kysely } from 'kysely';
import { mostSchedules, ScheduleSettings, ScheduleState } from '../domain/club-schedule.ts';
import type { Programme, QueueItem, Schedule, ScheduleKey } from '../domain/club-schedule.ts';
import { isOver, isScheduleChange } from '../domain/guild-change.ts';
import type { Difference, ScheduleChange as Change, UndoVerdict } from '../domain/guild-change.ts';
import { scheduleDifference, withoutChange } from '../domain/schedule-change.ts';
import type { Week } from '../domain/schedule.ts';
import { GuildChangeStore } from './guild-change-store.ts';
import { GuildSettingsStore, holdGuild } from './guild-settings-store.ts';
import { NominationStore } from './nomination-store.ts';
import type { Verdict } from './nomination-store.ts';
import type { Schema } from './schema.ts';

/** A schedule with its queue, as they were when it was read: who claims from it must find it so. */
export type StoredSchedule = Programme & Readonly<{ version: number }>;

/** What a change makes of a schedule and its queue; what it does not mention stays. */
export type ScheduleChange = Readonly<{ schedule?: Schedule; queue?: readonly QueueItem[] }>;

/** Who does something to a schedule, and when; recorded where it is somebody. */
export type By = Readonly<{ userId?: string | undefined; now: Temporal.Instant }>;

/** What a change of a queue decides with itself: the nomination that its item goes by. */
export type Decides = Readonly<{ id: string; verdict: Verdict }>;

/** What somebody has made of a schedule. `position` names it among the changes of the guild, if it is recorded. */
export type Altered = Readonly<{
  before: Programme | undefined;
  after: Programme | undefined;
  difference: Extract<Difference, { schedule: string }> | undefined;
  position: number | undefined;
}>;

/** What came of taking a change of a schedule back. `passed`: it has had its effect. */
export type UndoneSchedule =
  | Readonly<{ kind: 'done'; name: string; altered: Altered }>
  | Exclude<UndoVerdict<Change>, { kind: 'allowed' }>
  | Readonly<{ kind: 'passed' }>;

/** Keeps each guild’s schedules with their queues. No question about one guild sees another. */
export class ScheduleStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Keeps a schedule that is new, or replaces the one of this name; its queue stays. Durable when it resolves. */
  async put(schedule: Schedule): Promise<void> {
    const { guildId: guild_id, name } = schedule;
    await this.#db
      .insertInto('schedules')
      .values({ guild_id, name, ...columnsOf(schedule), version: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['guild_id', 'name'])
          .doUpdateSet((eb) => ({ ...columnsOf(schedule), version: eb('schedules.version', '+', 1) })),
      )
      .execute();
  }

  async get({ guildId, name }: ScheduleKey): Promise<StoredSchedule | undefined> {
    const row = await this.#db
      .selectFrom('schedules')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row && { schedule: scheduleOf(row), queue: await this.#queue({ guildId, name }), version: row.version };
  }

  /** All schedules of a guild, by name. */
  async list(guildId: string): Promise<readonly Schedule[]> {
    return (await this.#rows(guildId)).map(scheduleOf);
  }

  /** The same with their queues, to choose films for. */
  async all(guildId: string): Promise<readonly StoredSchedule[]> {
    const rows = await this.#rows(guildId);
    const items = await this.#db
      .selectFrom('queue_items')
      .select(['schedule', 'id', 'film_id', 'date', 'note'])
      .where('guild_id', '=', guildId)
      .orderBy('schedule')
      .orderBy('position')
      .execute();
    const queues = Map.groupBy(items, ({ schedule }) => schedule);
    return rows.map((row) => ({
      ...{ schedule: scheduleOf(row), version: row.version },
      queue: (queues.get(row.name) ?? []).map(itemOf),
    }));
  }

  /**
   * Keeps the schedules of a guild with what chance has chosen for them (`after`, in the order of `before`), all or nothing;
   * undefined if one of them has changed since all were read. Durable when it resolves.
   */
  async choose(
    guildId: string,
    before: readonly StoredSchedule[],
    after: readonly Schedule[],
  ): Promise<readonly StoredSchedule[] | undefined> {
    const chosen = before.map((one, at) => ({ ...one, schedule: after[at] ?? one.schedule, version: one.version + 1 }));
    try {
      await this.#db.transaction().execute(async (db) => {
        // All are locked, so that nobody shows meanwhile what is chosen here.
        const now = await db
          .updateTable('schedules')
          .set((eb) => ({ version: eb('version', '+', 1) }))
          .where('guild_id', '=', guildId)
          .returning(['name', 'version'])
          .execute();
        const versions = new Map(now.map(({ name, version }) => [name, version]));
        const isAsRead = chosen.every(({ schedule, version }) => versions.get(schedule.name) === version);
        if (versions.size !== chosen.length || !isAsRead) throw new Overtaken();
        for (const [at, { schedule }] of chosen.entries()) {
          if (schedule === before[at]?.schedule) continue;
          await db
            .updateTable('schedules')
            .set({ state: JSON.stringify(schedule.state) })
            .where('guild_id', '=', guildId)
            .where('name', '=', schedule.name)
            .execute();
        }
      });
      return chosen;
    } catch (error) {
      if (error instanceof Overtaken) return undefined;
      throw error;
    }
  }

  /** The schedules whose time has come, the longest due first. */
  async due(now: Temporal.Instant, limit: number): Promise<readonly ScheduleKey[]> {
    const rows = await this.#db
      .selectFrom('schedules')
      .select(['guild_id', 'name'])
      .where('pending_at', '<=', now.epochMilliseconds)
      .orderBy('pending_at')
      .orderBy('guild_id')
      .orderBy('name')
      .limit(limit)
      .execute();
    return rows.map(({ guild_id: guildId, name }) => ({ guildId, name }));
  }

  /**
   * Changes a schedule and its queue together, alone: of two changes at once the second sees what the first made. Inside a
   * transaction it is part of that. Gives back what was and what is, or undefined where there is no such schedule. Durable when
   * it resolves.
   */
  change(
    { guildId, name }: ScheduleKey,
    make: (before: StoredSchedule) => ScheduleChange,
  ): Promise<{ before: StoredSchedule; after: StoredSchedule } | undefined> {
    const run = async (db: Kysely<Schema>) => {
      // The row is locked before it is read.
      await db
        .updateTable('schedules')
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .where('guild_id', '=', guildId)
        .where('name', '=', name)
        .execute();
      const store = new ScheduleStore(db);
      const before = await store.get({ guildId, name });
      if (!before) return undefined;
      const made = make(before);
      const after = { ...before, ...made };
      if (made.schedule) {
        await db
          .updateTable('schedules')
          .set(columnsOf(made.schedule))
          .where('guild_id', '=', guildId)
          .where('name', '=', name)
          .execute();
      }
      if (made.queue) await store.#putQueue({ guildId, name }, made.queue);
      return { before, after };
    };
    return this.#db.isTransaction ? run(this.#db) : this.#db.transaction().execute(run);
  }

  /**
   * What a moderator makes of a schedule and its queue, or of there being none. Alone and recorded, all of it or nothing;
   * nominations follow their films (`NominationStore.follow`). Rejects (`NoRoom`) one more than a guild may have, and (`Decided`)
   * where the nomination has been decided otherwise. Durable when it resolves.
   */
  alter(
    key: ScheduleKey,
    make: (before: Programme | undefined) => Programme | undefined,
    by: By,
    { undoes, decides }: Readonly<{ undoes?: number; decides?: Decides | undefined }> = {},
  ): Promise<Altered> {
    const run = async (db: Kysely<Schema>): Promise<Altered> => {
      const store = new ScheduleStore(db);
      const nominations = new NominationStore(db);
      await holdGuild(db, key.guildId, by.now);
      if (decides && !(await nominations.decide({ ...key, ...decides }, decides.verdict))) throw new Decided();
      // The row is locked before it is read.
      const before = (await store.change(key, () => ({})))?.after;
      const after = make(before);
      if (!before && after && (await store.list(key.guildId)).length >= mostSchedules) throw new NoRoom();
      await store.#become(key, before, after);
      await nominations.follow(key.guildId, before?.queue ?? [], after?.queue ?? [], by.now);
      const found = scheduleDifference(before, after);
      const difference = found && { schedule: key.name, ...found };
      if (!difference || by.userId === undefined) return { before, after, difference, position: undefined };
      const { logChannel } = await new GuildSettingsStore(db).get(key.guildId);
      const deed = { userId: by.userId, at: by.now, undoes, logChannel };
      const position = await new GuildChangeStore(db).add(key.guildId, { ...difference, ...deed });
      return { before, after, difference, position };
    };
    return this.#db.isTransaction ? run(this.#db) : this.#db.transaction().execute(run);
  }

  /**
   * Decides a nomination and takes the item that goes by it out of the queue that it is in, both or nothing; undefined where it
   * is in none. Rejects (`Decided`) what has been decided otherwise. Durable when it resolves.
   */
  release(guildId: string, decides: Decides, by: By): Promise<Altered | undefined> {
    const { id } = decides;
    return this.#db.transaction().execute(async (db) => {
      // Before it is looked for: who accepts it meanwhile would queue it behind our back.
      await holdGuild(db, guildId, by.now);
      const query = db.selectFrom('queue_items').select('schedule as name').where('guild_id', '=', guildId);
      const key = await query.where('id', '=', id).executeTakeFirst();
      if (key) {
        const without = (before: Programme | undefined) =>
          before && { ...before, queue: before.queue.filter((item) => item.id !== id) };
        return new ScheduleStore(db).alter({ guildId, ...key }, without, by, { decides });
      }
      if (!(await new NominationStore(db).decide({ guildId, id }, decides.verdict))) throw new Decided();
      return undefined;
    });
  }

  /** Takes a change back, if that may still be done and nothing of it has changed since; that is a change like any other. */
  async undo(guildId: string, position: number, by: By): Promise<UndoneSchedule> {
    const [change, ...later] = await new GuildChangeStore(this.#db).from(guildId, position);
    if (change?.position !== position || !isScheduleChange(change)) return { kind: 'gone' };
    if (isOver(change, by.now)) return { kind: 'late' };
    const key = { guildId, name: change.schedule };
    const last = await this.lastWeek(key);
    try {
      const make = (present: Programme | undefined): Programme | undefined => {
        const made = withoutChange(present, change, { ...key, now: by.now, last });
        if (!made) throw new Overtaken();
        return made.programme;
      };
      return { kind: 'done', name: key.name, altered: await this.alter(key, make, by, { undoes: position }) };
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      const since = later.filter(isScheduleChange).findLast(({ schedule }) => schedule === key.name);
      return since ? { kind: 'overtaken', since } : { kind: 'passed' };
    }
  }

  /** The latest week of which something has become; whoever plans goes on after it. Posts in between are of no week. */
  async lastWeek({ guildId, name }: ScheduleKey): Promise<Week | undefined> {
    const { last } = await this.#db
      .selectFrom('occurrences')
      .select(({ fn }) => fn.max('key').as('last'))
      .where('guild_id', '=', guildId)
      .where('schedule', '=', name)
      // A week begins with a digit, what a post in between is known by with a letter.
      .where('key', '<', 'a')
      .executeTakeFirstOrThrow();
    return last ?? undefined;
  }

  /** Removes a schedule and its queue; what it has posted stays in the history. Durable when it resolves. */
  async remove({ guildId, name }: ScheduleKey): Promise<boolean> {
    const run = async (db: Kysely<Schema>): Promise<boolean> => {
      await endBars(db, { guildId, name });
      await db.deleteFrom('queue_items').where('guild_id', '=', guildId).where('schedule', '=', name).execute();
      const { numDeletedRows } = await db
        .deleteFrom('schedules')
        .where('guild_id', '=', guildId)
        .where('name', '=', name)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    };
    return this.#db.isTransaction ? run(this.#db) : this.#db.transaction().execute(run);
  }

  async #become(key: ScheduleKey, before: Programme | undefined, after: Programme | undefined): Promise<void> {
    if (!after) return void (await this.remove(key));
    if (after.schedule !== before?.schedule) await this.put(after.schedule);
    if (after.queue !== before?.queue) await this.#putQueue(key, after.queue);
  }

  async #queue({ guildId, name }: ScheduleKey): Promise<readonly QueueItem[]> {
    const rows = await this.#db
      .selectFrom('queue_items')
      .select(['id', 'film_id', 'date', 'note'])
      .where('guild_id', '=', guildId)
      .where('schedule', '=', name)
      .orderBy('position')
      .execute();
    return rows.map(itemOf);
  }

  #rows(guildId: string): Promise<readonly Schema['schedules'][]> {
    return this.#db.selectFrom('schedules').selectAll().where('guild_id', '=', guildId).orderBy('name').execute();
  }

  async #putQueue({ guildId, name }: ScheduleKey, queue: readonly QueueItem[]): Promise<void> {
    await this.#db.deleteFrom('queue_items').where('guild_id', '=', guildId).where('schedule', '=', name).execute();
    // Few enough at a time for the parameters that a statement takes.
    for (let at = 0; at < queue.length; at += 500) {
      const rows = queue.slice(at, at + 500).map(({ id, filmId, date, note }, offset) => ({
        ...{ guild_id: guildId, schedule: name, position: at + offset + 1, id, film_id: filmId },
        ...{ date: date ?? null, note: note ?? null },
      }));
      await this.#db.insertInto('queue_items').values(rows).execute();
    }
  }
}

/** Somebody has decided a nomination otherwise. */
export class Decided extends Error {}

/** A guild has as many schedules as it may have. */
export class NoRoom extends Error {}

class Overtaken extends Error {}

const itemOf = ({
  id,
  film_id: filmId,
  date,
  note,
}: Omit<Schema['queue_items'], 'guild_id' | 'schedule' | 'position'>) => ({
  ...{ id, filmId, date: date ?? undefined, note: note ?? undefined },
});

/** Nobody looks any more whether what a skipped post of the schedule was refused for is gone. */
export async function endBars(db: Kysely<Schema>, { guildId, name }: ScheduleKey): Promise<void> {
  await db
    .updateTable('occurrences')
    .set({ next_at: null })
    .where('guild_id', '=', guildId)
    .where('schedule', '=', name)
    .where('state', '=', 'skipped')
    .execute();
}

/** A schedule as its row holds it. */
const columnsOf = ({ settings, state, first, pending }: Schedule) => ({
  settings: JSON.stringify(settings),
  state: JSON.stringify(state),
  first_week: first,
  pending_week: pending?.week ?? null,
  pending_at: pending?.at.epochMilliseconds ?? null,
});

const scheduleOf = (row: Schema['schedules']): Schedule => ({
  guildId: row.guild_id,
  name: row.name,
  settings: ScheduleSettings.parse(JSON.parse(row.settings)),
  state: ScheduleState.parse(JSON.parse(row.state)),
  first: row.first_week,
  pending:
    row.pending_week === null || row.pending_at === null
      ? undefined
      : { week: row.pending_week, at: Temporal.Instant.fromEpochMilliseconds(row.pending_at) },
});
