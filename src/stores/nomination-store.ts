import type { Kysely } from 'kysely';
import type { Decision, Nomination, NominationState, Support } from '../domain/nomination.ts';
import type { Schema } from './schema.ts';

/** A nomination of a guild. */
type Which = Readonly<{ guildId: string; id: string }>;
/** A member’s part in the open nomination of a film. */
type Part = Readonly<{ guildId: string; filmId: string; userId: string }>;

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
  async decide(
    { guildId, id }: Which,
    { to, from, reason, at }: { to: Decision; from: readonly NominationState[]; reason: string; at: Temporal.Instant },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('nominations')
      .set({ state: to, reason, decided_at: at.epochMilliseconds })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('state', 'in', from)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Opens accepted nominations again, where the film has no other open one. Durable when it resolves. */
  async reopen(guildId: string, ids: readonly string[]): Promise<void> {
    await this.#db
      .updateTable('nominations')
      .set({ state: 'open', decided_at: null })
      .where('guild_id', '=', guildId)
      .where('id', 'in', ids)
      .where('state', '=', 'accepted')
      .where((eb) => {
        const other = eb
          .selectFrom('nominations as other')
          .select('other.id')
          .where('other.guild_id', '=', guildId)
          .where('other.film_id', '=', eb.ref('nominations.film_id'))
          .where('other.state', '=', 'open');
        return eb.not(eb.exists(other));
      })
      .execute();
  }

  /** A guild’s nominations that are in one of these states, those with most supporters first. */
  async inState(guildId: string, states: readonly NominationState[]): Promise<readonly Nomination[]> {
    const found = await this.#read(guildId, (query) => query.where('nominations.state', 'in', states));
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
