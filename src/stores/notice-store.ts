import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { readNotice, writeNotice } from '../domain/notice.ts';
import type { Notice } from '../domain/notice.ts';
import type { Schema } from './schema.ts';

/**
 * A notice that is to be told, now for the so many-th time; undefined where it cannot be read. `id`: the same for the same
 * notice, and what Discord knows a repeated call by.
 */
export type KeptNotice = Readonly<{
  id: string;
  guildId: string;
  notice: Notice | undefined;
  attempts: number;
  createdAt: Temporal.Instant;
}>;

/** A nonce has so many characters at most. */
const mostNonce = 25;

/** What was refused is told no sooner than this after something has changed, however much changes. */
const wakeMs = 30_000;

const dueMs = ({ notice }: KeptNotice): number => notice?.dueAt.epochMilliseconds ?? 0;
const scheduleOf = ({ notice }: KeptNotice): string => notice?.schedule ?? '';

/** Keeps what moderators have yet to be told, each once, until they were. */
export class NoticeStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Keeps notices to be told from now on; what is kept already stays. Part of a transaction that it is in. */
  async add(notices: readonly Notice[], now: Temporal.Instant): Promise<void> {
    const at = now.epochMilliseconds;
    for (const notice of notices) {
      const text = writeNotice(notice);
      const id = createHash('sha256').update(text).digest('base64url').slice(0, mostNonce);
      await this.#db
        .insertInto('notices')
        .values({ guild_id: notice.guildId, id, notice: text, attempts: 0, created_at: at, next_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** Takes what is to be told now, and keeps it from others until then: whoever crashes with it is replaced. */
  async take(now: Temporal.Instant, until: Temporal.Instant, limit: number): Promise<readonly KeptNotice[]> {
    const at = now.epochMilliseconds;
    const due = this.#db
      .selectFrom('notices')
      .select(['guild_id', 'id'])
      .where('next_at', '<=', at)
      .orderBy('next_at')
      .limit(limit)
      .$asTuple('guild_id', 'id');
    const rows = await this.#db
      .updateTable('notices')
      .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), next_at: until.epochMilliseconds }))
      .where('next_at', '<=', at)
      .where((eb) => eb(eb.refTuple('guild_id', 'id'), 'in', due))
      .returningAll()
      .execute();
    return rows
      .map(({ id, guild_id: guildId, notice, attempts, created_at: createdAt }) => ({
        ...{ id, guildId, notice: readNotice(notice), attempts },
        createdAt: Temporal.Instant.fromEpochMilliseconds(createdAt),
      }))
      .toSorted((a, b) => dueMs(a) - dueMs(b) || scheduleOf(a).localeCompare(scheduleOf(b)));
  }

  /** Whether anything is to be told. */
  async any(now: Temporal.Instant): Promise<boolean> {
    const row = await this.#db
      .selectFrom('notices')
      .select('id')
      .where('next_at', '<=', now.epochMilliseconds)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Tells it again then, or never, where no time is named. Durable when it resolves. */
  async settle({ id, guildId }: KeptNotice, again: Temporal.Instant | undefined): Promise<void> {
    if (again) {
      const next_at = again.epochMilliseconds;
      await this.#db
        .updateTable('notices')
        .set({ next_at })
        .where('guild_id', '=', guildId)
        .where('id', '=', id)
        .execute();
    } else await this.#db.deleteFrom('notices').where('guild_id', '=', guildId).where('id', '=', id).execute();
  }

  /** What waits may be told soon: something has changed in a guild, or may have in any. */
  async wake(guildId: string | undefined, now: Temporal.Instant): Promise<void> {
    const next_at = now.epochMilliseconds + wakeMs;
    await this.#db
      .updateTable('notices')
      .set({ next_at })
      .where('next_at', '>', next_at)
      .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
      .execute();
  }
}
