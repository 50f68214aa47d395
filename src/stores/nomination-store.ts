import { sql } from 'kysely';
import type { Kysely, SqlBool } from 'kysely';
import type { QueueItem } from '../domain/club-schedule.ts';
import { shownStates } from '../domain/posting.ts';
import type { Decision, Nomination, NominationState, Support } from '../domain/nomination.ts';
import type { Schema } from './schema.ts';

/** A nomination of a guild. */
type Which = Readonly<{ guildId: string; id: string }>;
/** A member’s part in the open nomination of a film. */
type Part = Readonly<{ guildId: string; filmId: string; userId: string }>;

/** What becomes of a nomination that is still in one of the states `from`. */
export type Verdict = Readonly<{
  to: Decision;
  from: readonly NominationState[];
  reason: string;
  at: Temporal.Instant;
}>;

/** Keeps what members propose to their guild. No question about one guild sees another. */
export class NominationStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Opens a nomination under `id`, or joins the one of this film that is open; who is part of it already changes their note, unless
   * the new one is empty. Durable when it resolves.
   */
  support({ guildId, filmId, userId, id, note, at }: Part & Omit<Support, 'userId'> & { id: string }) {
    return this.#db.transaction().execute(async (db): Promise<'opened' | 'joined' | 'kept'> => {
      const open = await lockOpen(db, { guildId, filmId });
      if (!open) {
        const nomination = { guild_id: guildId, id, film_id: filmId, state: 'open', reason: '' } as const;
        // The same id is the same use of the command, told twice by Discord, perhaps after a moderator has decided.
        await db
          .insertInto('nominations')
          .values(nomination)
          .onConflict((conflict) => conflict.columns(['guild_id', 'id']).doNothing())
          .execute();
      }
      const part = { guild_id: guildId, nomination_id: open?.id ?? id, user_id: userId };
      const joined = await db
        .insertInto('nomination_supporters')
        .values({ ...part, note, at: at.epochMilliseconds })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (joined.numInsertedOrUpdatedRows === 1n) return open ? 'joined' : 'opened';
      if (note !== '') {
        await db
          .updateTable('nomination_supporters')
          .set({ note })
          .where('guild_id', '=', guildId)
          .where('nomination_id', '=', part.nomination_id)
          .where('user_id', '=', userId)
          .execute();
      }
      return 'kept';
    });
  }

  /** Takes a member out of the open nomination of a film, which is no more once nobody wants it; whether they were part of it. */
  withdraw({ guildId, filmId, userId }: Part): Promise<boolean> {
    return this.#db.transaction().execute(async (db) => {
      const open = await lockOpen(db, { guildId, filmId });
      const { numDeletedRows } = await db
        .deleteFrom('nomination_supporters')
        .where('guild_id', '=', guildId)
        .where('nomination_id', '=', open?.id ?? '')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (open) await deleteUnsupported(db, { guildId, id: open.id });
      return numDeletedRows > 0n;
    });
  }

  /** Decides a nomination that is still in one of the states `from`; whether it was. Durable when it resolves. */
  async decide({ guildId, id }: Which, { to, from, reason, at }: Verdict): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('nominations')
      .set({ state: to, reason, decided_at: at.epochMilliseconds })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /**
   * A moderator has made one queue of another. Accepted nominations whose film is in no queue any more, and was neither shown nor
   * is about to be, wait again for a decision, unless the film has another open one; those whose item came back are accepted
   * anew. To be called in the transaction that changes the queue, which has the guild to itself.
   */
  async follow(
    guildId: string,
    before: readonly QueueItem[],
    after: readonly QueueItem[],
    at: Temporal.Instant,
  ): Promise<void> {
    const films = before.map(({ filmId }) => filmId).filter((filmId) => !after.some((item) => item.filmId === filmId));
    const items = after.map(({ id }) => id).filter((id) => !before.some((item) => item.id === id));
    if (films.length + items.length === 0) return;
    // One after the other in this order, as `leaveAll` does: of two who lock them none waits for the other.
    const touched = await this.#db
      .selectFrom('nominations')
      .select('id')
      .where('guild_id', '=', guildId)
      .where((eb) =>
        eb.or([
          ...(films.length > 0 ? [eb.and([eb('state', '=', 'accepted'), eb('film_id', 'in', films)])] : []),
          ...(items.length > 0 ? [eb.and([eb('state', '!=', 'accepted'), eb('id', 'in', items)])] : []),
        ]),
      )
      .orderBy('id')
      .execute();
    for (const { id } of touched) {
      if (items.includes(id))
        await this.decide({ guildId, id }, { to: 'accepted', from: ['open', 'declined'], reason: '', at });
      else await this.#reopen({ guildId, id });
    }
  }

  async #reopen({ guildId, id }: Which): Promise<void> {
    await this.#db
      .updateTable('nominations')
      .set({ state: 'open', decided_at: null })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('state', '=', 'accepted')
      .where((eb) => eb.not(eb.or([isShown, isToCome, hasOpen])))
      .execute();
  }

  /** A guild’s nominations that are in one of these states, those with most supporters first. */
  async inState(guildId: string, states: readonly NominationState[]): Promise<readonly Nomination[]> {
    const found = await this.#read(guildId, (query) => query.where('nominations.state', 'in', states));
    return found.toSorted((a, b) => b.supporters.length - a.supporters.length);
  }

  /**
   * What a guild is not done with, of one film or of all: open nominations, and accepted ones whose film was not shown since; in
   * the same order.
   */
  async undone(guildId: string, filmId?: string): Promise<readonly Nomination[]> {
    // Found before those who want them are: what was shown is looked up once for a nomination, and not for an open one.
    const undone = this.#db
      .selectFrom('nominations')
      .select('id')
      .where('guild_id', '=', guildId)
      .$if(filmId !== undefined, (query) => query.where('film_id', '=', filmId ?? ''))
      .where((eb) => eb.or([eb('state', '=', 'open'), eb.and([eb('state', '=', 'accepted'), eb.not(isShown)])]));
    const found = await this.#read(guildId, (query) => query.where('nominations.id', 'in', undone));
    return found.toSorted((a, b) => b.supporters.length - a.supporters.length);
  }

  /** A guild’s nominations that a member is part of, latest first. */
  async of(guildId: string, userId: string): Promise<readonly Nomination[]> {
    const theirs = this.#db
      .selectFrom('nomination_supporters')
      .select('nomination_id')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId);
    const found = await this.#read(guildId, (query) => query.where('nominations.id', 'in', theirs));
    const since = ({ supporters }: Nomination): number =>
      supporters.find((support) => support.userId === userId)?.at.epochMilliseconds ?? 0;
    return found.toSorted((a, b) => since(b) - since(a));
  }

  /** One nomination of a guild, whatever its state. */
  async get({ guildId, id }: Which): Promise<Nomination | undefined> {
    const [found] = await this.#read(guildId, (query) => query.where('nominations.id', '=', id));
    return found;
  }

  /** Of equal rank: the one that somebody wanted first. */
  async #read(guildId: string, narrow: (query: Joined) => Joined): Promise<readonly Nomination[]> {
    const rows = await narrow(joined(this.#db).where('nominations.guild_id', '=', guildId)).execute();
    const byId = Map.groupBy(rows, (row) => row.id);
    return [...byId.values()].flatMap((of) => {
      const [first] = of;
      const supporters = of.map(({ user_id: userId, note, at }) => ({
        ...{ userId, note, at: Temporal.Instant.fromEpochMilliseconds(at) },
      }));
      if (!first) return [];
      const { id, film_id: filmId, state, reason, decided_at: decidedAtMs } = first;
      const decidedAt = decidedAtMs === null ? undefined : Temporal.Instant.fromEpochMilliseconds(decidedAtMs);
      return [{ guildId, id, filmId, state, reason, decidedAt, supporters }];
    });
  }
}

/** The film of a nomination was shown since that was accepted, by a schedule or for rating. An open one has not been decided. */
const isShown = sql<SqlBool>`(
  exists (select 1 from occurrences where occurrences.guild_id = nominations.guild_id
    and occurrences.film_id = nominations.film_id and occurrences.state in (${sql.join(shownStates)})
    and coalesce(occurrences.posted_at, occurrences.due_at) >= nominations.decided_at)
  or exists (select 1 from posts where posts.guild_id = nominations.guild_id
    and posts.film_id = nominations.film_id and posts.message_id is not null
    and posts.created_at >= nominations.decided_at))`;

/** It is in a queue of its guild, or being posted. */
const isToCome = sql<SqlBool>`(
  exists (select 1 from queue_items where queue_items.guild_id = nominations.guild_id
    and queue_items.film_id = nominations.film_id)
  or exists (select 1 from occurrences where occurrences.guild_id = nominations.guild_id
    and occurrences.film_id = nominations.film_id and occurrences.state not in (${sql.join([...shownStates, 'skipped'])})))`;

/** Members have nominated it anew. */
const hasOpen = sql<SqlBool>`exists (select 1 from nominations as other where other.guild_id = nominations.guild_id
  and other.film_id = nominations.film_id and other.state = 'open')`;

/**
 * The open nomination of a film, which nobody else joins or leaves until this transaction ends: whoever left last would take
 * it away with those who are just joining. Written rather than read, because both kinds of store lock what is written.
 */
const lockOpen = (db: Kysely<Schema>, { guildId, filmId }: Omit<Part, 'userId'>) =>
  db
    .updateTable('nominations')
    .set({ state: 'open' })
    .where('guild_id', '=', guildId)
    .where('film_id', '=', filmId)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();

/**
 * Takes a member out of all nominations, of one guild or everywhere, whatever has become of them; how many these were. Those
 * that nobody wants any more go. Locked as by `lockOpen`, in one order, so that no two who leave wait for each other.
 */
export async function leaveAll(db: Kysely<Schema>, userId: string, guildId?: string): Promise<number> {
  const parts = await db
    .selectFrom('nomination_supporters')
    .select(['guild_id', 'nomination_id'])
    .where('user_id', '=', userId)
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .orderBy('guild_id')
    .orderBy('nomination_id')
    .execute();
  for (const { guild_id, nomination_id } of parts) {
    await db
      .updateTable('nominations')
      .set((query) => ({ state: query.ref('state') }))
      .where('guild_id', '=', guild_id)
      .where('id', '=', nomination_id)
      .execute();
  }
  const { numDeletedRows } = await db
    .deleteFrom('nomination_supporters')
    .where('user_id', '=', userId)
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .executeTakeFirst();
  for (const { guild_id: guild, nomination_id: id } of parts) await deleteUnsupported(db, { guildId: guild, id });
  return Number(numDeletedRows);
}

type Joined = ReturnType<typeof joined>;
const joined = (db: Kysely<Schema>) =>
  db
    .selectFrom('nominations')
    .innerJoin('nomination_supporters as part', (join) =>
      join.onRef('part.guild_id', '=', 'nominations.guild_id').onRef('part.nomination_id', '=', 'nominations.id'),
    )
    .select([
      'nominations.id',
      'nominations.film_id',
      'nominations.state',
      'nominations.reason',
      'nominations.decided_at',
    ])
    .select(['part.user_id', 'part.note', 'part.at'])
    .orderBy('part.at')
    .orderBy('part.user_id')
    .orderBy('nominations.id');

/** Deletes a nomination if nobody wants it any more. */
const deleteUnsupported = (db: Kysely<Schema>, { guildId, id }: Which) =>
  db
    .deleteFrom('nominations')
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .where((query) =>
      query.not(
        query.exists(
          query
            .selectFrom('nomination_supporters as part')
            .select('part.user_id')
            .whereRef('part.guild_id', '=', 'nominations.guild_id')
            .whereRef('part.nomination_id', '=', 'nominations.id'),
        ),
      ),
    )
    .execute();
