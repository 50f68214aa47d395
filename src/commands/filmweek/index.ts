import type { SlashCommand } from '../../discord/command.ts';
import { accept } from './nominations/accept.ts';
import { decline } from './nominations/decline.ts';
import { list } from './nominations/list.ts';
import { edit } from './edit.ts';
import { pause } from './pause.ts';
import { post } from './post.ts';
import { preview } from './preview.ts';
import { add } from './queue/add.ts';
import { clear } from './queue/clear.ts';
import { fill } from './queue/fill.ts';
import { listQueue } from './queue/list.ts';
import { move } from './queue/move.ts';
import { removeFromQueue } from './queue/remove.ts';
import { recount } from './recount.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { report } from './report.ts';
import { resume } from './resume.ts';
import { schedule } from './schedule.ts';
import { show } from './show.ts';
import { skip } from './skip.ts';

/** `/filmweek`, for moderators, and seen by nobody else. */
export const filmweek: SlashCommand = {
  kind: 'slash',
  name: 'filmweek',
  inDirectMessages: false,
  needs: 'moderator',
  subcommands: [
    ...[schedule, show, preview, skip, replace, post, pause, resume, edit, remove],
    ...[add, listQueue, move, removeFromQueue, fill, clear],
    ...[list, accept, decline],
    ...[recount, report],
  ],
};
