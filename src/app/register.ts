import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { commands } from '../commands/index.ts';
import { isEmpty } from '../discord/command-difference.ts';
import { untilAnswered } from '../discord/patience.ts';
import { registerCommands } from '../discord/registration.ts';
import type { Site } from './site.ts';

/** Tells Discord the commands if they changed. What Discord refuses is no reason to stop: the commands that it has keep working. */
export async function register(site: Site, rest: REST): Promise<void> {
  const { config, checkup, random, signal } = site;
  const { apiUrl, devGuildId } = config;
  const log = site.log.child({ part: 'commands' });
  const applicationId = site.applicationId();
  const ask = { apiUrl, random, log, signal, what: 'registering commands' };
  try {
    const difference = await untilAnswered(() => registerCommands({ rest, applicationId, devGuildId, commands }), ask);
    checkup.commands = 'registered';
    log.info(difference, isEmpty(difference) ? 'commands are up to date' : 'commands registered');
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    log.error({ err: error }, 'Discord refuses the commands: those that it has keep working');
    checkup.commands = 'refused';
  }
}
