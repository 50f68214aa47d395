import type { RatingSource, Score } from './rating.ts';

/**
 * One reaction of a member that stands for a score. `atMs`: when the bot learned of it. `overruled`: the member has rated, or
 * withdrawn their rating, by command or button since, and no rating falls back to it.
 */
export type Reaction = Readonly<{
  messageId: string;
  score: Score;
  isSuper: boolean;
  atMs: number;
  overruled: boolean;
}>;

/** What tells one reaction from another. */
type Which = Pick<Reaction, 'messageId' | 'score' | 'isSuper'>;

/**
 * Where a member stands with a film in a guild: the rating, when they last withdrew one by command or button, as far as that
 * still matters, and the reactions they have under the posts of the film.
 */
export type Standing = Readonly<{
  rating: Readonly<{ score: Score; source: RatingSource; atMs: number }> | undefined;
  withdrawnAtMs: number | undefined;
  reactions: readonly Reaction[];
}>;

/**
 * The member gave a reaction. One that was there already changes nothing, so an event may come twice. It rates, unless the
 * member has rated, or withdrawn their rating, since.
 */
export function withReaction(standing: Standing, given: Omit<Reaction, 'overruled'>): Standing {
  if (standing.reactions.some((other) => isSame(other, given))) return standing;
  const { rating, withdrawnAtMs = -Infinity } = standing;
  const { messageId, score, isSuper, atMs } = given;
  const isWithdrawn = withdrawnAtMs > atMs;
  const isRated = rating !== undefined && rating.atMs > atMs;
  const overruled = isWithdrawn || (isRated && rating.source !== 'reaction');
  const reaction = { messageId, score, isSuper, atMs, overruled };
  const reactions = [...standing.reactions, reaction];
  return { ...standing, reactions, rating: isWithdrawn || isRated ? rating : ratingBy(reaction) };
}

/**
 * The member took a reaction back. That withdraws only the score that it stood for, and another reaction that is left and not
 * overruled takes its place: one with the same score, if there is one, or else the latest. What was rated otherwise stays, as
 * does what a reaction stood for that the record no longer has, because its post is closed or was cleared.
 */
export function withoutReaction(standing: Standing, reaction: Which): Standing {
  const { rating } = standing;
  const taken = standing.reactions.find((other) => isSame(other, reaction));
  const reactions = standing.reactions.filter((other) => other !== taken);
  const isRated = taken?.overruled === false && rating?.source === 'reaction' && rating.score === taken.score;
  if (!isRated || rating.atMs !== taken.atMs) return { ...standing, reactions };
  const left = reactions.filter(({ overruled }) => !overruled);
  const latest = left.toSorted((one, other) => other.atMs - one.atMs || other.score - one.score);
  const next = latest.find(({ score }) => score === rating.score) ?? latest[0];
  return { ...standing, reactions, rating: next && ratingBy(next) };
}

/** What comes when a post's time is over changes who has which reaction, for its last reading to compare with, and no rating. */
export const withoutRating = (before: Standing, after: Standing): Standing => ({
  ...before,
  reactions: after.reactions.map((one) => (before.reactions.includes(one) ? one : { ...one, overruled: true })),
});

const isSame = (one: Which, other: Which): boolean =>
  one.messageId === other.messageId && one.score === other.score && one.isSuper === other.isSuper;

const ratingBy = ({ score, atMs }: Pick<Reaction, 'score' | 'atMs'>) => ({ score, source: 'reaction', atMs }) as const;
