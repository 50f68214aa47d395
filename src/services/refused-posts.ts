import type { Clock } from '../domain/clock.ts';
import { isExtra } from '../domain/occurrence.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { isUnsent, redirected, unparked } from '../domain/posting.ts';
import { isPausedAt } from '../domain/schedule-change.ts';
import type { NoticeStore } from '../stores/notice-store.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ScheduleStore } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import { PostSteps } from './post-steps.ts';

/** Posts that Discord has refused, and what has become of their schedules by that, until what was in their way is gone. */
export class RefusedPosts {
  readonly #schedules: Pick<ScheduleStore, 'get'>;
  readonly #occurrences: Pick<OccurrenceStore, 'resting' | 'acquire' | 'save'>;
  readonly #notices: Pick<NoticeStore, 'wake'>;
  readonly #steps: PostSteps;
  readonly #clock: Clock;

  constructor(parts: {
    schedules: Pick<ScheduleStore, 'get'>;
    occurrences: Pick<OccurrenceStore, 'history' | 'resting' | 'acquire' | 'save'>;
    notices: Pick<NoticeStore, 'wake'>;
    settings: Pick<ClubSettings, 'of'>;
    clock: Clock;
  }) {
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
    this.#notices = parts.notices;
    this.#steps = new PostSteps(parts);
    this.#clock = parts.clock;
  }

  /**
   * Something changed in a guild, or may have changed in any, that may let refused posts through: they are tried again within
   * seconds, those that nobody has sent as their schedule has it by now, and moderators are told what they could not be. Costs
   * two statements where nothing was refused. Durable when it resolves.
   */
  async retry(guildId?: string): Promise<void> {
    const now = this.#clock();
    await this.#notices.wake(guildId, now);
    for (const key of await this.#occurrences.resting(guildId)) {
      const lease = await this.#occurrences.acquire(key, now, now.add({ seconds: 10 }));
      if (!lease) continue;
      const record = await this.#redirected(lease.record);
      // Its schedule was removed or paused meanwhile. It ends with its time, unless the schedule goes on until then.
      const posting = record ? unparked(record.posting, now.epochMilliseconds) : lease.record.posting;
      await this.#occurrences.save({ ...lease, record: record ?? lease.record }, posting, { now });
    }
  }

  /** A post that nobody has sent goes where its schedule posts by now: nowhere (undefined) if that is removed or paused. */
  async #redirected(record: OccurrenceRecord): Promise<OccurrenceRecord | undefined> {
    const { guildId, schedule: name, posting } = record;
    if (!isUnsent(posting)) return record;
    const stored = await this.#schedules.get({ guildId, name });
    if (!stored) return isExtra(record) ? record : undefined;
    // What is barred only asks whether the next ones may come.
    if (isPausedAt(this.#clock(), stored.schedule) && !posting.barred && !isExtra(record)) return undefined;
    const { settings: chosen } = stored.schedule;
    const settings = isExtra(record) ? { ...chosen, pin: false } : chosen;
    const steps = await this.#steps.of({ guildId, name }, settings);
    const parts = { forum: settings.channelKind === 'forum', steps };
    return { ...record, settings, posting: redirected(posting, parts) };
  }
}
