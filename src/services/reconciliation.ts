import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { isOver, takesReactions } from '../domain/post.ts';
import type { SentPost } from '../domain/post.ts';
import type { PostStore } from '../stores/post-store.ts';
import type { BallotBox } from './ballot-box.ts';
import type { Metrics } from './metrics.ts';
import type { Recount, Recounted } from './recount.ts';

/** How long until a post is read again. */
const again = {
  usually: { hours: 1 },
  failed: { minutes: 5 },
  doubted: { minutes: 1 },
  /** After a list that was not whole: it may be a fault of the moment. */
  short: { minutes: 15 },
  /** Where it stays so. */
  everShort: { hours: 1 },
  /** Where the bot may not read it. */
  refused: { hours: 6 },
};
/** For so long after its time a post waits for its last reading. */
const patience = { hours: 48 };
/** So few calls a second that members' commands never wait for them: a fifth of what Discord lets a bot make. */
export const paceMs = 100;
/** A call that hangs does not keep the bot from stopping. */
const stopMs = 2000;
/** Taken from the store at a time. */
const batch = 50;

type Parts = Readonly<{
  posts: PostStore;
  ballots: BallotBox;
  recount: Recount;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}>;

/**
 * Reads the open posts again when events may have been missed: after every fresh session, every hour, and a last time before
 * a post is frozen; that reading is full, as one a day is of those that never are. One post after the other, slowly, the most
 * overdue first; a large backlog takes its time.
 */
export class Reconciliation implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #doubts = new Map<string, { doubt: string; at: Temporal.Instant }>();
  /** Posts of which some list was not whole when it was read last. */
  readonly #short = new Set<string>();
  /** Guilds whose moderators wait for a post to be counted anew. */
  readonly #recounting = new Set<string>();
  #missed: { at: Temporal.Instant; guildIds: readonly string[] | undefined }[] = [];
  #lost: readonly string[] = [];
  #asked = false;
  #running: Promise<void> | undefined;
  #nextMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A fresh session has begun: what happened before, in these guilds or in all, was not heard. */
  missed(guildIds?: readonly string[]): void {
    this.#missed.push({ at: this.#parts.clock(), guildIds });
    void this.tick();
  }

  /** Reads what is due. To be called every few seconds; resolves when nothing is due any more. Never rejects. */
  tick(): Promise<void> {
    this.#asked = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Reads all lists of an open post now, at the pace of all readings; one post of a guild at a time. Rejects on an outage. */
  async recount(post: SentPost): Promise<Recounted | Readonly<{ kind: 'busy' }>> {
    if (this.#recounting.has(post.guildId)) return { kind: 'busy' };
    this.#recounting.add(post.guildId);
    try {
      const read = await this.#read(post, { full: true, pace: () => this.#pace().catch(() => undefined) });
      await this.#follow(post, read, true);
      return read;
    } finally {
      this.#recounting.delete(post.guildId);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#running, sleep(stopMs, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    while (this.#asked && !this.#stopping.signal.aborted) {
      this.#asked = false;
      try {
        await this.#round();
      } catch (error) {
        // The store, most likely. What is due stays due.
        this.#parts.log.warn({ err: error }, 'reading posts waits for a better moment');
      }
    }
  }

  async #round(): Promise<void> {
    const { posts, ballots, clock } = this.#parts;
    for (let next = this.#missed[0]; next; next = this.#missed[0]) {
      await posts.missed(next.at, next.guildIds);
      this.#missed.shift();
    }
    const now = clock();
    this.#lost = [...this.#lost, ...ballots.takeLost()];
    if (this.#lost.length > 0) await posts.lost(this.#lost, now);
    this.#lost = [];
    for (;;) {
      const due = await posts.due(now, batch);
      for (const post of due) {
        if (this.#stopping.signal.aborted) return;
        await this.#try(post);
      }
      if (due.length < batch) return;
    }
  }

  async #try(post: SentPost): Promise<void> {
    const { posts, clock, metrics, log } = this.#parts;
    const now = clock();
    const full = post.closesAt === undefined ? isDayOld(post, now) : isOver(post, now);
    // There is nothing to read: all who pressed are in the store.
    if (!takesReactions(post))
      return isOver(post, now) ? this.#end(post, 'frozen') : posts.readAgain(post, nextReading(post, now));
    let read: Recounted;
    try {
      read = await this.#read(post, { full, pace: () => this.#pace() });
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      log.warn({ err: error, post: post.id, guild: post.guildId }, 'a post could not be read');
      metrics.reconciled('failed');
      return this.#postpone(post, 'failed');
    }
    await this.#follow(post, read, full);
  }

  #read(post: SentPost, { full, pace }: { full: boolean; pace: () => Promise<void> }): Promise<Recounted> {
    const { recount, clock } = this.#parts;
    const before = this.#doubts.get(post.id);
    const isOld = before && clock().since(before.at).total('minutes') >= again.doubted.minutes;
    return recount.read(post, { full, pace, doubt: isOld ? before.doubt : undefined });
  }

  async #follow(post: SentPost, read: Recounted, full: boolean): Promise<void> {
    const { posts, clock, metrics } = this.#parts;
    const now = clock();
    if (read.kind === 'gone') {
      metrics.reconciled('gone');
      return this.#end(post, 'gone');
    }
    if (read.kind !== 'read' || read.doubt !== undefined) {
      metrics.reconciled('postponed');
      if (read.kind === 'refused') return this.#postpone(post, 'refused');
      if (read.kind === 'read' && read.doubt !== undefined) this.#doubt(post, read.doubt, now);
      return this.#postpone(post, 'doubted');
    }
    this.#doubts.delete(post.id);
    const wasShort = this.#short.delete(post.id);
    if (read.isShort) this.#short.add(post.id);
    const isLast = full && isOver(post, now);
    // A list that is not whole the next time either may stay so: there is nothing more to be known, but no post closes over it.
    if (read.isShort && (isLast || !wasShort)) {
      metrics.reconciled('postponed');
      return this.#postpone(post, wasShort ? 'everShort' : 'short');
    }
    metrics.reconciled(read.added + read.removed > 0 ? 'changed' : 'unchanged');
    if (isLast) return this.#end(post, 'frozen');
    const known = { heardSince: read.readAt, fullReadAt: full ? read.readAt : post.fullReadAt };
    return posts.readAgain(post, nextReading(post, now), known);
  }

  /** Reads it again later, or freezes it as it is when its last reading has not come about for long enough. */
  async #postpone(post: SentPost, why: Exclude<keyof typeof again, 'usually'>): Promise<void> {
    const { posts, clock, log } = this.#parts;
    const [now, { closesAt, heardSince }] = [clock(), post];
    // An outage may have been the bot's own, and what comes of it is tried from when it is back; these two are answers.
    const isAnswer = why === 'refused' || why === 'everShort';
    const isBack = closesAt && !isAnswer && Temporal.Instant.compare(closesAt, heardSince) < 0;
    const since = isBack ? heardSince : closesAt;
    if (!isOver({ closesAt: since?.add(patience) }, now)) return posts.readAgain(post, now.add(again[why]));
    await this.#end(post, 'frozen');
    log.warn({ why, post: post.id, guild: post.guildId }, 'a post is closed without a last reading');
  }

  /** The same doubt keeps its time: a minute after it began it is believed. */
  #doubt(post: SentPost, doubt: string, at: Temporal.Instant): void {
    if (this.#doubts.get(post.id)?.doubt !== doubt) this.#doubts.set(post.id, { doubt, at });
  }

  async #end(post: SentPost, state: 'frozen' | 'gone'): Promise<void> {
    const { ballots, posts } = this.#parts;
    this.#doubts.delete(post.id);
    this.#short.delete(post.id);
    ballots.close(post.messageId);
    try {
      await ballots.settled();
      await posts.end(post.id, state);
    } catch (error) {
      // It is read a last time again, which is to know what came when its time was over.
      ballots.open(post);
      throw error;
    }
  }

  async #pace(): Promise<void> {
    const waitMs = this.#nextMs - performance.now();
    this.#nextMs = Math.max(this.#nextMs, performance.now()) + paceMs;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: this.#stopping.signal });
  }
}

/** It is a day since all lists were read. */
const isDayOld = ({ createdAt, fullReadAt = createdAt }: SentPost, now: Temporal.Instant): boolean =>
  now.since(fullReadAt).total('hours') >= 24;

function nextReading({ closesAt }: SentPost, now: Temporal.Instant): Temporal.Instant {
  const usual = now.add(again.usually);
  return closesAt && Temporal.Instant.compare(closesAt, usual) < 0 ? closesAt : usual;
}
