import type { LogEvent } from 'kysely';
import { StoreUnavailable } from '../../errors.ts';

/** What changes a store, or tells whether it was changed; statements may begin with a table of their own (`with`). */
const changing = /^\s*(?:insert|update|delete|commit|with\b.*\b(?:insert into|update|delete from)\b)/is;
/** Where another program writes, no change gets further than that. */
const beginning = /^\s*begin\b/i;

/**
 * Remembers since when the store has taken no change: a disk that is full refuses changes while all can still be read. To be
 * told of every statement by Kysely.
 */
export class LastChange {
  #refusedAtMs: number | undefined;

  /** Since the store refused a change for its own reasons and has taken none after it; 0 where it took the last one. */
  get refusedMs(): number {
    return this.#refusedAtMs === undefined ? 0 : Math.max(1, performance.now() - this.#refusedAtMs);
  }

  note(event: LogEvent): void {
    const failed = event.level === 'error';
    if (failed === (this.#refusedAtMs !== undefined)) return;
    const { sql } = event.query;
    if (!failed) {
      if (changing.test(sql)) this.#refusedAtMs = undefined;
    } else if (event.error instanceof StoreUnavailable && (changing.test(sql) || beginning.test(sql))) {
      this.#refusedAtMs = performance.now();
    }
  }
}
