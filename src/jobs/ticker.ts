import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Services } from '../services/services.ts';

/**
 * Something to be done again and again: at the start, and then whenever so much time has passed by the clock, or at every
 * look at it where no time is named.
 */
export type Job = Readonly<{
  name: string;
  every?: Temporal.Duration;
  /** What is awaited is not begun a second time meanwhile, and a stop waits for it. */
  run(services: Services): Promise<void> | void;
}>;

/** A clock may be set, a machine may sleep: nothing waits for longer than this without looking at the clock again. */
const usualTickMs = 5000;

/**
 * Looks at the clock every few seconds and runs the jobs that are due, each once at a time. What fails is logged and due again at
 * its next time.
 */
export class Ticker implements AsyncDisposable {
  readonly #parts: Readonly<{ services: Services; clock: Clock; log: Logger }>;
  readonly #due: Map<Job, Temporal.Instant>;
  readonly #running = new Map<Job, Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  /** Runs from now on. `tickMs`: how often the clock is looked at. */
  constructor(parts: { jobs: readonly Job[]; services: Services; clock: Clock; log: Logger; tickMs?: number }) {
    this.#parts = parts;
    const now = parts.clock();
    this.#due = new Map(parts.jobs.map((job) => [job, now]));
    this.#timer = setInterval(() => this.#tick(), parts.tickMs ?? usualTickMs);
    this.#timer.unref();
  }

  /** Runs nothing more, and waits for what runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running.values());
  }

  #tick(): void {
    const now = this.#parts.clock();
    for (const [job, dueAt] of this.#due) {
      if (this.#running.has(job) || Temporal.Instant.compare(now, dueAt) < 0) continue;
      if (job.every) this.#due.set(job, now.add(job.every));
      this.#running.set(
        job,
        this.#run(job).finally(() => this.#running.delete(job)),
      );
    }
  }

  async #run({ name, run }: Job): Promise<void> {
    const { services, log } = this.#parts;
    try {
      await run(services);
    } catch (error) {
      log.error({ err: error, job: name }, 'a job failed');
    }
  }
}
