import type { Post, SentPost } from '../domain/post.ts';
import type { Score } from '../domain/rating.ts';

/** What Discord says to a call about a post: the message, or all of its channel, is gone, or the bot may not. */
export type Answer<T> = Readonly<{ kind: 'done'; value: T } | { kind: 'gone' } | { kind: 'refused' }>;

/**
 * How often a message counts an emoji, in both ways, and whether the bot's own reaction is among them. `forms`: as what the
 * message has it; it can have one emoji with and without U+FE0F beside each other.
 */
export type Counted = Readonly<{ count: number; mine: boolean; forms: readonly string[] }>;

/** Ordinary reactions and super reactions are listed apart. */
export type ReactionKind = 'normal' | 'super';

/** So many users are on a page; a shorter one is the last. */
export const pageSize = 100;

/** What is done to posts in their channels. An outage, or an answer that is none, rejects. */
export type Channels = Readonly<{
  /** Sends it; a post that was sent already is not sent twice within some minutes. Gives the message's id. */
  send(post: Post): Promise<Answer<string>>;
  /** The id of the message that it is, if it came into its channel. */
  find(post: Post): Promise<Answer<string | undefined>>;
  /** Puts the bot's own reaction there. */
  react(post: SentPost, score: Score): Promise<Answer<void>>;
  /** What its message counts now, by score. */
  count(post: SentPost): Promise<Answer<ReadonlyMap<Score, Counted>>>;
  /** The users of one list, by ascending id, behind `after`; `isOwn`: the bot itself. */
  list(
    post: SentPost,
    page: Readonly<{ emoji: string; kind: ReactionKind; after: string }>,
  ): Promise<Answer<readonly Readonly<{ id: string; isBot: boolean; isOwn: boolean }>[]>>;
}>;
