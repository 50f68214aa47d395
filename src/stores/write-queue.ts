import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StoreUnavailable } from '../errors.ts';

const firstRetryMs = 100;
const mostRetryMs = 5000;

type Parts<Row> = Readonly<{
  /** Writes all of these rows in one transaction, in this order, or none of them. */
  write: (rows: readonly Row[]) => Promise<void>;
  log: Logger;
  /** How long the first row of a flush waits for company. */
  everyMs?: number;
  /** How many rows a flush takes while no more than four times as many wait: so few that nothing else waits long for the thread. */
  most?: number;
  /** How many rows may wait while the store is away. What is refused then must be found again by other means. */
  capacity?: number;
  /** Whether rows wait while the store is away; else they are refused with StoreUnavailable. */
  retries?: boolean;
}>;

type Waiting<Row> = Readonly<{ row: Row; resolve: () => void; reject: (error: unknown) => void; done: Promise<void> }>;

/**
 * Makes many small rows durable together: one transaction, so at most one fsync, for all that came within a few
 * milliseconds. Rows are written in the order they were added. While the store is away they wait, unless told otherwise, and
 * go in when it is back.
 */
export class WriteQueue<Row> implements AsyncDisposable {
  readonly #parts: Required<Parts<Row>>;
  readonly #closing = new AbortController();
  #waiting: Waiting<Row>[] = [];
  #next: (() => void) | undefined;
  #flushing: Promise<void> | undefined;
  #stalledAtMs: number | undefined;

  constructor(parts: Parts<Row>) {
    this.#parts = { everyMs: 5, most: 500, capacity: 100_000, retries: true, ...parts };
  }

  /** How many rows are not durable yet, those of the running flush not counted. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** For how long the store has been refusing rows; 0 while it takes them. */
  get stalledMs(): number {
    return this.#stalledAtMs === undefined ? 0 : performance.now() - this.#stalledAtMs;
  }

  /**
   * Resolves when the row is durable. Rejects with what is wrong with this row, or with StoreUnavailable when too many wait
   * already or the queue closed before the store was back; whoever adds a row must listen.
   */
  add(row: Row): Promise<void> {
    if (this.#closing.signal.aborted)
      return Promise.reject(new StoreUnavailable({ cause: new Error('it is closing') }));
    if (this.#waiting.length >= this.#parts.capacity)
      return Promise.reject(new StoreUnavailable({ cause: new Error(`${this.#waiting.length} changes wait for it`) }));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ row, resolve, reject, done: promise });
    if (this.#waiting.length === 1 || this.#waiting.length === this.#parts.most) this.#schedule();
    return promise;
  }

  /** Resolves when every row that was added before is durable or refused. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#flushing, ...this.#waiting.map(({ done }) => done)]);
  }

  /** Takes no more rows, and writes those that wait; what the store does not take now is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#next?.();
    await this.#flushing;
    while (this.#waiting.length > 0) await this.#flush(this.#take());
  }

  /** A full flush begins as soon as the thread has looked at everything else, one that is not with its time. */
  #schedule(): void {
    if (this.#flushing || this.#waiting.length === 0 || this.#closing.signal.aborted) return;
    const { everyMs, most } = this.#parts;
    this.#next?.();
    if (this.#waiting.length >= most) {
      const immediate = setImmediate(() => this.#run());
      this.#next = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.#run(), everyMs);
      this.#next = () => clearTimeout(timer);
    }
  }

  #run(): void {
    this.#flushing = this.#flush(this.#take()).finally(() => {
      this.#flushing = undefined;
      this.#schedule();
    });
  }

  /** A good part of a backlog: between two flushes a busy socket may bring more than a usual one takes, and it would never end. */
  #take(): Waiting<Row>[] {
    return this.#waiting.splice(0, Math.max(this.#parts.most, Math.ceil(this.#waiting.length / 4)));
  }

  /** Never rejects: each row hears what became of it. */
  async #flush(batch: readonly Waiting<Row>[]): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#parts.write(batch.map(({ row }) => row));
        this.#stalledAtMs = undefined;
        for (const { resolve } of batch) resolve();
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) return this.#apart(batch, error);
        if (this.#closing.signal.aborted || !this.#parts.retries) {
          for (const { reject } of batch) reject(error);
          return;
        }
        this.#stalledAtMs ??= performance.now();
        const waitMs = Math.min(mostRetryMs, firstRetryMs * 2 ** attempt);
        this.#parts.log.warn({ err: error, waitMs, rows: batch.length + this.waiting }, 'changes wait for the store');
        await sleep(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  /** One row that cannot be written must not take the others with it. */
  async #apart(batch: readonly Waiting<Row>[], error: unknown): Promise<void> {
    if (batch.length === 1) batch[0]?.reject(error);
    else for (const one of batch) await this.#flush([one]);
  }
}
