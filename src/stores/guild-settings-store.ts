import type { Kysely } from 'kysely';
import { differenceOf, judgeUndo, withoutChange } from '../domain/guild-change.ts';
import type { UndoVerdict } from '../domain/guild-change.ts';
import { GuildSettings } from '../domain/guild-settings.ts';
import { GuildChangeStore } from './guild-change-store.ts';
import { NoticeStore } from './notice-store.ts';
import type { Schema } from './schema.ts';

/** The settings before a change and after it. `position` names it among the changes of the guild, if it is recorded. */
export type SettingsChange = Readonly<{
  before: GuildSettings;
  after: GuildSettings;
  position?: number | undefined;
}>;

/** The settings that are to be others; or how they are found from those that stand, while nobody else changes them. */
export type Changes = Partial<GuildSettings> | ((settings: GuildSettings) => Partial<GuildSettings>);

/** Who changes something, if anybody, and what they take back by it. */
type Author = Readonly<{ userId?: string | undefined; undoes?: number }>;

/** What came of taking a change back. */
export type Undone =
  | Readonly<{ kind: 'done'; change: SettingsChange }>
  | Exclude<UndoVerdict, Readonly<{ kind: 'allowed' }>>;

/** Keeps what each guild has chosen. */
export class GuildSettingsStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** A guild's settings; the defaults where it has chosen nothing. */
  async get(guildId: string): Promise<GuildSettings> {
    const row = await this.#db
      .selectFrom('guild_settings')
      .select('settings')
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return GuildSettings.parse(row ? JSON.parse(row.settings) : {});
  }

  /**
   * Replaces the settings given, and no other. What somebody changes is recorded, where it makes a difference. Durable when
   * it resolves.
   */
  change(guildId: string, changes: Changes, at: Temporal.Instant, author: Author = {}): Promise<SettingsChange> {
    return this.#db.transaction().execute(async (db) => {
      await holdGuild(db, guildId, at);
      return apply(db, guildId, changes, at, author);
    });
  }

  /** Takes a change back, if that may still be done (`judgeUndo`); that is a change like any other. */
  undo(guildId: string, position: number, at: Temporal.Instant, userId: string): Promise<Undone> {
    return this.#db.transaction().execute(async (db): Promise<Undone> => {
      await holdGuild(db, guildId, at);
      const [change, ...later] = await new GuildChangeStore(db).from(guildId, position);
      const verdict = judgeUndo(change?.position === position ? change : undefined, later, at);
      if (verdict.kind !== 'allowed') return verdict;
      const by = { userId, undoes: position };
      return { kind: 'done', change: await apply(db, guildId, (now) => withoutChange(verdict.change, now), at, by) };
    });
  }

  /** Marks that the guild has been met. False if it was already, or has chosen something. */
  async meet(guildId: string, at: Temporal.Instant): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('guild_settings')
      .values({ guild_id: guildId, settings: '{}', updated_at: at.epochMilliseconds })
      .onConflict((conflict) => conflict.column('guild_id').doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) === 1;
  }
}

/** The guild’s row is there and locked before it is read: of two changes at once neither loses the other's. */
export async function holdGuild(db: Kysely<Schema>, guildId: string, at: Temporal.Instant): Promise<void> {
  const values = { guild_id: guildId, settings: '{}', updated_at: at.epochMilliseconds };
  await db
    .insertInto('guild_settings')
    .values(values)
    .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ updated_at: values.updated_at }))
    .execute();
}

async function apply(
  db: Kysely<Schema>,
  guildId: string,
  changes: Changes,
  at: Temporal.Instant,
  { userId, undoes }: Author,
): Promise<SettingsChange> {
  const before = await new GuildSettingsStore(db).get(guildId);
  const after = GuildSettings.parse({ ...before, ...(typeof changes === 'function' ? changes(before) : changes) });
  await db
    .updateTable('guild_settings')
    .set({ settings: JSON.stringify(after) })
    .where('guild_id', '=', guildId)
    .execute();
  // What the old log channel did not take is for the new one.
  if (after.logChannel !== before.logChannel) await new NoticeStore(db).wake(guildId, at);
  const difference = userId === undefined ? undefined : differenceOf(before, after);
  if (!difference) return { before, after };
  // Who switches the log off is told on by the channel that was the log.
  const logChannel = after.logChannel ?? before.logChannel;
  const recorded = { schedule: undefined, ...difference, userId, at, undoes, logChannel };
  const position = await new GuildChangeStore(db).add(guildId, recorded);
  return { before, after, position };
}
