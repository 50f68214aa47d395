import type { RatingSource, Score } from './rating.ts';

/** One reaction of a member that stands for a score. `atMs`: when the bot learned of it. */
export type Reaction = Readonly<{ messageId: string; score: Score; atMs: number }>;

/** Where a member stands with a film in a guild: the rating, and the reactions they have under the posts of the film. */
export type Standing = Readonly<{
  rating: Readonly<{ score: Score; source: RatingSource; atMs: number }> | undefined;
  reactions: readonly Reaction[];
}>;

/**
 * The member gave a reaction. One that was there already changes nothing, so an event may come twice. It rates, unless the
 * member has rated since.
 */
export function withReaction(standing: Standing, reaction: Reaction): Standing {
  if (standing.reactions.some((other) => isSame(other, reaction))) return standing;
  const reactions = [...standing.reactions, reaction];
  const isLatest = standing.rating === undefined || standing.rating.atMs <= reaction.atMs;
  return { reactions, rating: isLatest ? ratingBy(reaction) : standing.rating };
}

/**
 * The member took a reaction back. That withdraws only the score that it stood for, and only if no other reaction stands for
 * the same; the latest of those that are left takes its place. What was rated otherwise stays.
 */
export function withoutReaction(standing: Standing, reaction: Omit<Reaction, 'atMs'>): Standing {
  const { rating } = standing;
  const reactions = standing.reactions.filter((other) => !isSame(other, reaction));
  const stoodForIt =
    reactions.length < standing.reactions.length && rating?.source === 'reaction' && rating.score === reaction.score;
  if (!stoodForIt || reactions.some(({ score }) => score === rating.score)) return { rating, reactions };
  const latest = reactions.toSorted((one, other) => other.atMs - one.atMs || other.score - one.score)[0];
  return { reactions, rating: latest && ratingBy(latest) };
}

const isSame = (one: Omit<Reaction, 'atMs'>, other: Omit<Reaction, 'atMs'>): boolean =>
  one.messageId === other.messageId && one.score === other.score;

const ratingBy = ({ score, atMs }: Reaction) => ({ score, source: 'reaction', atMs }) as const;
