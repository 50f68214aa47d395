/** How a use ended: answered as asked, refused for the member's sake, spoilt by an outage, or by a mistake of ours. */
export type Outcome = 'done' | 'refused' | 'unavailable' | 'failed';

/** How the comparison of a post with its reactions on Discord ended. */
type ReconcileResult = 'unchanged' | 'changed' | 'postponed' | 'gone' | 'failed';

/**
 * What becomes of a weekly post. `due`: its time has come · `late`: beside `posted`, after its time · `skipped`: there is none
 * · `parked`: it waits for somebody to change something.
 */
type WeeklyEvent = 'due' | 'posted' | 'late' | 'skipped' | 'parked';

/** One use of the bot. `command`: the path of a command, `component` and its route, or `unknown`. */
export type Use = Readonly<{ command: string; outcome: Outcome }>;

/**
 * What happens, counted for the operator. Whatever tells one figure from another has few values: never an id, never what
 * somebody typed. Counting costs next to nothing and cannot fail.
 */
export type Metrics = Readonly<{
  /** An interaction is over, so long after it came. */
  answered(use: Use & Readonly<{ seconds: number }>): void;
  /** Discord answered a call; `status` is HTTP's, or `none` where no answer came. */
  requested(call: Readonly<{ method: string; route: string; status: string }>): void;
  sessionStarted(how: 'new' | 'resumed'): void;
  /** A reaction on a post of ours was given or withdrawn. */
  reactionReceived(): void;
  /** So many of them became durable together. */
  reactionsDurable(count: number): void;
  reconciled(result: ReconcileResult): void;
  /** Something became of a weekly post; `reason` in one word, where it has one. */
  weeklyPost(what: WeeklyEvent, reason?: string): void;
  /** Discord was asked for a weekly post, or for something about it: to take it, whether it is there, for a step. */
  weeklyAttempt(attempt: Readonly<{ what: 'send' | 'look' | 'step'; answer: string }>): void;
}>;

const ignore = (): void => undefined;

/** For whoever does not want to know. */
export const noMetrics: Metrics = {
  answered: ignore,
  requested: ignore,
  sessionStarted: ignore,
  reactionReceived: ignore,
  reactionsDurable: ignore,
  reconciled: ignore,
  weeklyPost: ignore,
  weeklyAttempt: ignore,
};
