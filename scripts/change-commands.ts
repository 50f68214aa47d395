import { loadConfig, loadEnvFile, refuseArguments } from '../src/config.ts';
import { isEmpty } from '../src/discord/command-difference.ts';
import type { Command } from '../src/discord/command.ts';
import { tokenRefused } from '../src/discord/patience.ts';
import { isOutage, isTokenRefused } from '../src/discord/error-reply.ts';
import { readApplicationId, registerCommands } from '../src/discord/registration.ts';
import { createRest } from '../src/discord/rest.ts';
import { exitCodes, OperatorError } from '../src/errors.ts';
import { createLogger } from '../src/log.ts';
import { helpIfAsked, reporting } from './arguments.ts';
import type { Manual } from './arguments.ts';

/**
 * Makes these the application's commands and prints the difference; an operator's mistake ends the process with its exit code.
 * Asked with `--help`, it changes nothing and says what it does.
 */
export async function changeCommands(commands: readonly Command[], manual: Omit<Manual, 'reads'>): Promise<void> {
  helpIfAsked({ ...manual, reads: 'DISCORD_TOKEN, and DISCORD_DEV_GUILD_ID for the commands of that server alone.' });
  await reporting(() =>
    change(commands).catch((error: unknown) => {
      throw isTokenRefused(error) ? tokenRefused(error) : isOutage(error) ? noAnswer(error) : error;
    }),
  );
}

async function change(commands: readonly Command[]): Promise<void> {
  refuseArguments();
  loadEnvFile();
  const { apiUrl, token, devGuildId, logFormat } = loadConfig();
  const log = createLogger({ level: 'warn', format: logFormat, secrets: [token] });
  const rest = createRest({ apiUrl, token, log });
  const applicationId = await readApplicationId(rest);
  const difference = await registerCommands({ rest, applicationId, devGuildId, commands });
  const scope = devGuildId === undefined ? 'everywhere' : `in the guild ${devGuildId}`;
  if (isEmpty(difference)) console.log(`nothing to change ${scope}`);
  for (const [what, names] of Object.entries(difference)) {
    if (names.length > 0) console.log(`${what} ${scope}: ${names.join(', ')}`);
  }
}

const noAnswer = (cause: unknown): OperatorError =>
  new OperatorError(
    { problem: 'Discord does not answer', remedy: 'check the network and DISCORD_API_URL, and try again' },
    { exitCode: exitCodes.unexpected, cause },
  );
