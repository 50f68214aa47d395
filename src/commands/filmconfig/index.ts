import type { SlashCommand } from '../../discord/command.ts';
import { disable, enable } from './collection.ts';
import { check } from './check.ts';
import { content } from './content.ts';
import { language } from './language.ts';
import { log } from './log.ts';
import { nominations } from './nominations.ts';
import { ratings } from './ratings.ts';
import { roles } from './roles.ts';
import { setup } from './setup.ts';
import { show } from './show.ts';
import { timezone } from './timezone.ts';

/** `/filmconfig`, for those who manage the server, and seen by nobody else: what the club has chosen. */
export const filmconfig: SlashCommand = {
  kind: 'slash',
  name: 'filmconfig',
  inDirectMessages: false,
  needs: 'manager',
  subcommands: [setup, show, check, language, timezone, ratings, content, nominations, roles, log, enable, disable],
};
