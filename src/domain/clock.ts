/** Tells the time. The process hands it down, so that tests and the playground can set it. */
export type Clock = () => Temporal.Instant;

/** A number in [0, 1), each equally likely; handed down for the same reason. */
export type Random = () => number;

/** Gives a moment that is never before those that it gave before. */
export type InOrder = (moment: Temporal.Instant) => Temporal.Instant;

/** Further back goes no clock that is put right: then it was wrong before, and is believed now. */
const furthestBack = { hours: 1 };

/**
 * The times of what comes one after the other, as it came, also when the clock goes back: until the clock has caught up, all
 * that comes has the time of the last before.
 */
export function inOrder(): InOrder {
  let last: Temporal.Instant | undefined;
  return (moment) => {
    const isBehind = last !== undefined && Temporal.Instant.compare(moment, last) < 0;
    if (last === undefined || !isBehind || Temporal.Instant.compare(moment, last.subtract(furthestBack)) < 0)
      last = moment;
    return last;
  };
}
