import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FilmIndex } from '../data/film-index.ts';
import type { Programme, QueueItem, Schedule, ScheduleKey, SkipReason } from '../domain/club-schedule.ts';
import { graceEnd, judgeDue } from '../domain/due.ts';
import type { Notice } from '../domain/notice.ts';
import { isExtra } from '../domain/occurrence.ts';
import type { Lease, OccurrenceRecord } from '../domain/occurrence.ts';
import { lostItems, unpinned } from '../domain/pick.ts';
import type { Pick as FilmPick } from '../domain/pick.ts';
import { isOwnFault, newPosting } from '../domain/posting.ts';
import { lineIn } from '../domain/schedule-change.ts';
import { following } from '../domain/schedule.ts';
import type { Occurrence } from '../domain/schedule.ts';
import type { Claim, OccurrenceStore } from '../stores/occurrence-store.ts';
import type { By, ScheduleChange, ScheduleStore, StoredSchedule } from '../stores/schedule-store.ts';
import type { ClubSettings } from './club-settings.ts';
import type { FilmPlan } from './film-plan.ts';
import { PostSteps } from './post-steps.ts';

/** When fewer of the coming posts have a film, moderators are told. */
const fewLeft = 2;

/** What was claimed in one go, and why others have no post. `more`: schedules moved on, so others may be due. */
type Claimed = Readonly<{
  leases: readonly Lease[];
  skipped: readonly SkipReason[];
  more: boolean;
}>;

/** Claims what schedules have due: one post at most for each, with its film, and the right to post it. */
export class DuePosts {
  readonly #films: FilmIndex;
  readonly #schedules: Pick<ScheduleStore, 'due'>;
  readonly #occurrences: Pick<OccurrenceStore, 'claim' | 'add' | 'get' | 'parked'>;
  readonly #plan: FilmPlan;
  readonly #steps: PostSteps;

  constructor(parts: {
    films: FilmIndex;
    schedules: Pick<ScheduleStore, 'due'>;
    occurrences: Pick<OccurrenceStore, 'claim' | 'add' | 'get' | 'history' | 'parked'>;
    plan: FilmPlan;
    settings: Pick<ClubSettings, 'of'>;
  }) {
    this.#films = parts.films;
    this.#schedules = parts.schedules;
    this.#occurrences = parts.occurrences;
    this.#plan = parts.plan;
    this.#steps = new PostSteps(parts);
  }

  async any(now: Temporal.Instant): Promise<boolean> {
    return (await this.#schedules.due(now, 1)).length > 0;
  }

  /**
   * Claims up to `most` posts, until then for whoever claims. What goes wrong with a schedule ends it, unless `failed` takes it:
   * then the others have their turn.
   */
  async claim(
    now: Temporal.Instant,
    until: Temporal.Instant,
    { most, failed = thrown }: Readonly<{ most: number; failed?: (key: ScheduleKey, error: unknown) => void }>,
  ): Promise<Claimed> {
    const leases: Lease[] = [];
    const skipped: SkipReason[] = [];
    let more = false;
    for (const key of await this.#schedules.due(now, most)) {
      // Each waits for the disk: whoever else waits for this thread goes in between.
      await nextTurn();
      try {
        const found = await this.#plan.next(key, 1);
        const claimed = found && (await this.#claimOne(found.stored, now, until));
        if (claimed?.lease) leases.push(claimed.lease);
        skipped.push(...(claimed?.skipped ?? []));
        more = true;
      } catch (error) {
        failed(key, error);
      }
    }
    return { leases, skipped, more };
  }

  /**
   * Claims the post of the coming occurrence before its time, or of one that was `missed`, with this film; what was pinned to
   * its week comes next. `taken` as in the store: somebody was quicker.
   */
  async claimNow(
    {
      stored,
      occurrence,
      pick,
      missed,
    }: Readonly<{
      stored: StoredSchedule;
      occurrence: Occurrence;
      pick: FilmPick;
      missed?: OccurrenceRecord;
    }>,
    by: By,
    until: Temporal.Instant,
  ): Promise<Lease | 'taken' | undefined> {
    const { schedule, queue } = stored;
    const { pending, settings, first } = schedule;
    const record = await this.#record(schedule, { ...occurrence, at: by.now }, pick, missed !== undefined);
    const post = missed
      ? { ...record, dueAt: missed.dueAt, posting: { ...record.posting, doubtful: missed.reason !== 'missed' } }
      : record;
    const next = missed || !pending ? pending : following(pending, settings, first);
    const after = next && !missed ? moved(schedule, next, pick) : withoutPick(schedule, pick);
    const rest = unpinned(
      queue.filter(({ id }) => id !== pick.item?.id),
      occurrence.week,
    );
    const claim = { from: stored, schedule: after, queue: next ? unpinned(rest, next.week) : rest, skipped: [], post };
    return this.#occurrences.claim(claim, by.now, until, by);
  }

  /**
   * Claims a post in between, which is of no week, or takes up the one of this key that was skipped; undefined if it is there,
   * or on its way. What waits in line for it stays there until it is posted.
   */
  async claimExtra(
    { schedule, queue }: StoredSchedule,
    { key, filmId }: Readonly<{ key: string; filmId: string }>,
    by: By,
    until: Temporal.Instant,
  ): Promise<Lease | undefined> {
    const { guildId, name } = schedule;
    const before = await this.#occurrences.get({ guildId, schedule: name, key });
    // The week's film keeps the pin.
    const beside = { ...schedule, settings: { ...schedule.settings, pin: false } };
    const item = lineIn(queue).find((one) => one.filmId === filmId);
    const pick = { filmId, from: 'queue', item, theme: undefined } as const;
    const record = await this.#record(beside, { week: key, at: by.now }, pick, false);
    const posting = { ...record.posting, doubtful: record.posting.doubtful || before !== undefined };
    return this.#occurrences.add({ ...record, posting }, by.now, until, by);
  }

  async #claimOne(
    stored: StoredSchedule,
    now: Temporal.Instant,
    until: Temporal.Instant,
  ): Promise<(Omit<Claimed, 'leases' | 'more'> & { lease: Lease | undefined }) | undefined> {
    const { schedule, queue } = stored;
    const { pending, settings, first } = schedule;
    if (!pending) return undefined;
    const judged = judgeDue(pending, { rhythm: settings, first, graceHours: settings.graceHours, now });
    const left = new Set(schedule.state.skips.map(({ week }) => week));
    const isLeftOut = ({ week }: Occurrence): boolean => left.has(week);
    const occurrence = judged.post && !isLeftOut(judged.post.occurrence) ? judged.post.occurrence : undefined;
    const over = [...judged.missed, ...(judged.post && !occurrence ? [judged.post.occurrence] : [])];
    const pick = occurrence && this.#pickFor(occurrence, stored);
    const next = moved(schedule, judged.next, pick);
    const lost = lostItems(queue, (id) => this.#films.film(id) !== undefined);
    const gone = new Set([...lost, ...(pick?.item ? [pick.item] : [])].map(({ id }) => id));
    const unused = gone.size > 0 ? queue.filter(({ id }) => !gone.has(id)) : queue;
    // In the order in which the plan has freed them.
    const rest = unpinned(occurrence ? unpinned(unused, occurrence.week) : unused, judged.next.week);
    const post = occurrence && pick && (await this.#record(schedule, occurrence, pick, judged.post?.late ?? false));
    const skipped = [
      ...over.map((one) => skippedRecord(schedule, one, isLeftOut(one) ? 'skipped-by-moderator' : 'missed')),
      ...(occurrence && !pick ? [skippedRecord(schedule, occurrence, 'no-film')] : []),
    ];
    const notices = this.#noticesOf({ schedule: next, queue: rest, skipped, post, lost }, occurrence?.at ?? pending.at);
    const lease = await this.#occurrences.claim(
      { from: stored, schedule: next, queue: rest, skipped, post, notices },
      now,
      until,
    );
    if (lease === 'taken') {
      // Somebody was quicker, or this week has had its film: then it is the turn of the next one, or this one is due for ever.
      const onwards = { ...schedule, pending: judged.next };
      await this.#occurrences.claim(
        { from: stored, schedule: onwards, queue, skipped: [], post: undefined },
        now,
        until,
      );
      return undefined;
    }
    return { lease, skipped: skipped.map(({ reason = 'missed' }) => reason) };
  }

  /** What moderators are told of a claim, whose post was due then, beside what becomes of the post. */
  #noticesOf(
    {
      schedule,
      queue,
      skipped,
      post,
      lost,
    }: Pick<Claim, 'schedule' | 'queue' | 'skipped' | 'post'> & Readonly<{ lost: readonly QueueItem[] }>,
    dueAt: Temporal.Instant,
  ): readonly Notice[] {
    const about = { guildId: schedule.guildId, schedule: schedule.name, dueAt };
    const untold = skipped.filter(({ reason }) => reason !== 'skipped-by-moderator');
    const left = this.#plan.plan({ schedule, queue }, fewLeft).filter(({ pick }) => pick).length;
    // Nobody needs to hear of films while none comes.
    const isRunningOut = post && !post.posting.told && left < fewLeft;
    return [
      ...untold.map(({ dueAt: missedAt, key, reason = 'missed' }) => ({
        ...{ ...about, dueAt: missedAt, kind: 'skipped' as const, reason, filmId: undefined, key },
      })),
      ...lost.map(({ filmId }) => ({ ...about, kind: 'film-lost' as const, filmId })),
      ...(isRunningOut ? [{ ...about, kind: 'running-out' as const, left }] : []),
    ];
  }

  #pickFor(occurrence: Occurrence, { schedule, queue }: StoredSchedule): FilmPick | undefined {
    const [planned] = this.#plan.plan({ schedule: { ...schedule, pending: occurrence }, queue }, 1);
    return planned?.pick;
  }

  async #record(schedule: Schedule, occurrence: Occurrence, pick: FilmPick, late: boolean): Promise<OccurrenceRecord> {
    const { guildId, name, settings, state } = schedule;
    return {
      ...{ guildId, schedule: name, key: occurrence.week, dueAt: occurrence.at },
      ...{ filmId: pick.filmId, theme: pick.theme, item: pick.item, late, settings },
      ...{ reason: undefined, postedAt: undefined },
      posting: newPosting({
        dueAtMs: occurrence.at.epochMilliseconds,
        untilMs: graceEnd(occurrence, settings.graceHours).epochMilliseconds,
        forum: settings.channelKind === 'forum',
        doubtful: state.doubtful,
        restored: occurrence.at.epochMilliseconds <= (state.restoredAtMs ?? 0),
        steps: await this.#steps.of(schedule, settings),
        told: isExtra({ key: occurrence.week }) ? undefined : (await this.#occurrences.parked(guildId)).get(name),
      }),
    };
  }
}

const thrown = (_: ScheduleKey, error: unknown): never => {
  throw error;
};

/** The film of a post that did not come is the next one again, unless it was refused for itself: nobody wants that every week. */
export function withFilmBack(record: OccurrenceRecord, { queue, schedule }: Programme): ScheduleChange {
  const { item, filmId, theme, reason = '' } = record;
  if (isExtra(record) || isOwnFault(reason)) return {};
  // A date that is over pins nothing any more.
  if (item) return { queue: [{ ...item, date: undefined }, ...queue.filter(({ id }) => id !== item.id)] };
  if (filmId === undefined || schedule.state.ahead.some((pick) => pick.filmId === filmId)) return {};
  const pick = { filmId, ...(theme !== undefined && { theme }) };
  return { schedule: { ...schedule, state: { ...schedule.state, ahead: [pick, ...schedule.state.ahead] } } };
}

/** A film that was posted in between waits in line no more; where it is pinned to a date it comes then all the same. */
export function withoutItsTurn({ item }: OccurrenceRecord, { queue }: Programme): ScheduleChange {
  const rest = queue.filter(({ id, date }) => id !== item?.id || date !== undefined);
  return rest.length === queue.length ? {} : { queue: rest };
}

/** The schedule once the occurrence is claimed: what comes next, without the film that chance had chosen. */
function moved(schedule: Schedule, next: Occurrence, pick: FilmPick | undefined): Schedule {
  const used = withoutPick(schedule, pick);
  const { paused: _, ...state } = used.state;
  const skips = state.skips.filter(({ week }) => week >= next.week);
  return { ...used, pending: next, state: { ...state, doubtful: false, skips } };
}

/** A film that is posted comes by chance no more, and its theme has had its turn. */
function withoutPick(schedule: Schedule, pick: FilmPick | undefined): Schedule {
  if (!pick) return schedule;
  const ahead = schedule.state.ahead.filter(({ filmId }) => filmId !== pick.filmId);
  const { theme: lastTheme } = pick;
  return { ...schedule, state: { ...schedule.state, ahead, ...(lastTheme !== undefined && { lastTheme }) } };
}

/** An occurrence that has no post, and why. */
function skippedRecord(schedule: Schedule, { week, at }: Occurrence, reason: SkipReason): OccurrenceRecord {
  const { guildId, name, settings } = schedule;
  const dueAtMs = at.epochMilliseconds;
  return {
    ...{ guildId, schedule: name, key: week, dueAt: at, filmId: undefined, theme: undefined, item: undefined },
    ...{ late: false, settings, reason, postedAt: undefined },
    posting: {
      ...newPosting({ dueAtMs, untilMs: dueAtMs, forum: false, doubtful: false, steps: [] }),
      state: 'skipped',
    },
  };
}
