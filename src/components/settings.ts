import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import type { Options } from '../discord/command.ts';
import { accent } from '../discord/embeds/colors.ts';
import { momentIn } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { changeLines, commandWith, labelsIn, stateLines, whoIn } from '../discord/embeds/settings-lines.ts';
import type { Section } from '../discord/embeds/settings-lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { differenceOf } from '../domain/guild-change.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';

/** Takes a change back, while that is still what it was about. */
export const undoChange = defineComponent({
  route: 'undo',
  args: z.tuple([z.coerce.number().int().min(1)]),
  placement: 'update',
  acts: true,
  needs: 'manager',
  execute: async (request, [position], services) => {
    const change = await takenBack(position, request, services);
    return changedReply(request.t('config.undone'), change, request, services);
  },
});

/** Takes a change back, which is a change, too. Refuses when that is over, or others have changed the same since. */
export async function takenBack(position: number, request: Request, services: Services): Promise<Change> {
  const { t, now, userId } = request;
  const undone = await services.settings.undo(guildIn(request), position, now, userId);
  if (undone.kind === 'done') return undone.change;
  if (undone.kind === 'overtaken') {
    const { since } = undone;
    throw new UserError('config.undo-overtaken', {
      settings: labelsIn(since.after, t),
      who: whoIn(since.userId, t),
      when: momentIn(since.at, 'R'),
    });
  }
  throw new UserError(undone.kind === 'late' ? 'config.undo-late' : 'error.old-component');
}

/** Changes settings, and tells what has become of what. */
export async function changeReply(
  changes: Parameters<Services['settings']['change']>[1],
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const change = await services.settings.change(guildIn(request), changes, request.now, request.userId);
  return changedReply(request.t('config.changed'), change, request, services);
}

export type Change = Awaited<ReturnType<Services['settings']['change']>>;

/** What was different before a change, and is now: a line for each. */
export function linesOf({ before, after }: Change, { t, now }: Request, { films, zones }: Services): readonly string[] {
  const difference = differenceOf(before, after) ?? { before, after: {} };
  const lines = changeLines(difference.before, difference.after, { t, films, zones, now });
  return [
    ...lines,
    ...(difference.after.ratingMode === 'off' ? [t('config.open-posts')] : []),
    ...(difference.after.timezone === undefined ? [] : [t('config.schedules-keep-zone')]),
    // What commands a role sees is Discord's to say, and no bot may change it.
    ...(difference.after.moderatorRole === undefined ? [] : [t('config.role-commands')]),
  ];
}

function changedReply(title: string, change: Change, request: Request, services: Services): MessageReply {
  const { t } = request;
  const { position } = change;
  if (position === undefined) return { content: t('config.same') };
  return {
    embeds: [{ title, color: accent, description: linesOf(change, request, services).join('\n') }],
    components: buttonRow(button(t('config.undo'), undoChange.customId(position))),
  };
}

/** How the settings of a section stand, and with which options of its command they are changed. */
export async function stateReply(
  section: Section,
  options: Options,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t, now } = request;
  const { films, zones, settings } = services;
  const optionKeys = Object.values(options).map(({ key }) => key);
  const lines = stateLines(section, await settings.of(guildIn(request)), { t, films, zones, now });
  return {
    embeds: [
      {
        title: t('config.title'),
        color: accent,
        description: [...lines, '', t('config.how', { command: commandWith(section, optionKeys, t) })].join('\n'),
      },
    ],
  };
}
