import type { Logger } from 'pino';
import type { FilmIndex } from '../data/film-index.ts';
import type { ScheduleKey } from '../domain/club-schedule.ts';
import type { Clock } from '../domain/clock.ts';
import { isLate } from '../domain/due.ts';
import { noticesOf } from '../domain/notice.ts';
import { isExtra, leaseEnd } from '../domain/occurrence.ts';
import type { Lease, OccurrenceKey, OccurrenceRecord } from '../domain/occurrence.ts';
import { isFirstToSend, mostDriftMs, nextMove, refused } from '../domain/posting.ts';
import type { Posting } from '../domain/posting.ts';
import { OperatorError, StoreUnavailable } from '../errors.ts';
import type { Metrics } from './metrics.ts';
import type { RatingPosts } from './rating-posts.ts';
import type { NoticeStore } from '../stores/notice-store.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ClubSettings } from './club-settings.ts';
import { withFilmBack, withoutItsTurn } from './due-posts.ts';
import type { DuePosts } from './due-posts.ts';
import type { GuildLocales } from './guild-locales.ts';
import { Messenger } from './messenger.ts';
import { PostMoves } from './post-moves.ts';
import type { MoveNow } from './post-moves.ts';
import type { PostOffice } from './post-office.ts';

/** As many occurrences are worked on at once: enough to keep the lane full, few enough that no lease runs out in it. */
const atOnce = 40;

/** So long a stop waits for Discord: others have something to finish, too, and a supervisor kills after ten seconds. */
const patienceMs = 3000;

/** Sees that posts get into their channels, each once, whatever happens on the way. */
export class WeeklyPosts {
  readonly #due: DuePosts;
  readonly #occurrences: OccurrenceStore;
  readonly #office: PostOffice;
  readonly #postMoves: PostMoves;
  readonly #messenger: Messenger;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #watchedMs: () => number;
  /** Since when nobody else has written to the store, by Discord’s clock. */
  #aloneSinceMs = Infinity;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  /** What moderators have asked for and wait to see. */
  readonly #asked = new Set<Promise<unknown>>();
  /** How many moves have been made: it grows for as long as something goes on. */
  moves = 0;

  constructor(parts: {
    films: FilmIndex;
    due: DuePosts;
    occurrences: OccurrenceStore;
    settings: Pick<ClubSettings, 'of'>;
    locales: Pick<GuildLocales, 'of'>;
    notices: NoticeStore;
    office: PostOffice;
    ratings: Pick<RatingPosts, 'adopt' | 'seeded'>;
    clock: Clock;
    metrics: Metrics;
    log: Logger;
    /** For how long nobody else has written to the store, by a clock that nobody sets; absent where others may. */
    watchedMs?: (() => number) | undefined;
  }) {
    this.#due = parts.due;
    this.#occurrences = parts.occurrences;
    this.#office = parts.office;
    this.#postMoves = new PostMoves(parts);
    this.#messenger = new Messenger(parts);
    this.#clock = parts.clock;
    this.#metrics = parts.metrics;
    this.#log = parts.log;
    this.#watchedMs = parts.watchedMs ?? (() => 0);
  }

  /** Posts what is due and goes on with what waits, until nothing is left for now. One run at a time; a second call joins it. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Begins nothing new, and resolves when what runs has given back what it holds; Discord has a few seconds to answer. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const patience = setTimeout(() => this.#office.hangUp(), patienceMs);
    try {
      await Promise.all([this.#running, Promise.allSettled(this.#asked)]);
    } finally {
      clearTimeout(patience);
    }
  }

  /** Posts what a moderator has just claimed; what comes with it is done with the next run. */
  async post(lease: Lease): Promise<OccurrenceRecord> {
    const posting = this.#work(lease, ({ state }) => state === 'sending');
    this.#asked.add(posting);
    try {
      return await posting;
    } finally {
      this.#asked.delete(posting);
    }
  }

  async #run(): Promise<void> {
    await this.#postAll();
    if (!this.#stopping.signal.aborted) await this.#messenger.tellDue();
  }

  async #postAll(): Promise<void> {
    if (!(await this.#anything()) || !(await this.#isClockRight())) return;
    while (!this.#stopping.signal.aborted) {
      // Posts first, those too that come due meanwhile: the reactions under others can wait a little, a post is awaited.
      await this.#sendDue();
      const waiting = await this.#occurrences.waiting(this.#clock(), atOnce);
      const acquired = await Promise.all(waiting.map((key) => this.#carefully(key, () => this.#acquire(key))));
      const leases = acquired.filter((lease) => lease !== undefined);
      if (leases.length === 0) break;
      await Promise.all(leases.map((lease) => this.#carefully(lease.record, () => this.#work(lease, () => true))));
    }
  }

  /** Claims and sends what is due. The next ones are claimed while those before are sent: the lane waits for no store. */
  async #sendDue(): Promise<void> {
    let before: Promise<void> = Promise.resolve();
    try {
      while (!this.#stopping.signal.aborted) {
        const now = this.#clock();
        const failed = (key: ScheduleKey, error: unknown): void => this.#unclaimed(key, error);
        const claimed = await this.#due.claim(now, leaseEnd(now), { most: atOnce, failed });
        if (claimed.leases.length === 0 && !claimed.more) break;
        this.moves += 1;
        for (const _ of [...claimed.leases, ...claimed.skipped]) this.#metrics.weeklyPost('due');
        for (const reason of claimed.skipped) this.#metrics.weeklyPost('skipped', reason);
        const sending = this.#send(claimed.leases);
        // It is waited for below, where it is heard if it fails.
        sending.catch(() => undefined);
        await before;
        before = sending;
      }
    } finally {
      await before;
    }
  }

  async #send(leases: readonly Lease[]): Promise<void> {
    const goOn = ({ state }: Posting): boolean => state === 'sending';
    await Promise.all(leases.map((lease) => this.#carefully(lease.record, () => this.#work(lease, goOn))));
  }

  async #anything(): Promise<boolean> {
    const now = this.#clock();
    return (await this.#due.any(now)) || (await this.#occurrences.waiting(now, 1)).length > 0;
  }

  async #isClockRight(): Promise<boolean> {
    const theirs = await this.#office.time();
    if (!theirs) return false;
    const drift = Math.abs(theirs.since(this.#clock()).total('seconds'));
    this.#aloneSinceMs = theirs.epochMilliseconds - this.#watchedMs();
    if (drift * 1000 <= mostDriftMs) return true;
    this.#log.error({ drift, discord: theirs.toString() }, 'the clock is wrong: nothing is posted until it is right');
    return false;
  }

  /** What goes wrong with one post is no reason to keep the others. */
  async #carefully<T>({ guildId, schedule, key }: OccurrenceKey, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      this.#log.error({ err: error, guildId, schedule, key }, 'a post could not be worked on: it is tried again later');
      return undefined;
    }
  }

  #unclaimed({ guildId, name: schedule }: ScheduleKey, error: unknown): void {
    if (error instanceof OperatorError || error instanceof StoreUnavailable) throw error;
    this.#log.error(
      { err: error, guildId, schedule },
      'a post that is due could not be claimed: it is tried again later',
    );
  }

  /** Moves on for as long as there is something to do now and `goOn` holds; gives the occurrence back with the last move. */
  async #work(lease: Lease, goOn: (posting: Posting) => boolean): Promise<OccurrenceRecord> {
    const nextOf = (posting: Posting, clear: boolean): MoveNow | undefined => {
      const move = nextMove(posting, clear, this.#nowMs());
      if (move.do === 'wait' || move.do === 'rest' || this.#stopping.signal.aborted) return undefined;
      return goOn(posting) ? move : undefined;
    };
    let held = lease;
    const { posting: first } = lease.record;
    let clear = isFirstToSend(first, { alone: lease.fence === 1, sinceMs: this.#aloneSinceMs });
    let move = nextOf(lease.record.posting, clear);
    if (!move) await this.#save(held, held.record.posting, false);
    while (move) {
      // Whoever was held up for too long may have been replaced.
      if (Temporal.Instant.compare(this.#clock(), held.until) >= 0) return held.record;
      // What waited for a permission or an outage is late only now.
      if (move.do === 'send')
        held = { ...held, record: { ...held.record, late: isLate(held.record.dueAt, this.#clock()) } };
      const made = await this.#postMoves.make(move, held.record);
      const posting = refused(made.posting, { alone: held.fence === 1, clear });
      clear = made.clear;
      this.moves += 1;
      move = nextOf(posting, clear);
      const saved = await this.#save(held, posting, move !== undefined);
      if (!saved) return held.record;
      this.#note(held.record, saved.record);
      held = saved;
    }
    return held.record;
  }

  #note(before: OccurrenceRecord, after: OccurrenceRecord): void {
    const { state, reason = 'late' } = after.posting;
    if (state !== before.posting.state) {
      if (state === 'posted') this.#metrics.weeklyPost('posted');
      if (state === 'posted' && after.late) this.#metrics.weeklyPost('late');
      if (state === 'skipped') this.#metrics.weeklyPost('skipped', reason);
      if (state === 'parked' || state === 'unsure') this.#metrics.weeklyPost('parked', reason);
    }
  }

  #acquire(key: OccurrenceKey): Promise<Lease | undefined> {
    const now = this.#clock();
    return this.#occurrences.acquire(key, now, leaseEnd(now));
  }

  #save(lease: Lease, posting: Posting, keep: boolean): Promise<Lease | undefined> {
    const now = this.#clock();
    const notices = noticesOf(lease.record, { ...lease.record, posting });
    const { state } = posting;
    const isNew = state !== lease.record.posting.state;
    const isGivenUp = isNew && state === 'skipped';
    const isShown = isNew && state === 'posted' && isExtra(lease.record) && lease.record.item;
    return this.#occurrences.save(lease, posting, {
      ...{ now, notices },
      ...(keep && { until: leaseEnd(now) }),
      ...(isGivenUp && { programme: (before) => withFilmBack(lease.record, before) }),
      ...(isShown && { programme: (before) => withoutItsTurn(lease.record, before) }),
    });
  }

  #nowMs(): number {
    return this.#clock().epochMilliseconds;
  }
}
