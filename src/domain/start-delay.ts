/** This many starts in a row are at once: an update, a crash and a second thought are no loop. */
const freeStarts = 3;
const firstDelayMs = 5000;
/** Even a loop that never ends then takes about 100 of the 1,000 sessions that Discord allows in 24 h. */
const mostDelayMs = 15 * 60_000;
const forgottenAfterMs = 24 * 60 * 60_000;

/**
 * The starts that still count at `nowMs`, oldest first: those of the last 24 h, the window in which Discord counts sessions.
 * One from the future, of a clock that was wrong, counts as one of now.
 */
export const countedStarts = (startsMs: readonly number[], nowMs: number): readonly number[] =>
  startsMs.map((atMs) => Math.min(atMs, nowMs)).filter((atMs) => nowMs - atMs < forgottenAfterMs);

/**
 * How long to wait, in milliseconds, before asking Discord for a new session, after starts (epoch milliseconds, oldest first)
 * that have all come to nothing: not at all for the first three, then from 5 s after the last one, doubling up to 15 min.
 */
export function startDelayMs(startsMs: readonly number[], nowMs: number): number {
  const counted = countedStarts(startsMs, nowMs);
  const last = counted.at(-1);
  if (last === undefined || counted.length < freeStarts) return 0;
  const delayMs = Math.min(mostDelayMs, firstDelayMs * 2 ** (counted.length - freeStarts));
  return Math.max(0, last + delayMs - nowMs);
}
