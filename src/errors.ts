import type { MessageKey, Params } from './locales/translate.ts';

/** The member's mistake or bad luck. Shown to the member, translated, only to them; `key` names the sentence. */
export class UserError extends Error {
  readonly key: MessageKey;
  readonly params: Params;

  constructor(key: MessageKey, params: Params = {}) {
    super(key);
    this.name = 'UserError';
    this.key = key;
    this.params = params;
  }
}

/**
 * The store cannot be reached or cannot take anything just now: it is away, full, or its disk fails. Nothing of the change
 * was kept, and trying again later may help.
 */
export class StoreUnavailable extends Error {
  constructor(options: { cause?: unknown } = {}) {
    super(
      `the store is not available: ${options.cause instanceof Error ? options.cause.message : 'no reason given'}`,
      options,
    );
    this.name = 'StoreUnavailable';
  }
}

/** Exit codes of the process, a contract with supervisors (sysexits.h where one fits). */
export const exitCodes = {
  unexpected: 1,
  badArguments: 64,
  discordRefuses: 69,
  storeHeld: 73,
  storeUnusable: 74,
  configuration: 78,
} as const;

/** What only the operator can mend. Printed as `kinoklub: <cause>: <remedy>`, one line for each problem. */
export class OperatorError extends Error {
  readonly problems: readonly Problem[];
  readonly exitCode: number;

  constructor(problems: Problem | readonly Problem[], options: { exitCode: number; cause?: unknown }) {
    const list = 'remedy' in problems ? [problems] : problems;
    super(list.map(({ problem, remedy }) => `${problem}: ${remedy}`).join('\n'), { cause: options.cause });
    this.name = 'OperatorError';
    this.problems = list;
    this.exitCode = options.exitCode;
  }
}

export type Problem = Readonly<{ problem: string; remedy: string }>;
