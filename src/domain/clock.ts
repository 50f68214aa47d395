/** Tells the time. The process hands it down, so that tests and the playground can set it. */
export type Clock = () => Temporal.Instant;

/** A number in [0, 1), each equally likely; handed down for the same reason. */
export type Random = () => number;

/** Gives a moment that is after all those that it gave before. */
export type InOrder = (moment: Temporal.Instant) => Temporal.Instant;

/** Further back goes no clock that is put right: then it was wrong before, and is believed now. */
const furthestBack = { hours: 1 };

/**
 * The times of what comes one after the other, as it came, also when the clock goes back: until the clock has caught up, all
 * that comes has a time just after the last before.
 */
export function inOrder(): InOrder {
  let last: Temporal.Instant | undefined;
  return (moment) => {
    const next = last?.add({ milliseconds: 1 }) ?? moment;
    const isBehind =
      Temporal.Instant.compare(moment, next) < 0 && Temporal.Instant.compare(moment, next.subtract(furthestBack)) >= 0;
    last = isBehind ? next : moment;
    return last;
  };
}
