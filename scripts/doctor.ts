import { loadConfig, loadEnvFile, loadSettings, refuseArguments, secretsOf } from '../src/config.ts';
import type { Settings } from '../src/config.ts';
import { createRest } from '../src/discord/rest.ts';
import { createLogger, redact } from '../src/log.ts';
import { helpIfAsked } from './arguments.ts';
import { DiscordChecks } from './doctor/discord.ts';
import { examine } from './doctor/finding.ts';
import type { Check, Finding } from './doctor/finding.ts';
import { checkLibrary, checkNode, checkStore } from './doctor/machine.ts';

/*
 * npm run doctor: what the bot needs, checked without starting it and without a session of the gateway, also while it runs.
 * One line for each check; the exit code is that of the first thing that is wrong, 0 when nothing is.
 */
let token = '';
let settings: Settings | undefined;
const found: Finding[] = [];

/** Prints what a check finds at once: the next one may take a while. False when something is wrong. */
async function run(check: Check, subject: string): Promise<boolean> {
  const findings = await examine(check, subject);
  for (const { mark, what, remedy } of findings) {
    const line = `${mark} ${what}${remedy === undefined ? '' : `: ${remedy}`}`;
    console.log(redact(line.replaceAll(/\s*\n\s*/g, ' '), settings && secretsOf({ token, ...settings })));
  }
  found.push(...findings);
  return findings.every(({ mark }) => mark !== '✗');
}

/** Much can be checked without a token. */
const configuration: Check = async () => {
  refuseArguments();
  loadEnvFile();
  try {
    ({ token, ...settings } = loadConfig());
  } catch (error) {
    settings = settingsAlone();
    throw error;
  }
  return [];
};

function settingsAlone(): Settings | undefined {
  try {
    return loadSettings();
  } catch {
    // What is wrong with them has been told with what is wrong with the token.
    return undefined;
  }
}

async function runAll(): Promise<void> {
  await run(checkNode, 'Node');
  await run(configuration, 'configuration');
  if (!settings) return;
  await run(checkLibrary(settings), 'library');
  await run(checkStore(settings), 'store');
  const rest = createRest({ apiUrl: settings.apiUrl, token, log: createLogger({ level: 'silent', format: 'json' }) });
  const discord = new DiscordChecks({ rest, settings });
  if (!(await run(discord.reach, 'Discord'))) return;
  await run(discord.clock, 'clock');
  if (token === '' || !(await run(discord.token, 'token'))) return;
  for (const [subject, check] of Object.entries({
    'Developer Portal': discord.portal,
    starts: discord.sessions,
    commands: discord.commands,
    permissions: discord.permissions,
  }))
    await run(check, subject);
}

helpIfAsked({
  does: 'Checks what the bot needs, also while it runs: a line for each check, with the remedy. It changes nothing.',
  usage: 'npm run doctor',
  reads: 'what the bot reads (.env.example); without DISCORD_TOKEN it checks what it can.',
});
await runAll();
process.exit(found.find(({ mark }) => mark === '✗')?.exitCode ?? 0);
