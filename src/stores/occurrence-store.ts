import type { Kysely } from 'kysely';
import type { QueueItem, Schedule } from '../domain/club-schedule.ts';
import { isExtra } from '../domain/occurrence.ts';
import type { Notice } from '../domain/notice.ts';
import type { Lease, OccurrenceKey, OccurrenceRecord, Showing } from '../domain/occurrence.ts';
import { obstacles, shownStates } from '../domain/posting.ts';
import type { Obstacle, Posting } from '../domain/posting.ts';
import { GuildChangeStore } from './guild-change-store.ts';
import { GuildSettingsStore, holdGuild } from './guild-settings-store.ts';
import { NoticeStore } from './notice-store.ts';
import { keyOf, recordOf, stateColumns } from './occurrence-row.ts';
import type { Schema } from './schema.ts';
import { endBars, ScheduleStore } from './schedule-store.ts';
import type { ScheduleChange, StoredSchedule } from './schedule-store.ts';

/** What claiming makes of a schedule: the occurrences that are over, the one to post now, and what is left. */
export type Claim = Readonly<{
  from: StoredSchedule;
  schedule: Schedule;
  queue: readonly QueueItem[];
  skipped: readonly OccurrenceRecord[];
  post: OccurrenceRecord | undefined;
  /** What moderators are told of it. */
  notices?: readonly Notice[];
}>;

/** Who asked for a post, if anybody did; that is recorded. */
type Asked = Readonly<{ userId?: string | undefined }>;

/** Keeps what became of every occurrence. Of several processes one works on an occurrence at a time. */
export class OccurrenceStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Claims what a schedule has due, all of it or nothing: moves it on, uses up the item of its queue, and gives back the lease
   * of the post. `taken` when the schedule has changed since it was read, or the occurrence is there already; one that was
   * skipped is there no more for whoever asks for it.
   */
  async claim(
    claim: Claim,
    now: Temporal.Instant,
    until: Temporal.Instant,
    { userId }: Asked = {},
  ): Promise<Lease | 'taken' | undefined> {
    const { guildId, name } = claim.schedule;
    try {
      return await this.#db.transaction().execute(async (db) => {
        if (userId !== undefined) await holdGuild(db, guildId, now);
        const changed = await new ScheduleStore(db).change({ guildId, name }, ({ version }) => {
          // One more than was read: the change itself has counted.
          if (version !== claim.from.version + 1) throw new Taken();
          return { schedule: claim.schedule, ...(claim.queue !== claim.from.queue && { queue: claim.queue }) };
        });
        if (!changed) throw new Taken();
        const store = new OccurrenceStore(db);
        for (const record of claim.skipped) await store.#insert(record, now, now, 0);
        await new NoticeStore(db).add(claim.notices ?? [], now);
        const { post } = claim;
        if (!post) return undefined;
        const fence = await store.#begin(post, now, until, userId);
        if (!fence) throw new Taken();
        // Whether it may post the next one shows.
        if (post.posting.told) await endBars(db, { guildId, name });
        if (userId !== undefined) await recordPost(db, post, userId, now);
        return { record: post, fence, until };
      });
    } catch (error) {
      if (error instanceof Taken) return 'taken';
      throw error;
    }
  }

  /**
   * Keeps an occurrence that no schedule is due for (a post in between), with its lease; undefined if it is there already, as
   * with `claim`.
   */
  add(
    record: OccurrenceRecord,
    now: Temporal.Instant,
    until: Temporal.Instant,
    { userId }: Asked = {},
  ): Promise<Lease | undefined> {
    return this.#db.transaction().execute(async (db) => {
      if (userId !== undefined) await holdGuild(db, record.guildId, now);
      const fence = await new OccurrenceStore(db).#begin(record, now, until, userId);
      if (!fence) return undefined;
      if (userId !== undefined) await recordPost(db, record, userId, now);
      return { record, fence, until };
    });
  }

  /** Takes over an occurrence that nobody works on; undefined if somebody does, or nothing is to do. */
  async acquire(key: OccurrenceKey, now: Temporal.Instant, until: Temporal.Instant): Promise<Lease | undefined> {
    const row = await this.#db
      .updateTable('occurrences')
      .set(({ eb }) => ({ fence: eb('fence', '+', 1), lease_until: until.epochMilliseconds }))
      .where('guild_id', '=', key.guildId)
      .where('schedule', '=', key.schedule)
      .where('key', '=', key.key)
      .where('lease_until', '<=', now.epochMilliseconds)
      .where('next_at', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    return row && { record: recordOf(row), fence: row.fence, until };
  }

  /**
   * Stores where a posting is now, with its settings and whether it is late, and holds it until a later moment, or gives it
   * back (no `until`); undefined if somebody else has it by now. What moderators are to know of it, and what becomes of its
   * schedule by it, is kept with it. Durable when it resolves.
   */
  async save(
    lease: Lease,
    posting: Posting,
    parts: Readonly<{
      now: Temporal.Instant;
      until?: Temporal.Instant;
      notices?: readonly Notice[];
      programme?: (before: StoredSchedule) => ScheduleChange;
    }>,
  ): Promise<Lease | undefined> {
    const { now, notices = [], programme } = parts;
    if (notices.length === 0 && !programme) return this.#save(lease, posting, parts);
    const { guildId, schedule: name } = lease.record;
    try {
      return await this.#db.transaction().execute(async (db) => {
        // The schedule first, as whoever claims takes them: of two transactions none waits for the other.
        if (programme) await new ScheduleStore(db).change({ guildId, name }, programme);
        const saved = await new OccurrenceStore(db).#save(lease, posting, parts);
        if (!saved) throw new Taken();
        await new NoticeStore(db).add(notices, now);
        return saved;
      });
    } catch (error) {
      if (error instanceof Taken) return undefined;
      throw error;
    }
  }

  async #save(
    { record, fence }: Lease,
    posting: Posting,
    { now, until }: Readonly<{ now: Temporal.Instant; until?: Temporal.Instant }>,
  ): Promise<Lease | undefined> {
    const postedAt = record.postedAt ?? (posting.post ? now : undefined);
    const next: OccurrenceRecord = { ...record, posting, postedAt, reason: posting.reason };
    const { numUpdatedRows } = await this.#db
      .updateTable('occurrences')
      .set({ ...stateColumns(next, now), lease_until: until?.epochMilliseconds ?? 0 })
      .where('guild_id', '=', record.guildId)
      .where('schedule', '=', record.schedule)
      .where('key', '=', record.key)
      .where('fence', '=', fence)
      .executeTakeFirst();
    return numUpdatedRows === 0n ? undefined : { record: next, fence, until: until ?? now };
  }

  /** Occurrences that somebody should look after now, and nobody does; the longest waiting first. */
  async waiting(now: Temporal.Instant, limit: number): Promise<readonly OccurrenceKey[]> {
    const rows = await this.#db
      .selectFrom('occurrences')
      .select(['guild_id', 'schedule', 'key'])
      .where('next_at', '<=', now.epochMilliseconds)
      .where('lease_until', '<=', now.epochMilliseconds)
      .orderBy('next_at')
      .limit(limit)
      .execute();
    return rows.map(keyOf);
  }

  /** Those that rest until somebody changes something: of one guild, or of all. */
  async resting(guildId?: string): Promise<readonly OccurrenceKey[]> {
    const rows = await this.#db
      .selectFrom('occurrences')
      .select(['guild_id', 'schedule', 'key'])
      .where('next_at', '>', 0)
      .where('state', 'in', ['parked', 'unsure', 'skipped'])
      .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
      .execute();
    return rows.map(keyOf);
  }

  /** What is in the way of a guild’s schedules, by their names: each is parked for that, though its week may be over. */
  async parked(guildId: string): Promise<ReadonlyMap<string, Obstacle>> {
    const rows = await this.#db
      .selectFrom('occurrences')
      .select(['schedule', 'key', 'reason', 'next_at'])
      .where('guild_id', '=', guildId)
      .where('state', 'in', ['parked', 'skipped'])
      .where('reason', 'in', obstacles)
      .execute();
    const parked = rows.filter((row) => row.next_at !== null && !isExtra(row));
    return new Map(parked.map(({ schedule, reason }) => [schedule, reason as Obstacle]));
  }

  async get({ guildId, schedule, key }: OccurrenceKey): Promise<OccurrenceRecord | undefined> {
    const row = await this.#db
      .selectFrom('occurrences')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('schedule', '=', schedule)
      .where('key', '=', key)
      .executeTakeFirst();
    return row && recordOf(row);
  }

  /** What became of a guild’s occurrences, the latest first; of one schedule if it is named. */
  async history(
    guildId: string,
    parts: Readonly<{ schedule?: string; limit: number }>,
  ): Promise<readonly OccurrenceRecord[]> {
    const { schedule, limit } = parts;
    const rows = await this.#db
      .selectFrom('occurrences')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(schedule !== undefined, (query) => query.where('schedule', '=', schedule ?? ''))
      .orderBy('due_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(recordOf);
  }

  /** What the guild has been shown, the latest first. */
  async showings(guildId: string): Promise<readonly Showing[]> {
    const rows = await this.#db
      .selectFrom('occurrences')
      .select(['schedule', 'key', 'film_id', 'due_at', 'posted_at', 'channel_id', 'message_id', 'reason'])
      .where('guild_id', '=', guildId)
      .where('state', 'in', shownStates)
      .orderBy('due_at', 'desc')
      .orderBy('schedule')
      .execute();
    return rows.flatMap(({ schedule, key, film_id: filmId, due_at: dueAt, posted_at: postedAt, ...row }) => {
      if (filmId === null) return [];
      const { channel_id: channelId, message_id: messageId, reason } = row;
      const isThere = reason !== 'deleted' && channelId !== null && messageId !== null;
      const link = isThere ? { channelId, messageId } : undefined;
      const shownAt = Temporal.Instant.fromEpochMilliseconds(postedAt ?? dueAt);
      return { schedule, key, filmId, shownAt, extra: isExtra({ key }), link };
    });
  }

  /** Films that the guild has been shown, or is being shown now. */
  async shown(guildId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('occurrences')
      .select('film_id')
      .distinct()
      .where('guild_id', '=', guildId)
      .where('state', '!=', 'skipped')
      .where('film_id', 'is not', null)
      .execute();
    return new Set(rows.flatMap(({ film_id: filmId }) => filmId ?? []));
  }

  /** No process that was there before can be working any more: a SQLite store has one at a time. */
  async releaseAll(): Promise<void> {
    await this.#db.updateTable('occurrences').set({ lease_until: 0 }).where('lease_until', '>', 0).execute();
  }

  /** Keeps an occurrence that is new, or, for whoever asks for it, takes a skipped one up again; its fence. */
  async #begin(
    record: OccurrenceRecord,
    now: Temporal.Instant,
    until: Temporal.Instant,
    userId: string | undefined,
  ): Promise<number | undefined> {
    if (await this.#insert(record, now, until, 1)) return 1;
    return userId === undefined ? undefined : this.#revive(record, now, until);
  }

  /** Takes a skipped occurrence up again as this one; its fence, or undefined where it is not skipped. */
  async #revive(record: OccurrenceRecord, now: Temporal.Instant, until: Temporal.Instant): Promise<number | undefined> {
    const row = await this.#db
      .updateTable('occurrences')
      .set(({ eb }) => ({
        ...{ due_at: record.dueAt.epochMilliseconds, film_id: record.filmId ?? null, theme: record.theme ?? null },
        item: record.item ? JSON.stringify(record.item) : null,
        ...stateColumns(record, now),
        ...{ lease_until: until.epochMilliseconds, fence: eb('fence', '+', 1) },
      }))
      .where('guild_id', '=', record.guildId)
      .where('schedule', '=', record.schedule)
      .where('key', '=', record.key)
      .where('state', '=', 'skipped')
      .returning('fence')
      .executeTakeFirst();
    return row?.fence;
  }

  async #insert(
    record: OccurrenceRecord,
    now: Temporal.Instant,
    until: Temporal.Instant,
    fence: number,
  ): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('occurrences')
      .values({
        ...{ guild_id: record.guildId, schedule: record.schedule, key: record.key },
        ...{ due_at: record.dueAt.epochMilliseconds, film_id: record.filmId ?? null, theme: record.theme ?? null },
        item: record.item ? JSON.stringify(record.item) : null,
        ...stateColumns(record, now),
        ...{ lease_until: fence === 0 ? 0 : until.epochMilliseconds, fence },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
}

class Taken extends Error {}

async function recordPost(
  db: Kysely<Schema>,
  record: OccurrenceRecord,
  userId: string,
  at: Temporal.Instant,
): Promise<void> {
  const { guildId, schedule, filmId = '' } = record;
  const { logChannel } = await new GuildSettingsStore(db).get(guildId);
  const after = { posted: { filmId, extra: isExtra(record) } };
  const change = { schedule, before: {}, after, userId, at, undoes: undefined, logChannel };
  await new GuildChangeStore(db).add(guildId, change);
}
