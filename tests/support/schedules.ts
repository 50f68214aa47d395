import type { QueueItem, Schedule, ScheduleSettings } from '../../src/domain/club-schedule.ts';
import type { OccurrenceRecord } from '../../src/domain/occurrence.ts';
import { newPosting } from '../../src/domain/posting.ts';
import { nextAfter } from '../../src/domain/schedule.ts';

/** A Wednesday; the film of the week comes on Friday. */
export const wednesday = Temporal.Instant.from('2026-11-25T18:00:00Z');

export const fridays: ScheduleSettings = {
  ...{ weekday: 'friday', time: '20:00', timeZone: 'Europe/Moscow', everyWeeks: 1 },
  ...{ channelId: '500', channelKind: 'text', locale: 'en-US', mode: 'queue_then_random', thread: false, pin: false },
  ...{ graceHours: 24, closeRatingDays: 28 },
};

export function aSchedule(parts: Partial<Schedule> & { settings?: ScheduleSettings } = {}): Schedule {
  const settings = parts.settings ?? fridays;
  const pending = nextAfter(wednesday, settings);
  return {
    ...{ guildId: '1', name: 'main', settings, first: pending.week, pending },
    ...{ state: { ahead: [], skips: [], doubtful: false } },
    ...parts,
  };
}

export const anItem = (parts: Partial<QueueItem> = {}): QueueItem => ({
  ...{ id: 'a', filmId: 'wings', date: undefined, note: undefined },
  ...parts,
});

export function anOccurrence(parts: Partial<OccurrenceRecord> = {}): OccurrenceRecord {
  const { guildId, name: schedule, pending, settings } = aSchedule();
  const dueAt = parts.dueAt ?? pending?.at ?? wednesday;
  const untilMs = dueAt.epochMilliseconds + 24 * 3_600_000;
  return {
    ...{ guildId, schedule, key: pending?.week ?? '', dueAt, filmId: 'wings', theme: undefined, item: undefined },
    ...{ late: false, settings, reason: undefined, postedAt: undefined },
    posting: newPosting({
      ...{ dueAtMs: dueAt.epochMilliseconds, untilMs, forum: false, doubtful: false, steps: ['seed 1'] },
    }),
    ...parts,
  };
}
