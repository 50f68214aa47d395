import type { Kysely } from 'kysely';
import { z } from 'zod';
import { ScheduleSettings, ScheduleState } from '../domain/club-schedule.ts';
import type { Schedule } from '../domain/club-schedule.ts';
import type { Schema } from './schema.ts';

/** For so long a question can be answered. */
const draftMs = 15 * 60_000;

/**
 * What somebody has still to confirm, or to fill in again: a schedule, with the films that chance has chosen for it; `films` for
 * its queue, or to post now; or a form that could not be understood, with what was `typed`, by the custom ids of its inputs.
 */
export type Draft = Readonly<{
  guildId: string;
  name: string;
  settings: ScheduleSettings;
  typed?: Typed;
  ahead: Schedule['state']['ahead'];
  films?: readonly string[];
}>;

const Typed = z.record(z.string(), z.string());
type Typed = Readonly<z.infer<typeof Typed>>;
/** Kept beside the settings, which the form would have become. */
const FilledIn = ScheduleSettings.extend({ typed: Typed.optional() });

/** Keeps for a while what moderators are shown or have filled in, until they go on with it. No question about one guild sees another. */
export class DraftStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Keeps for a while what somebody is shown and may confirm. */
  async put(id: string, { guildId, name, settings, typed, ahead, films }: Draft, now: Temporal.Instant): Promise<void> {
    const createdAt = now.epochMilliseconds;
    await this.#db
      .deleteFrom('schedule_drafts')
      .where('created_at', '<', createdAt - draftMs)
      .execute();
    await this.#db
      .insertInto('schedule_drafts')
      .values({
        ...{ guild_id: guildId, id, name, settings: JSON.stringify({ ...settings, typed }) },
        ...{ ahead: JSON.stringify(ahead), films: films ? JSON.stringify(films) : null, created_at: createdAt },
      })
      .execute();
  }

  /** What was kept under this id, if it is not too old. */
  async get(guildId: string, id: string, now: Temporal.Instant): Promise<Draft | undefined> {
    const row = await this.#db
      .selectFrom('schedule_drafts')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('created_at', '>=', now.epochMilliseconds - draftMs)
      .executeTakeFirst();
    if (!row) return undefined;
    const { typed, ...settings } = FilledIn.parse(JSON.parse(row.settings));
    return {
      ...{ guildId, name: row.name, settings, ...(typed && { typed }) },
      ahead: ScheduleState.shape.ahead.parse(JSON.parse(row.ahead)),
      ...(row.films !== null && { films: z.array(z.string()).parse(JSON.parse(row.films)) }),
    };
  }
}
