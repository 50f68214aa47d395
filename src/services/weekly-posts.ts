import type { Logger } from 'pino';
import type { FilmIndex } from '../data/film-index.ts';
import type { Answer } from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import { isLate } from '../domain/due.ts';
import { noticesOf } from '../domain/notice.ts';
import { isExtra, leaseEnd } from '../domain/occurrence.ts';
import type { Lease, OccurrenceKey, OccurrenceRecord } from '../domain/occurrence.ts';
import { afterLook, afterProbe, afterSend, afterStep, barring, finished } from '../domain/posting.ts';
import { givenUp, isFirstToSend, mostDriftMs, nextMove, refused } from '../domain/posting.ts';
import type { Move, Post, Posting } from '../domain/posting.ts';
import { scores } from '../domain/rating.ts';
import { OperatorError, StoreUnavailable } from '../errors.ts';
import type { Metrics } from './metrics.ts';
import type { RatingPosts } from './rating-posts.ts';
import type { NoticeStore } from '../stores/notice-store.ts';
import type { OccurrenceStore } from '../stores/occurrence-store.ts';
import type { ClubSettings } from './club-settings.ts';
import { withFilmBack } from './due-posts.ts';
import type { DuePosts } from './due-posts.ts';
import { Messenger } from './messenger.ts';
import type { Parcel, PostOffice } from './post-office.ts';

/** As many occurrences are worked on at once: enough to keep the lane full, few enough that no lease runs out in it. */
const atOnce = 40;

/** So long a stop waits for Discord: others have something to finish, too, and a supervisor kills after ten seconds. */
const patienceMs = 3000;

/** Sees that posts get into their channels, each once, whatever happens on the way. */
export class WeeklyPosts {
  readonly #films: FilmIndex;
  readonly #due: DuePosts;
  readonly #occurrences: OccurrenceStore;
  readonly #settings: Pick<ClubSettings, 'of'>;
  readonly #office: PostOffice;
  readonly #messenger: Messenger;
  readonly #ratings: Pick<RatingPosts, 'adopt' | 'seeded'>;
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
    notices: NoticeStore;
    office: PostOffice;
    ratings: Pick<RatingPosts, 'adopt' | 'seeded'>;
    clock: Clock;
    metrics: Metrics;
    log: Logger;
    /** For how long nobody else has written to the store, by a clock that nobody sets; absent where others may. */
    watchedMs?: (() => number) | undefined;
  }) {
    this.#films = parts.films;
    this.#due = parts.due;
    this.#occurrences = parts.occurrences;
    this.#settings = parts.settings;
    this.#office = parts.office;
    this.#messenger = new Messenger(parts);
    this.#ratings = parts.ratings;
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
      const leases = (await Promise.all(waiting.map((key) => this.#acquire(key)))).filter(
        (lease) => lease !== undefined,
      );
      if (leases.length === 0) break;
      await Promise.all(leases.map((lease) => this.#carefully(lease, () => true)));
    }
  }

  /** Claims and sends what is due. The next ones are claimed while those before are sent: the lane waits for no store. */
  async #sendDue(): Promise<void> {
    let before: Promise<void> = Promise.resolve();
    try {
      while (!this.#stopping.signal.aborted) {
        const now = this.#clock();
        const claimed = await this.#due.claim(now, leaseEnd(now), atOnce);
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
    await Promise.all(leases.map((lease) => this.#carefully(lease, ({ state }) => state === 'sending')));
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
  async #carefully(lease: Lease, goOn: (posting: Posting) => boolean): Promise<void> {
    try {
      await this.#work(lease, goOn);
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      const { guildId, schedule, key } = lease.record;
      this.#log.error({ err: error, guildId, schedule, key }, 'a post could not be worked on: it is tried again later');
    }
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
      const made = await this.#make(move, held.record);
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

  /**
   * Makes a move. What nothing foresees, like a film that has left the library since, is taken for no answer: it is tried
   * again, later each time, and not for ever.
   */
  async #make(move: MoveNow, record: OccurrenceRecord): Promise<Made> {
    try {
      return await this.#tryToMake(move, record);
    } catch (error) {
      if (error instanceof OperatorError || error instanceof StoreUnavailable) throw error;
      const { guildId, schedule, key, posting } = record;
      this.#log.error({ err: error, guildId, schedule, key, move }, 'a post could not be worked on');
      const after = move.do === 'step' ? afterStep(posting, move.name, unheard, this.#nowMs()) : undefined;
      return { posting: after ?? afterLook(posting, unheard, this.#nowMs()), clear: false };
    }
  }

  async #tryToMake(move: MoveNow, record: OccurrenceRecord): Promise<Made> {
    const { posting } = record;
    if (move.do === 'give up') {
      const skipped = givenUp(posting);
      // A film in between is nothing that comes again.
      return { posting: isExtra(record) ? skipped : barring(skipped, this.#nowMs()), clear: false };
    }
    if (move.do === 'probe') {
      const answer = this.#counted('look', await this.#office.mayPost(record));
      return { posting: afterProbe(posting, answer, this.#nowMs()), clear: false };
    }
    if (move.do === 'finish') return { posting: finished(posting), clear: false };
    if (move.do === 'look') {
      const answer = this.#counted('look', await this.#office.find(record));
      const clear = answer.kind === 'done' && answer.value === 'none';
      return { posting: afterLook(posting, answer, this.#nowMs()), clear };
    }
    const parcel = await this.#parcel(record);
    if (move.do === 'step' && move.name === 'open') {
      await this.#open(parcel);
      return { posting: afterStep(posting, 'open', { kind: 'done', value: undefined }, this.#nowMs()), clear: false };
    }
    if (move.do === 'step') {
      const answer = this.#counted('step', await this.#office.step(parcel, move.name));
      const score = scores.find((one) => move.name === `seed ${one}`);
      if (score && answer.kind === 'done') await this.#ratings.seeded(ratingPostOf(record), score);
      return { posting: afterStep(posting, move.name, answer, this.#nowMs()), clear: false };
    }
    const answer: Answer<Post> = this.#counted('send', await this.#office.send(parcel));
    return { posting: afterSend(posting, answer, this.#nowMs()), clear: false };
  }

  #counted<T>(what: 'send' | 'look' | 'step', answer: Answer<T>): Answer<T> {
    this.#metrics.weeklyAttempt({ what, answer: answer.kind });
    return answer;
  }

  /** Ratings count from now on. */
  async #open({ record, club }: Parcel): Promise<void> {
    const { guildId, filmId, posting, settings } = record;
    const { post } = posting;
    if (!post || filmId === undefined || club.ratingMode === 'off') return;
    const wish = {
      ...{ id: ratingPostOf(record), guildId, channelId: post.channelId, filmId, mode: club.ratingMode },
      ...{ emojiSet: club.emojiSet, locale: club.language ?? settings.locale },
    };
    const { closeRatingDays: days } = settings;
    await this.#ratings.adopt(wish, {
      messageId: post.messageId,
      closesAt: days === 0 ? undefined : this.#clock().add({ hours: days * 24 }),
    });
  }

  async #parcel(record: OccurrenceRecord): Promise<Parcel> {
    const film = this.#films.film(record.filmId ?? '');
    if (!film) throw new Error(`${record.filmId} left the library after it was chosen`);
    return { record, film, club: await this.#settings.of(record.guildId) };
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
    const isGivenUp = posting.state === 'skipped' && lease.record.posting.state !== 'skipped';
    return this.#occurrences.save(lease, posting, {
      ...{ now, notices },
      ...(keep && { until: leaseEnd(now) }),
      ...(isGivenUp && { programme: (before) => withFilmBack(lease.record, before) }),
    });
  }

  #nowMs(): number {
    return this.#clock().epochMilliseconds;
  }
}

/** A move that is made, and not waited for. */
type MoveNow = Exclude<Move, { do: 'wait' | 'rest' }>;

/** What a move has come to. */
type Made = Readonly<{ posting: Posting; clear: boolean }>;

const unheard = { kind: 'unknown' } as const;

/** The id under which an occurrence takes ratings. */
const ratingPostOf = ({ guildId, schedule, key }: OccurrenceRecord): string => `${guildId} ${schedule} ${key}`;
