/** Why Discord will never do what it was asked for, as long as nobody changes something. */
export const refusals = [
  'access',
  'permission',
  'channel-gone',
  'channel-type',
  'tag',
  'text',
  'invalid',
  'full',
] as const;
export type Refusal = (typeof refusals)[number];

/** What came of asking Discord for something, in the terms that decide what to do next. */
export type Answer<T = undefined> =
  | Readonly<{ kind: 'done'; value: T }>
  /** It never got there. */
  | Readonly<{ kind: 'unsent' }>
  /** It may have been done: an outage, a timeout, a connection that broke. */
  | Readonly<{ kind: 'unknown' }>
  /** Not before so many milliseconds have passed. */
  | Readonly<{ kind: 'limited'; waitMs: number }>
  /** The message that it was about is not there any more. */
  | Readonly<{ kind: 'gone' }>
  | Readonly<{ kind: 'refused'; refusal: Refusal }>;
