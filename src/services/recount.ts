import type { Clock } from '../domain/clock.ts';
import { emojiOf } from '../domain/post.ts';
import type { SentPost } from '../domain/post.ts';
import { giverOf, isShort } from '../domain/reading.ts';
import { scores } from '../domain/rating.ts';
import type { ReadScore } from '../domain/reading.ts';
import type { Outcome, ReactionStore } from '../stores/reaction-store.ts';
import type { BallotBox } from './ballot-box.ts';
import { pageSize } from './channels.ts';
import type { Answer, Channels, Counted, ReactionKind } from './channels.ts';

/** How a post was to be read. */
type Manner = Readonly<{
  /** Reads every list, whatever the message counts. */
  full: boolean;
  /** The doubt of a reading at least a minute ago. */
  doubt: string | undefined;
  /** Resolves when the next call may be made. */
  pace: () => Promise<void>;
}>;

/**
 * What came of it. `disturbed`: so much happened meanwhile that the lists tell nothing. `isShort`: some list was shorter than
 * the message counts, and who is missing on it is not known.
 */
export type Recounted =
  | Readonly<{ kind: 'gone' } | { kind: 'refused' } | { kind: 'disturbed' }>
  | (Readonly<{ kind: 'read'; readAt: Temporal.Instant; isShort: boolean }> & Outcome);

const nobody: Counted = { count: 0, mine: false, forms: [] };
const kinds: readonly ReactionKind[] = ['normal', 'super'];
/** A list of more than that is one that does not end. */
const mostPages = 1000;

/** Reads who has reacted to a post and makes up for what the bot missed. */
export class Recount {
  readonly #reactions: Pick<ReactionStore, 'counts'>;
  readonly #ballots: BallotBox;
  readonly #channels: Channels;
  readonly #clock: Clock;

  constructor(parts: {
    reactions: Pick<ReactionStore, 'counts'>;
    ballots: BallotBox;
    channels: Channels;
    clock: Clock;
  }) {
    this.#reactions = parts.reactions;
    this.#ballots = parts.ballots;
    this.#channels = parts.channels;
    this.#clock = parts.clock;
  }

  /**
   * Asks for the message once, and for the lists of those scores of which it counts something else than is known, or which
   * lack the bot's own: one that left and one that came in the same list are only seen by a full reading. Rejects, with
   * nothing changed, on an outage.
   */
  async read(post: SentPost, { full, doubt, pace }: Manner): Promise<Recounted> {
    using journal = this.#ballots.listen(post.messageId);
    const readAt = this.#clock();
    await pace();
    const message = await this.#channels.count(post);
    if (message.kind !== 'done') return message;
    await this.#ballots.settled();
    const known = await this.#reactions.counts(post.messageId);
    // While the bot still puts its own there, it says nothing that one is not.
    const seeded = post.toSeed.length === 0 ? post.seeded : [];
    const differs = scores.filter((score) => {
      const { count, mine } = message.value.get(score) ?? nobody;
      return count - Number(mine) !== (known.get(score) ?? 0) || (!mine && seeded.includes(score));
    });
    // Where none of the bot's own tells of a clear, only all lists together do.
    const isAll = full || (differs.length > 0 && seeded.length === 0);
    const read: ReadScore[] = [];
    for (const score of isAll ? scores : differs) {
      const { count: counted, mine, forms } = message.value.get(score) ?? nobody;
      const list = await this.#list(post, new Set([emojiOf(score, post.emojiSet), ...forms]), pace);
      if (list.kind !== 'done') return list;
      read.push({ ...list.value, score, counted, mine: mine || list.value.mine });
    }
    if (journal.broken) return { kind: 'disturbed' };
    const { guildId, filmId, messageId, createdAt, heardSince } = post;
    const outcome = await this.#ballots.settle({
      ...{ guildId, filmId, messageId, doubt, scores: read, seeded, touched: journal.touched },
      ...{ createdAtMs: createdAt.epochMilliseconds, heardSinceMs: heardSince.epochMilliseconds },
      readAtMs: readAt.epochMilliseconds,
    });
    return { kind: 'read', readAt, isShort: read.some((one) => isShort(one, journal.touched)), ...outcome };
  }

  /** Who is on the lists of an emoji in all these forms. */
  async #list(
    post: SentPost,
    forms: ReadonlySet<string>,
    pace: () => Promise<void>,
  ): Promise<Answer<Pick<ReadScore, 'members' | 'listed' | 'mine'>>> {
    const members = new Set<string>();
    let listed = 0;
    let mine = false;
    const lists = [...forms].flatMap((emoji) => kinds.map((kind) => ({ emoji, kind })));
    for (const { emoji, kind } of lists) {
      let after = '0';
      for (let pages = 0; ; pages += 1) {
        await pace();
        const page = await this.#channels.list(post, { emoji, kind, after });
        if (page.kind !== 'done') return page;
        for (const { id, isBot, isOwn } of page.value) {
          if (BigInt(id) <= BigInt(after) || pages > mostPages) throw new Error('a list of reactions without an order');
          after = id;
          mine ||= isOwn;
          if (!isBot) members.add(giverOf(id, kind === 'super'));
        }
        listed += page.value.length;
        if (page.value.length < pageSize) break;
      }
    }
    return { kind: 'done', value: { members, listed, mine } };
  }
}
