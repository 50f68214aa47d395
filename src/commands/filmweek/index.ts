import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { SlashCommand } from '../../discord/command.ts';
import { accept } from './nominations/accept.ts';
import { decline } from './nominations/decline.ts';
import { list } from './nominations/list.ts';

/** `/filmweek`, for moderators: who has Manage Events, unless a guild decides otherwise in its settings. */
export const filmweek: SlashCommand = {
  kind: 'slash',
  name: 'filmweek',
  inDirectMessages: false,
  defaultPermissions: PermissionFlagsBits.ManageEvents,
  subcommands: [list, accept, decline],
};
