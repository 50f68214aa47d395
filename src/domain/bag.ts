import type { Random } from './clock.ts';

/**
 * What has been drawn in the current round, oldest first, and the last draw of all. A bag says what is gone rather than
 * what is left: a film that joins the pool joins the round, one that leaves it is not missed, and one that comes back is
 * still gone.
 */
export type Bag = Readonly<{ drawn: readonly string[]; last: string | undefined }>;

export const emptyBag: Bag = { drawn: [], last: undefined };

/**
 * Draws one of `pool` (ids, at least one), each of those left equally likely. Nothing comes twice before everything has
 * come once, and a new round does not begin with what the old one ended on. `left`: how many the round still holds.
 */
export function drawFrom(
  bag: Bag,
  pool: readonly string[],
  random: Random,
): Readonly<{ item: string; bag: Bag; left: number }> {
  const gone = new Set(bag.drawn);
  const left = pool.filter((id) => !gone.has(id));
  // Within a round the last draw is gone with the others.
  const isNew = left.length === 0;
  const fresh = isNew ? pool.filter((id) => id !== bag.last) : left;
  const candidates = fresh.length > 0 ? fresh : pool;
  const item = candidates[Math.floor(random() * candidates.length)];
  if (item === undefined) throw new RangeError('a draw from nothing');
  const drawn = isNew ? [item] : [...bag.drawn, item];
  return { item, bag: { drawn, last: item }, left: (isNew ? pool : left).length - 1 };
}
