import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StoreUnavailable } from '../errors.ts';

const firstRetryMs = 100;
const mostRetryMs = 5000;

type Parts<Row, Result> = Readonly<{
  /** Writes all of these rows in one transaction, in this order, or none of them; gives what came of each, if anything does. */
  write: (rows: readonly Row[]) => Promise<readonly Result[] | void>;
  log: Logger;
  /**
   * How long after a flush has begun the next one does: the rows between them go together, and a quiet hour costs few commits.
   * 0: as soon as the thread is free.
   */
  everyMs?: number;
  /** When so many wait, a flush waits for no beat: to wait for more would save little by then. */
  enough?: number;
  /** How many rows a flush takes while no more than four times as many wait: so few that nothing else waits long for the thread. */
  most?: number;
  /** How many rows may wait while the store is away. What is refused then must be found again by other means. */
  capacity?: number;
  /** Whether rows wait while the store is away; else they are refused with StoreUnavailable. */
  retries?: boolean;
}>;

/** Hears once what became of a row: what is wrong, or nothing when it is durable, and then what came of it. */
type Ended<Row, Result> = (row: Row, error: unknown, result?: Result) => void;
type Waiting<Row, Result> = { readonly row: Row; ended: Ended<Row, Result> };

/**
 * Makes many small rows durable together: one transaction, so at most one fsync, for all that came within a few
 * milliseconds; one that comes alone waits for nobody. Rows are written in the order they were added. While the store is
 * away they wait, unless told otherwise, and go in when it is back.
 */
export class WriteQueue<Row, Result = undefined> implements AsyncDisposable {
  readonly #parts: Required<Parts<Row, Result>>;
  readonly #closing = new AbortController();
  #waiting: Waiting<Row, Result>[] = [];
  #next: (() => void) | undefined;
  #flushing: Promise<void> | undefined;
  #stalledAtMs: number | undefined;
  #begunAtMs = -Infinity;

  constructor(parts: Parts<Row, Result>) {
    this.#parts = { everyMs: 8, enough: 32, most: 500, capacity: 100_000, retries: true, ...parts };
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
   * Resolves, with what came of it, when the row is durable. Rejects with what is wrong with this row, or with StoreUnavailable
   * when too many wait already or the queue closed before the store was back; whoever adds a row must listen.
   */
  add(row: Row): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.put(row, (_, error, result) => (error === undefined ? resolve(result) : reject(error)));
    });
  }

  /** The same for rows that come by the thousand: `ended` may be one function for all of them, and a row takes little memory. */
  put(row: Row, ended: Ended<Row, Result>): void {
    if (this.#closing.signal.aborted) {
      ended(row, new StoreUnavailable({ cause: new Error('it is closing') }));
    } else if (this.#waiting.length >= this.#parts.capacity) {
      ended(row, new StoreUnavailable({ cause: new Error(`${this.#waiting.length} changes wait for it`) }));
    } else {
      this.#waiting.push({ row, ended });
      if (this.#waiting.length === 1 || this.#waiting.length === this.#parts.enough) this.#schedule();
    }
  }

  /** Resolves when every row that was added before is durable or refused. */
  async settled(): Promise<void> {
    const last = this.#waiting.at(-1);
    if (!last) return this.#flushing;
    const { promise, resolve } = Promise.withResolvers<void>();
    const { ended } = last;
    last.ended = (...end) => {
      ended(...end);
      resolve();
    };
    return promise;
  }

  /** Takes no more rows, and writes those that wait; what the store does not take now is rejected. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    this.#next?.();
    await this.#flushing;
    while (this.#waiting.length > 0) await this.#flush(this.#take());
  }

  /** As soon as the thread has looked at everything else, when enough wait and after a pause; else with the beat. */
  #schedule(): void {
    if (this.#flushing || this.#waiting.length === 0 || this.#closing.signal.aborted) return;
    const { everyMs, enough } = this.#parts;
    this.#next?.();
    const waitMs = this.#begunAtMs + everyMs - performance.now();
    if (waitMs <= 0 || this.#waiting.length >= enough) {
      const immediate = setImmediate(() => this.#run());
      this.#next = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.#run(), waitMs);
      this.#next = () => clearTimeout(timer);
    }
  }

  #run(): void {
    this.#begunAtMs = performance.now();
    this.#flushing = this.#flush(this.#take()).finally(() => {
      this.#flushing = undefined;
      this.#schedule();
    });
  }

  /** A good part of a backlog: between two flushes a busy socket may bring more than a usual one takes, and it would never end. */
  #take(): Waiting<Row, Result>[] {
    return this.#waiting.splice(0, Math.max(this.#parts.most, Math.ceil(this.#waiting.length / 4)));
  }

  /** Never rejects: each row hears what became of it. */
  async #flush(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const results = await this.#parts.write(batch.map(({ row }) => row));
        this.#stalledAtMs = undefined;
        for (const [at, { row, ended }] of batch.entries()) ended(row, undefined, results?.[at]);
        return;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) return this.#apart(batch, error);
        if (this.#closing.signal.aborted || !this.#parts.retries) {
          for (const { row, ended } of batch) ended(row, error);
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
  async #apart(batch: readonly Waiting<Row, Result>[], error: unknown): Promise<void> {
    const [first] = batch;
    if (first && batch.length === 1) first.ended(first.row, error);
    else for (const one of batch) await this.#flush([one]);
  }
}
