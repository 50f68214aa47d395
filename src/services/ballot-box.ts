import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock, InOrder } from '../domain/clock.ts';
import { scoreOf, takesReactions } from '../domain/post.ts';
import type { EmojiSet, SentPost } from '../domain/post.ts';
import { giverOf } from '../domain/reading.ts';
import type { Touched } from '../domain/reading.ts';
import { scores } from '../domain/rating.ts';
import type { Score } from '../domain/rating.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Change, Outcome, Reading, ReactionStore } from '../stores/reaction-store.ts';
import { WriteQueue } from '../stores/write-queue.ts';
import type { Metrics } from './metrics.ts';

/** While the store is away so many reactions wait for it, some megabytes; those of the rest are read again later. */
const capacity = 20_000;
/** Of more members than that no event is remembered while a post is read: its reading is worth nothing then. */
const mostTouched = 50_000;
/** Whoever waits for a change to be durable waits for so long: a member looks at the screen. */
const patienceMs = 2000;

/** An open post, as far as events need it. There may be thousands, and nothing else is kept of them in memory. */
type Ballot = Readonly<{ guildId: string; filmId: string; messageId: string; emojiSet: EmojiSet; closesAtMs: number }>;

/** A member's reaction, as Discord tells of it. */
type Told = Readonly<{ messageId: string; userId: string; emoji: string; isSuper: boolean }>;

/** What came while a post was read; `broken` when so much came that the reading is worth nothing. */
export type Journal = Disposable & { readonly touched: Touched; readonly broken: boolean };
type OpenJournal = { touched: Map<Score, Map<string, 'given' | 'taken'>>; broken: boolean };

/**
 * Takes reactions under open posts to the store: all changes of who has which one go through here, in the order in which
 * they came. Reactions to other messages, or with other emoji, cost a look into a map.
 */
export class BallotBox implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #inOrder: InOrder;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #open = new Map<string, Ballot>();
  readonly #journals = new Map<string, Set<OpenJournal>>();
  readonly #queue: WriteQueue<Change, Outcome | undefined>;
  #lost = new Set<string>();

  /** `inOrder`: the same for all that members do to rate, whatever they do it by. */
  constructor(parts: {
    store: Pick<ReactionStore, 'write'>;
    clock: Clock;
    inOrder: InOrder;
    metrics: Metrics;
    log: Logger;
  }) {
    this.#clock = parts.clock;
    this.#inOrder = parts.inOrder;
    this.#metrics = parts.metrics;
    this.#log = parts.log;
    const write = async (changes: readonly Change[]): Promise<readonly (Outcome | undefined)[]> => {
      const outcomes = await parts.store.write(changes);
      this.#metrics.reactionsDurable(changes.filter(isEvent).length);
      return outcomes;
    };
    this.#queue = new WriteQueue({ write, log: parts.log, capacity });
  }

  /** How many changes are not durable yet. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** For how long the store has been refusing them; 0 while it takes them. */
  get stalledMs(): number {
    return this.#queue.stalledMs;
  }

  /** From now on reactions under this post count until its time is over, if it takes any. */
  open(post: SentPost): void {
    const { guildId, filmId, messageId, emojiSet, closesAt } = post;
    const closesAtMs = closesAt?.epochMilliseconds ?? Infinity;
    if (takesReactions(post)) this.#open.set(messageId, { guildId, filmId, messageId, emojiSet, closesAtMs });
  }

  /** From now on they do not. */
  close(messageId: string): void {
    this.#open.delete(messageId);
  }

  /** A member reacted. */
  give(told: Told): void {
    this.#member('given', told);
  }

  /** A member took a reaction back, or somebody did it for them. */
  take(told: Told): void {
    this.#member('taken', told);
  }

  /** All reactions of a message were taken away at once, or all of one emoji. */
  clear({ messageId, emoji }: Readonly<{ messageId: string; emoji?: string }>): void {
    const ballot = this.#open.get(messageId);
    const score = ballot && emoji !== undefined ? scoreOf(emoji, ballot.emojiSet) : undefined;
    if (!ballot || (emoji !== undefined && score === undefined)) return;
    for (const journal of this.#journals.get(messageId) ?? []) journal.broken = true;
    this.#put({ kind: 'cleared', ...ballot, score });
  }

  /** Notes of whom events come while a post is read; until it is disposed. */
  listen(messageId: string): Journal {
    const journal = newJournal();
    const others = this.#journals.get(messageId) ?? new Set();
    this.#journals.set(messageId, others.add(journal));
    const stop = (): void => {
      others.delete(journal);
      if (others.size === 0) this.#journals.delete(messageId);
    };
    return Object.assign(journal, { [Symbol.dispose]: stop });
  }

  /**
   * Compares a reading with the record and makes up for what was missed. Durable when it resolves; rejects as `settled` does,
   * and then it may still be made.
   */
  async settle(reading: Omit<Reading, 'kind'>): Promise<Outcome> {
    const outcome = await this.#soon({ ...reading, kind: 'read' });
    return outcome ?? { added: 0, removed: 0, unchanged: 0, doubt: undefined };
  }

  /** Resolves when all that came before is durable. Rejects with StoreUnavailable when the store does not take it soon. */
  async settled(): Promise<void> {
    await this.#soon({ kind: 'none', guildId: '', filmId: '', messageId: '' });
  }

  /** The posts whose events were lost since this was asked last: the store was away for too long. */
  takeLost(): readonly string[] {
    const lost = [...this.#lost];
    this.#lost = new Set();
    return lost;
  }

  /** Writes what waits; what the store does not take is found by the next reading. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#queue[Symbol.asyncDispose]();
  }

  /** Changes wait until the store is back, however long it is away; those who wait for them do not. */
  async #soon(change: Change): Promise<Outcome | undefined> {
    if (this.stalledMs > 0) throw new StoreUnavailable({ cause: new Error('it refuses changes') });
    const tooLate = async (): Promise<never> => {
      await sleep(patienceMs, undefined, { ref: false });
      throw new StoreUnavailable({ cause: new Error(`it has not answered for ${patienceMs} ms`) });
    };
    return Promise.race([this.#queue.add(change), tooLate()]);
  }

  #member(kind: 'given' | 'taken', { messageId, userId, emoji, isSuper }: Told): void {
    const ballot = this.#open.get(messageId);
    const score = ballot && scoreOf(emoji, ballot.emojiSet);
    if (!ballot || score === undefined) return;
    const { guildId, filmId, closesAtMs } = ballot;
    const giver = giverOf(userId, isSuper);
    for (const journal of this.#journals.get(messageId) ?? []) touch(journal, score, giver, kind);
    const now = this.#clock();
    const atMs = this.#inOrder(now).epochMilliseconds;
    // By the clock itself: the order goes on from where a clock stood that ran ahead.
    const isLate = now.epochMilliseconds >= closesAtMs;
    // The ballot's own text: thousands may wait, and each event brings another copy of it.
    this.#put({ kind, guildId, filmId, messageId: ballot.messageId, userId, score, isSuper, atMs, isLate });
  }

  #put(change: Change): void {
    this.#metrics.reactionReceived();
    this.#queue.put(change, this.#ended);
  }

  readonly #ended = ({ messageId }: Change, error: unknown): void => {
    if (error === undefined) return;
    // Said once for each post: there may be thousands of these in a second.
    if (!this.#lost.has(messageId)) this.#log.warn({ err: error }, 'reactions wait for the next reading');
    this.#lost.add(messageId);
  };
}

const newJournal = (): OpenJournal => ({
  touched: new Map(scores.map((score) => [score, new Map()])),
  broken: false,
});

function touch(journal: OpenJournal, score: Score, giver: string, kind: 'given' | 'taken'): void {
  const touched = journal.touched.get(score);
  if (touched && touched.size < mostTouched) touched.set(giver, kind);
  else journal.broken = true;
}

const isEvent = ({ kind }: Change): boolean => kind === 'given' || kind === 'taken' || kind === 'cleared';
