import { isOutage, isTokenRefused } from '../../src/discord/error-reply.ts';
import { tokenRefused } from '../../src/discord/patience.ts';
import { exitCodes, OperatorError } from '../../src/errors.ts';

/** What one check found. Only what is wrong (`✗`) keeps the bot from working, and has the exit code it would end with. */
export type Finding = Readonly<{ mark: '✓' | '!' | '✗'; what: string; remedy?: string; exitCode?: number }>;

/** Finds one thing or several, in the order in which an operator would mend them. */
export type Check = () => Promise<readonly Finding[]>;

export const fine = (what: string): Finding => ({ mark: '✓', what });
export const odd = (what: string, remedy: string): Finding => ({ mark: '!', what, remedy });
export const wrong = (what: string, remedy: string, exitCode: number): Finding => ({
  ...{ mark: '✗', what, remedy, exitCode },
});

/** Runs a check; what it throws is what it found. */
export async function examine(check: Check, subject: string): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const known = isTokenRefused(error) ? tokenRefused(error) : error;
    if (known instanceof OperatorError)
      return known.problems.map(({ problem, remedy }) => wrong(problem, remedy, known.exitCode));
    const reason = error instanceof Error ? error.message : String(error);
    if (isOutage(error))
      return [wrong(`${subject}: no answer (${reason})`, 'try again in a while', exitCodes.discordRefuses)];
    return [wrong(`${subject}: ${reason}`, 'this should not be: please report it', exitCodes.unexpected)];
  }
}
