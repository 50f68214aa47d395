import type { ScheduleKey } from '../domain/club-schedule.ts';
import { extraKeyOf, isExtra, leaseEnd } from '../domain/occurrence.ts';
import type { Lease, OccurrenceKey, OccurrenceRecord } from '../domain/occurrence.ts';
import type { Pick as FilmPick, Planned } from '../domain/pick.ts';
import { linkTo } from '../domain/post.ts';
import { asksAPerson, forced, isResting, unparked } from '../domain/posting.ts';
import { dueIn, weekOf } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { By, ScheduleStore, StoredSchedule } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { DuePosts } from './due-posts.ts';
import type { FilmPlan } from './film-plan.ts';

/** A film that was posted now, or had been a moment ago (`already`), and what has become of its post so far. */
export type PostedNow = Readonly<{ kind: 'now' | 'already'; record: OccurrenceRecord }>;

/** Who asks for the same film again within so long has pressed twice. */
const againHours = 12;

/** Posts films by a moderator's word, through the same steps as those that the clock brings, and each once as well. */
export class PostsNow {
  readonly #plan: FilmPlan;
  readonly #schedules: Pick<ScheduleStore, 'lastWeek'>;
  readonly #occurrences: Pick<OccurrenceStore, 'get' | 'history' | 'acquire' | 'save'>;
  readonly #due: Pick<DuePosts, 'claimNow' | 'claimExtra'>;
  readonly #settings: Pick<ClubSettings, 'recorded'>;
  /** Until somebody carries posts out they lie there, and come with the next run. */
  #carry: (lease: Lease) => Promise<OccurrenceRecord> = ({ record }) => Promise.resolve(record);

  constructor(parts: {
    plan: FilmPlan;
    schedules: Pick<ScheduleStore, 'lastWeek'>;
    occurrences: Pick<OccurrenceStore, 'get' | 'history' | 'acquire' | 'save'>;
    due: Pick<DuePosts, 'claimNow' | 'claimExtra'>;
    settings: Pick<ClubSettings, 'recorded'>;
  }) {
    this.#plan = parts.plan;
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
    this.#due = parts.due;
    this.#settings = parts.settings;
  }

  carriedBy(carry: (lease: Lease) => Promise<OccurrenceRecord>): void {
    this.#carry = carry;
  }

  /**
   * In whose place `asThisWeek` would post, and what, where that is the film of a later week: whoever asks has perhaps not
   * meant that. Refuses where this week has had its film, and its time is still to come.
   */
  async ofLaterWeek(key: ScheduleKey, filmId: string | undefined, by: By): Promise<Planned | undefined> {
    const stored = await this.#stored(key);
    const { pending: occurrence, settings } = stored.schedule;
    if (!occurrence || occurrence.week === weekOf(by.now, settings.timeZone)) return undefined;
    if (await this.#sameAgain(key, filmId, by)) return undefined;
    await this.#demandNoneYet(stored, by);
    return { occurrence, pick: this.#pickOf(stored, filmId) };
  }

  /**
   * Posts a film, or the one that is planned, in the place of the coming occurrence. Refuses where nothing is planned, where
   * the week has had its film, and where that is due at this very moment.
   */
  async asThisWeek(key: ScheduleKey, filmId: string | undefined, by: By): Promise<PostedNow> {
    for (;;) {
      const stored = await this.#stored(key);
      const before = await this.#sameAgain(key, filmId, by);
      if (before) return before;
      const { pending } = stored.schedule;
      if (!pending) throw new UserError('schedule.nothing-next');
      await this.#demandNoneYet(stored, by);
      if (Temporal.Instant.compare(pending.at, by.now) <= 0) throw new UserError('week.post.due');
      const pick = this.#pickOf(stored, filmId);
      const lease = await this.#due.claimNow({ stored, occurrence: pending, pick }, by, leaseEnd(by.now));
      if (lease && lease !== 'taken') return this.#carried(lease);
      const { guildId, name: schedule } = key;
      const record = await this.#occurrences.get({ guildId, schedule, key: pending.week });
      if (record && record.posting.state !== 'skipped') return { kind: 'already', record };
    }
  }

  /** Posts a film beside those of the weeks; once it is there, it waits in line no more. */
  async extra(key: ScheduleKey, filmId: string, by: By): Promise<PostedNow> {
    const { settings } = (await this.#stored(key)).schedule;
    const before = await this.#sameAgain(key, filmId, by);
    if (before) return before;
    const date = by.now.toZonedDateTimeISO(settings.timeZone).toPlainDate().toString();
    const { guildId, name: schedule } = key;
    return this.#between({ guildId, schedule, key: extraKeyOf(filmId, date) }, filmId, by);
  }

  /**
   * Posts what waits for a person’s word, or for something to be mended, a film in between that could not come in its time, or
   * what is planned for a week that had no post in its own. Refuses a week that nothing is known of, and where no film is left.
   */
  async missed(key: OccurrenceKey, by: By): Promise<PostedNow> {
    for (;;) {
      const record = await this.#occurrences.get(key);
      if (!record) throw new UserError('error.old-component');
      if (isResting(record.posting)) {
        const lease = await this.#again(key, by);
        return lease ? this.#carried(lease) : { kind: 'already', record };
      }
      if (record.posting.state !== 'skipped') return { kind: 'already', record };
      if (isExtra(record) && record.filmId !== undefined) return this.#between(key, record.filmId, by);
      const stored = await this.#stored({ guildId: key.guildId, name: key.schedule });
      const occurrence = { week: key.key, at: record.dueAt };
      const asIfDue = { ...stored, schedule: { ...stored.schedule, pending: occurrence } };
      const pick = this.#pickOf(asIfDue, undefined);
      const lease = await this.#due.claimNow({ stored, occurrence, pick, missed: record }, by, leaseEnd(by.now));
      if (lease && lease !== 'taken') return this.#carried(lease);
    }
  }

  async #between(key: OccurrenceKey, filmId: string, by: By): Promise<PostedNow> {
    for (;;) {
      const stored = await this.#stored({ guildId: key.guildId, name: key.schedule });
      const lease = await this.#due.claimExtra(stored, { key: key.key, filmId }, by, leaseEnd(by.now));
      if (lease) return this.#carried(lease);
      const record = await this.#occurrences.get(key);
      if (record && record.posting.state !== 'skipped') return { kind: 'already', record };
    }
  }

  async #again(key: OccurrenceKey, by: By): Promise<Lease | undefined> {
    const lease = await this.#occurrences.acquire(key, by.now, leaseEnd(by.now));
    if (!lease || !isResting(lease.record.posting)) return undefined;
    const again = asksAPerson(lease.record.posting) ? forced : unparked;
    const posting = again(lease.record.posting, by.now.epochMilliseconds);
    return this.#occurrences.save(lease, posting, { now: by.now, until: leaseEnd(by.now) });
  }

  async #stored({ guildId, name }: ScheduleKey): Promise<StoredSchedule> {
    const found = await this.#plan.next({ guildId, name }, 1);
    if (!found) throw new UserError('schedule.none', { name });
    return found.stored;
  }

  /** The film given, with its place in the queue if it has one, or what is planned. */
  #pickOf(stored: StoredSchedule, filmId: string | undefined): FilmPick {
    if (filmId !== undefined) {
      const item = stored.queue.find((queued) => queued.filmId === filmId);
      return { filmId, from: 'queue', item, theme: undefined };
    }
    const [planned] = this.#plan.plan({ ...stored, schedule: withoutSkips(stored) }, 1);
    if (!planned?.pick) throw new UserError('schedule.no-film');
    return planned.pick;
  }

  /** The post of the same film a moment ago, whoever asked for it. */
  async #sameAgain(
    { guildId, name }: ScheduleKey,
    filmId: string | undefined,
    { now }: By,
  ): Promise<PostedNow | undefined> {
    const latest = await this.#occurrences.history(guildId, { schedule: name, limit: 5 });
    const record = latest.find(
      (one) =>
        filmId !== undefined &&
        one.filmId === filmId &&
        one.posting.state !== 'skipped' &&
        now.since(one.dueAt).total('hours') < againHours,
    );
    return record && { kind: 'already', record };
  }

  /** Refuses (`week.post.had`) while the film of the week before the next one was posted early, and its own time is still to come. */
  async #demandNoneYet({ schedule: { guildId, name, settings } }: StoredSchedule, { now }: By): Promise<void> {
    const last = await this.#schedules.lastWeek({ guildId, name });
    if (last === undefined || Temporal.Instant.compare(dueIn(last, settings), now) <= 0) return;
    const record = await this.#occurrences.get({ guildId, schedule: name, key: last });
    const post = record?.posting.post;
    throw new UserError('week.post.had', { link: post ? linkTo(guildId, post) : '' });
  }

  async #carried(lease: Lease): Promise<PostedNow> {
    this.#settings.recorded(lease.record.guildId);
    return { kind: 'now', record: await this.#carry(lease) };
  }
}

/** A week that was to be left out has its film after all when a moderator posts it. */
const withoutSkips = ({ schedule }: StoredSchedule): StoredSchedule['schedule'] => ({
  ...schedule,
  state: { ...schedule.state, skips: [] },
});
