import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { takesReactions } from '../domain/post.ts';
import type { Post, SentPost } from '../domain/post.ts';
import { scores } from '../domain/rating.ts';
import type { Score } from '../domain/rating.ts';
import type { PostStore } from '../stores/post-store.ts';
import type { BallotBox } from './ballot-box.ts';
import type { Answer, Channels } from './channels.ts';

/** Until a guild's schedule says otherwise. */
const openDays = 28;
/** Discord knows a nonce for some minutes. Later only a look into the channel tells whether a post got there. */
const nonceMinutes = 2;
/** Discord takes one reaction in a quarter of a second for each channel. */
const seedEveryMs = 300;
/** How long a post rests that could not be worked on: at first, twice as long each time, and at most. */
const restSeconds = { first: 5, most: 6 * 3600 };
/** A call that hangs does not keep the bot from stopping. */
const stopMs = 2000;
/** Reactions may come before the bot knows its own message's id. */
const firstReadingMinutes = 5;

/** As many posts as are looked back over. */
const mostLatest = 200;

/** What is to be posted. `id`: by which a repeated wish is known as the same. */
export type Wish = Pick<Post, 'id' | 'guildId' | 'channelId' | 'filmId' | 'mode' | 'emojiSet' | 'locale'>;

/** `already`: this film is open for rating in this channel, as that message, or about to be. */
export type Published = Answer<string> | Readonly<{ kind: 'already'; messageId: string | undefined }>;

/**
 * Posts films for rating. What is to be posted is stored before it is sent, so that whatever happens in between, a post comes
 * into its channel once, and what is in its channel is known.
 */
export class RatingPosts implements AsyncDisposable {
  readonly #store: PostStore;
  readonly #ballots: BallotBox;
  readonly #channels: Channels;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  /** Posts, and places of posts, that are being worked on. */
  readonly #busy = new Set<string>();
  readonly #seeding = new Set<Promise<void>>();
  /** Posts that could not be worked on, by id: until when they rest, and for how long. */
  readonly #resting = new Map<string, Readonly<{ until: Temporal.Instant; seconds: number }>>();

  constructor(parts: { store: PostStore; ballots: BallotBox; channels: Channels; clock: Clock; log: Logger }) {
    this.#store = parts.store;
    this.#ballots = parts.ballots;
    this.#channels = parts.channels;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Lets reactions under the open posts count. To be called before events are heard. */
  async open(): Promise<void> {
    for (const post of await this.#store.open()) this.#ballots.open(post);
  }

  /** The post that a message is, in this guild. */
  ofMessage(guildId: string, messageId: string): Promise<SentPost | undefined> {
    return this.#store.ofMessage(guildId, messageId);
  }

  /** A guild’s posts whose reactions count, the latest first. */
  async latest(guildId: string): Promise<readonly SentPost[]> {
    return (await this.#store.latest(guildId, mostLatest)).filter(takesReactions);
  }

  /**
   * Posts a film; its reactions follow. An outage rejects, and then the post comes later or not at all, but never twice.
   */
  async publish(wish: Wish): Promise<Published> {
    const place = `${wish.channelId} ${wish.filmId}`;
    if (this.#busy.has(place)) return { kind: 'already', messageId: undefined };
    this.#busy.add(place);
    try {
      const current = await this.#store.current(wish);
      if (current && !(await this.#isGone(current))) return { kind: 'already', messageId: current.messageId };
      const now = this.#clock();
      const post: Post = {
        ...wish,
        ...{ messageId: undefined, state: 'sending', createdAt: now, heardSince: now, seeded: [] },
        fullReadAt: undefined,
        closesAt: now.add({ hours: openDays * 24 }),
        toSeed: takesReactions(wish) ? scores : [],
      };
      this.#busy.add(post.id);
      await this.#store.add(post);
      return await this.#send(post).finally(() => this.#busy.delete(post.id));
    } finally {
      this.#busy.delete(place);
    }
  }

  /**
   * Takes ratings from now on under a message that is there already; asked twice it is the same. Somebody else sees to the
   * bot's own reactions, and tells of each (`seeded`). Durable when it resolves.
   */
  async adopt(
    wish: Wish,
    parts: Readonly<{ messageId: string; closesAt: Temporal.Instant | undefined }>,
  ): Promise<void> {
    if (await this.#store.ofMessage(wish.guildId, parts.messageId)) return;
    const now = this.#clock();
    const post: SentPost = {
      ...wish,
      ...parts,
      state: 'open',
      createdAt: now,
      heardSince: now,
      fullReadAt: undefined,
      seeded: [],
      toSeed: [],
    };
    await this.#store.add(post, firstDue(post, now));
    this.#ballots.open(post);
  }

  /** The bot's own reaction is there, under an adopted post. Told before it is, a reading would take it for taken away. */
  seeded(id: string, score: Score): Promise<void> {
    return this.#store.seeded(id, score);
  }

  /** Goes on with what a crash or an outage interrupted. To be called every few seconds; never rejects. */
  async tick(): Promise<void> {
    try {
      for (const post of await this.#store.unsent()) {
        if (this.#stopping.signal.aborted) return;
        if (this.#busy.has(post.id) || this.#rests(post)) continue;
        this.#busy.add(post.id);
        await this.#trying(post, () => this.#resume(post)).finally(() => this.#busy.delete(post.id));
      }
      for (const post of await this.#store.unseeded()) {
        if (this.#stopping.signal.aborted) return;
        if (!this.#rests(post)) await this.#seed(post);
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'posts wait for the store');
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.race([Promise.all(this.#seeding), sleep(stopMs, undefined, { ref: false })]);
  }

  async #resume(post: Post): Promise<void> {
    if (this.#clock().since(post.createdAt).total('minutes') < nonceMinutes) return void (await this.#send(post));
    if (!isStillOpen(post, this.#clock())) return this.#store.drop(post.id);
    const found = await this.#channels.find(post);
    // Where the bot may not look it does not know, and looks again later.
    if (found.kind === 'refused') return this.#rest(post);
    if (found.kind === 'done' && found.value !== undefined) await this.#sent(post, found.value);
    else await this.#store.drop(post.id);
  }

  async #send(post: Post): Promise<Answer<string>> {
    const answer = await this.#channels.send(post);
    if (answer.kind === 'done') await this.#sent(post, answer.value);
    else if (answer.kind === 'refused') await this.#store.drop(post.id);
    // It had been sent before, and somebody has deleted it since: that is their answer.
    else await this.#store.end(post.id, 'gone');
    return answer;
  }

  async #sent(post: Post, messageId: string): Promise<void> {
    await this.#store.sent(post.id, messageId, firstDue(post, this.#clock()));
    const sent: SentPost = { ...post, messageId, state: 'open' };
    this.#ballots.open(sent);
    void this.#seed(sent);
  }

  /** Puts the bot's own reactions there, so that members need only press them. Never rejects. */
  #seed(post: SentPost): Promise<void> {
    if (this.#busy.has(`seeds of ${post.id}`) || post.toSeed.length === 0) return Promise.resolve();
    this.#busy.add(`seeds of ${post.id}`);
    const seeding = this.#trying(post, async () => {
      for (const score of post.toSeed) {
        if (this.#stopping.signal.aborted) return;
        const { kind } = await this.#channels.react(post, score);
        if (kind === 'gone') return this.#end(post);
        if (kind === 'refused') return this.#store.stopSeeding(post.id);
        await this.#store.seed(post.id, score);
        await sleep(seedEveryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }).finally(() => {
      this.#busy.delete(`seeds of ${post.id}`);
      this.#seeding.delete(seeding);
    });
    this.#seeding.add(seeding);
    return seeding;
  }

  async #isGone(post: Post): Promise<boolean> {
    if (post.messageId === undefined) return false;
    const sent = { ...post, messageId: post.messageId };
    if ((await this.#channels.count(sent)).kind !== 'gone') return false;
    await this.#end(sent);
    return true;
  }

  async #end(post: SentPost): Promise<void> {
    this.#ballots.close(post.messageId);
    await this.#store.end(post.id, 'gone');
  }

  async #trying(post: Post, work: () => Promise<void>): Promise<void> {
    const before = this.#resting.get(post.id);
    try {
      await work();
      if (this.#resting.get(post.id) === before) this.#resting.delete(post.id);
    } catch (error) {
      this.#log.warn({ err: error, post: post.id, guild: post.guildId }, 'a post waits for a better moment');
      this.#rest(post);
    }
  }

  #rest({ id }: Post): void {
    const { first, most } = restSeconds;
    const seconds = Math.min(2 * (this.#resting.get(id)?.seconds ?? first / 2), most);
    this.#resting.set(id, { until: this.#clock().add({ seconds }), seconds });
  }

  #rests({ id }: Post): boolean {
    const resting = this.#resting.get(id);
    return resting !== undefined && Temporal.Instant.compare(this.#clock(), resting.until) < 0;
  }
}

const isStillOpen = ({ createdAt }: Post, now: Temporal.Instant): boolean =>
  now.since(createdAt).total('hours') < openDays * 24;

/** When a post is looked at first: to read its reactions, or, where there are none, to close it. */
const firstDue = (post: Post, now: Temporal.Instant): Temporal.Instant | undefined =>
  takesReactions(post) ? now.add({ minutes: firstReadingMinutes }) : post.closesAt;
