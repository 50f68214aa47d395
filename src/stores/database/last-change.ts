import type { LogEvent } from 'kysely';
import { StoreUnavailable } from '../../errors.ts';

/** What changes a store, or tells whether it was changed; statements may begin with a table of their own (`with`). */
const changing = /^\s*(?:insert|update|delete|commit|with\b.*\b(?:insert into|update|delete from)\b)/is;

/**
 * Remembers whether the store took the last change: a disk that is full refuses changes while all can still be read. To be
 * told of every statement by Kysely.
 */
export class LastChange {
  #refused = false;

  /** The store refused the last change for its own reasons, and has taken none since. */
  get refused(): boolean {
    return this.#refused;
  }

  note(event: LogEvent): void {
    const failed = event.level === 'error';
    if (failed === this.#refused || !changing.test(event.query.sql)) return;
    if (!failed) this.#refused = false;
    else if (event.error instanceof StoreUnavailable) this.#refused = true;
  }
}
