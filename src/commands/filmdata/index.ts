import type { SlashCommand } from '../../discord/command.ts';
import { exportAll } from './export.ts';
import { remove } from './delete.ts';
import { show } from './show.ts';

/** `/filmdata`, for everyone and seen by nobody else: what is stored about the member. */
export const filmdata: SlashCommand = {
  kind: 'slash',
  name: 'filmdata',
  inDirectMessages: true,
  subcommands: [show, exportAll, remove],
};
