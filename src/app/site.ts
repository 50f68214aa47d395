import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Clock, Random } from '../domain/clock.ts';
import type { Checkup } from '../services/checkup.ts';
import type { Metrics } from '../services/metrics.ts';

/** What every step of the start works with. */
export type Site = Readonly<{
  config: Config;
  clock: Clock;
  random: Random;
  log: Logger;
  /** Aborts when the bot is to stop, also while it starts. */
  signal: AbortSignal;
  metrics: Metrics;
  /** Where parts are shown as soon as they live. */
  checkup: Checkup;
  /** What a step opens it leaves here, to be closed backwards. */
  stack: AsyncDisposableStack;
  /** The bot's own id; empty until Discord has told it. */
  applicationId: () => string;
}>;
