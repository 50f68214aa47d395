/** Tells the time. The process hands it down, so that tests and the playground can set it. */
export type Clock = () => Temporal.Instant;

/** A number in [0, 1), each equally likely; handed down for the same reason. */
export type Random = () => number;
