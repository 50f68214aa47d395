import { loadConfig, loadEnvFile, refuseArguments, secretsOf } from '../src/config.ts';
import type { Config } from '../src/config.ts';
import { createRest } from '../src/discord/rest.ts';
import { createLogger, redact } from '../src/log.ts';
import { DiscordChecks } from './doctor/discord.ts';
import { examine } from './doctor/finding.ts';
import type { Check, Finding } from './doctor/finding.ts';
import { checkLibrary, checkNode, checkStore } from './doctor/machine.ts';

/*
 * npm run doctor: what the bot needs, checked without starting it and without a session of the gateway, also while it runs.
 * One line for each check; the exit code is that of the first thing that is wrong, 0 when nothing is.
 */
let config: Config | undefined;
const found: Finding[] = [];

/** Prints what a check finds at once: the next one may take a while. False when something is wrong. */
async function run(check: Check, subject: string): Promise<boolean> {
  const findings = await examine(check, subject);
  for (const { mark, what, remedy } of findings) {
    const line = `${mark} ${what}${remedy === undefined ? '' : `: ${remedy}`}`;
    console.log(redact(line.replaceAll(/\s*\n\s*/g, ' '), config && secretsOf(config)));
  }
  found.push(...findings);
  return findings.every(({ mark }) => mark !== '✗');
}

async function runAll(): Promise<void> {
  await run(checkNode, 'Node');
  const read = async (): Promise<readonly Finding[]> => {
    refuseArguments();
    loadEnvFile();
    config = loadConfig();
    return [];
  };
  if (!(await run(read, 'configuration')) || !config) return;
  await run(checkLibrary(config), 'library');
  await run(checkStore(config), 'store');
  const { apiUrl, token } = config;
  const rest = createRest({ apiUrl, token, log: createLogger({ level: 'silent', format: 'json' }) });
  const discord = new DiscordChecks({ rest, config });
  if (!(await run(discord.reach, 'Discord'))) return;
  await run(discord.clock, 'clock');
  if (!(await run(discord.token, 'token'))) return;
  for (const [subject, check] of Object.entries({
    'Developer Portal': discord.portal,
    starts: discord.sessions,
    commands: discord.commands,
    permissions: discord.permissions,
  }))
    await run(check, subject);
}

await runAll();
process.exit(found.find(({ mark }) => mark === '✗')?.exitCode ?? 0);
