import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { momentIn } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { scheduleChangeLines } from '../discord/embeds/schedule-change-lines.ts';
import { whoIn } from '../discord/embeds/settings-lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { datesIn } from './schedule-lines.ts';

/** Takes a change of a schedule back, while that is still what it was about. */
export const undoScheduleChange = defineComponent({
  route: 'undo-week',
  args: z.tuple([z.coerce.number().int().min(1)]),
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [position], services) => {
    const { t } = request;
    const undone = await services.schedules.undo(guildIn(request), position, request);
    if (undone.kind === 'done') {
      const { altered } = undone;
      return changedReply([t('config.undone'), ...linesOf(altered, request, services)], altered, request, services);
    }
    if (undone.kind === 'overtaken') {
      const { userId, at } = undone.since;
      throw new UserError('week.undo.overtaken', { who: whoIn(userId, t), when: momentIn(at, 'R') });
    }
    if (undone.kind === 'gone') throw new UserError('error.old-component');
    throw new UserError(`week.undo.${undone.kind}`);
  },
});

type Altered = Awaited<ReturnType<Services['schedules']['remove']>>;

/** What was different before, and is now: a line for each. */
export const linesOf = ({ difference }: Altered, { t }: Request, { films }: Services): readonly string[] =>
  difference ? scheduleChangeLines(difference.before, difference.after, { t, films }) : [];

/** Tells what was changed and what comes next; a button takes it back. */
export function changedReply(
  said: readonly string[],
  { after, position }: Altered,
  { t }: Request,
  { schedules }: Services,
): MessageReply {
  const next = after ? [datesIn(after.schedule, schedules, t)] : [];
  const undo = position === undefined ? [] : [button(t('config.undo'), undoScheduleChange.customId(position))];
  return { content: [...said, ...next].join('\n'), components: buttonRow(...undo) };
}
