import { pino } from 'pino';
import { loadConfig } from '../src/config.ts';
import { isEmpty } from '../src/discord/command-difference.ts';
import type { Command } from '../src/discord/command.ts';
import { tokenRefused } from '../src/discord/patience.ts';
import { isTokenRefused } from '../src/discord/error-reply.ts';
import { readApplicationId, registerCommands } from '../src/discord/registration.ts';
import { createRest } from '../src/discord/rest.ts';
import { OperatorError } from '../src/errors.ts';

/** Makes these the application's commands and prints the difference; an operator's mistake ends the process with its exit code. */
export async function changeCommands(commands: readonly Command[]): Promise<void> {
  try {
    const { apiUrl, token, devGuildId } = loadConfig();
    const rest = createRest({ apiUrl, token, log: pino({ level: 'warn' }) });
    const applicationId = await readApplicationId(rest);
    const difference = await registerCommands({ rest, applicationId, devGuildId, commands });
    const scope = devGuildId === undefined ? 'everywhere' : `in the guild ${devGuildId}`;
    if (isEmpty(difference)) console.log(`nothing to change ${scope}`);
    for (const [what, names] of Object.entries(difference)) {
      if (names.length > 0) console.log(`${what} ${scope}: ${names.join(', ')}`);
    }
  } catch (error) {
    const known = isTokenRefused(error) ? tokenRefused(error) : error;
    if (!(known instanceof OperatorError)) throw known;
    for (const { problem, remedy } of known.problems) console.error(`kinoklub: ${problem}: ${remedy}`);
    process.exitCode = known.exitCode;
  }
}
