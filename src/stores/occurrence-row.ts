import { QueueItem, ScheduleSettings } from '../domain/club-schedule.ts';
import type { SkipReason } from '../domain/club-schedule.ts';
import type { OccurrenceKey, OccurrenceRecord } from '../domain/occurrence.ts';
import { nextLookMs, Posting } from '../domain/posting.ts';
import type { Schema } from './schema.ts';

/** What changes of an occurrence with each move, as its row holds it. */
export const stateColumns = (
  { posting, settings, late, reason, postedAt }: OccurrenceRecord,
  now: Temporal.Instant,
) => ({
  settings: JSON.stringify(settings),
  late: late ? 1 : 0,
  posting: JSON.stringify(posting),
  state: posting.state,
  reason: reason ?? null,
  channel_id: posting.post?.channelId ?? null,
  message_id: posting.post?.messageId ?? null,
  posted_at: postedAt?.epochMilliseconds ?? null,
  next_at: nextLookMs(posting, now.epochMilliseconds) ?? null,
});

export const keyOf = (row: Pick<Schema['occurrences'], 'guild_id' | 'schedule' | 'key'>): OccurrenceKey => ({
  ...{ guildId: row.guild_id, schedule: row.schedule, key: row.key },
});

export function recordOf(row: Schema['occurrences']): OccurrenceRecord {
  const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
  return {
    ...keyOf(row),
    dueAt: instant(row.due_at),
    filmId: row.film_id ?? undefined,
    theme: row.theme ?? undefined,
    item: row.item === null ? undefined : QueueItem.parse(JSON.parse(row.item)),
    late: row.late === 1,
    settings: ScheduleSettings.parse(JSON.parse(row.settings)),
    posting: Posting.parse(JSON.parse(row.posting)),
    reason: (row.reason ?? undefined) as SkipReason | undefined,
    postedAt: row.posted_at === null ? undefined : instant(row.posted_at),
  };
}
