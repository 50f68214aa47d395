import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import { readSome, writeSome } from '../domain/guild-change.ts';
import type { Deed, Difference, GuildChange } from '../domain/guild-change.ts';
import { readSomeSchedule, writeSomeSchedule } from '../domain/schedule-change.ts';
import type { LogState, Schema } from './schema.ts';

/** As many changes of a guild as are kept: more than anybody looks back through. */
const mostKept = 500;

/** A change that a log channel is to be told of. */
export type DueChange = GuildChange & Readonly<{ logChannel: string }>;

/** Keeps who changed what in each guild's settings and schedules, and which log channels have been told. */
export class GuildChangeStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Adds a change and gives back its position. The caller holds the guild's settings, so that positions are given out once. */
  async add(guildId: string, change: Deed & Difference & { logChannel: string | undefined }): Promise<number> {
    const { userId, at, undoes, logChannel } = change;
    const { last } = await this.#db
      .selectFrom('guild_changes')
      .select(({ fn }) => fn.max('position').as('last'))
      .where('guild_id', '=', guildId)
      .executeTakeFirstOrThrow();
    const position = Number(last ?? 0) + 1;
    await this.#db
      .insertInto('guild_changes')
      .values({
        ...{ guild_id: guildId, position, user_id: userId ?? null, undoes: undoes ?? null },
        ...{ ...columnsOf(change), at: at.epochMilliseconds },
        ...{ log_channel: logChannel ?? null, log_state: logChannel === undefined ? 'none' : 'due' },
      })
      .execute();
    await this.#db
      .deleteFrom('guild_changes')
      .where('guild_id', '=', guildId)
      .where('position', '<=', position - mostKept)
      .execute();
    return position;
  }

  /** A guild's changes from a position on, oldest first. */
  async from(guildId: string, position: number): Promise<readonly GuildChange[]> {
    const rows = await this.#db
      .selectFrom('guild_changes')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('position', '>=', position)
      .orderBy('position')
      .execute();
    return rows.map(changeOf);
  }

  /** The oldest changes of a guild that its log channel has yet to be told of. */
  async due(guildId: string, limit: number): Promise<readonly DueChange[]> {
    const rows = await this.#db
      .selectFrom('guild_changes')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('log_state', '=', 'due')
      .orderBy('position')
      .limit(limit)
      .execute();
    return rows.flatMap((row) => (row.log_channel === null ? [] : [{ ...changeOf(row), logChannel: row.log_channel }]));
  }

  /** The guilds that have such changes: what a stop left behind. */
  async guildsWithDue(): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom('guild_changes')
      .select('guild_id')
      .distinct()
      .where('log_state', '=', 'due')
      .execute();
    return rows.map(({ guild_id: guildId }) => guildId);
  }

  /** Notes what became of telling a guild's log channel of these changes. */
  async note(guildId: string, positions: readonly number[], state: LogState): Promise<void> {
    await this.#db
      .updateTable('guild_changes')
      .set({ log_state: state })
      .where('guild_id', '=', guildId)
      .where('position', 'in', positions)
      .execute();
  }

  /** How many of a guild's latest changes its log channel did not take, since the last that it took. */
  async failed(guildId: string): Promise<number> {
    const { count } = await this.#db
      .selectFrom('guild_changes')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('guild_id', '=', guildId)
      .where('log_state', '=', 'failed')
      .where('position', '>', (builder) =>
        builder
          .selectFrom('guild_changes as told')
          .select(({ fn }) => fn.coalesce(fn.max('told.position'), sql<number>`0`).as('last'))
          .where('told.guild_id', '=', guildId)
          .where('told.log_state', '=', 'told'),
      )
      .executeTakeFirstOrThrow();
    return count;
  }
}

function changeOf(row: Selectable<Schema['guild_changes']>): GuildChange {
  const { position, user_id: userId, at, undoes } = row;
  return {
    position,
    userId: userId ?? undefined,
    ...differenceIn(row),
    at: Temporal.Instant.fromEpochMilliseconds(at),
    undoes: undoes ?? undefined,
  };
}

type Columns = Pick<Selectable<Schema['guild_changes']>, 'schedule' | 'before' | 'after'>;

const columnsOf = (change: Difference): Columns =>
  change.schedule === undefined
    ? { schedule: null, before: writeSome(change.before), after: writeSome(change.after) }
    : {
        schedule: change.schedule,
        before: writeSomeSchedule(change.before),
        after: writeSomeSchedule(change.after),
      };

/** What a row says was different. */
export const differenceIn = ({ schedule, before, after }: Columns): Difference =>
  schedule === null
    ? { schedule: undefined, before: readSome(before), after: readSome(after) }
    : { schedule, before: readSomeSchedule(before), after: readSomeSchedule(after) };
