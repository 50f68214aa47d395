import { ButtonStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import { guildIn } from './guild-in.ts';

/** What a deletion may reach. */
export const scopes = ['this_server', 'everywhere'] as const;
type Scope = (typeof scopes)[number];

/** Whoever is asked whether to delete answers soon; later there may be more to delete than they were told. */
const answerWithinS = 15 * 60;

/** Deletes what its message asked about: for the member who was asked, in the server where they were, once, and only soon after. */
export const deleteData = defineComponent({
  route: 'delete-data',
  args: z.tuple([z.enum(scopes), z.string(), z.string(), z.coerce.number().int()]),
  placement: 'update',
  acts: true,
  execute: async (request, [scope, userId, guildId, askedAtS], { members }) => {
    const { t, now } = request;
    const isTheirs = userId === request.userId && (scope === 'everywhere' || guildId === request.guildId);
    if (!isTheirs) throw new UserError('data.not-yours');
    if (secondsOf(now) - askedAtS > answerWithinS) throw new UserError('data.asked-long-ago');
    const isAll = scope === 'everywhere';
    const question = [scope, userId, guildId, askedAtS].join(' ');
    const deleted = isAll
      ? await members.forgetEverywhere(userId, now, question)
      : await members.forgetIn(guildId, userId, now, question);
    if (!deleted) return { content: t('data.deleted-before') };
    const { ratings, listed, nominations, codeLeft } = deleted;
    const said = t(isAll ? 'data.deleted-everywhere' : 'data.deleted-here', { count: ratings, listed, nominations });
    const left = codeLeft ? [t('data.code-left')] : isAll ? [t('data.nothing-left')] : [];
    return { content: [said, ...left].join(' ') };
  },
});

/** Leaves everything as it is. */
export const keepData = defineComponent({
  route: 'keep-data',
  args: z.tuple([]),
  placement: 'update',
  execute: ({ t }) => ({ content: t('data.kept') }),
});

/** Asks once more before anything is deleted. */
export function deletionReply(scope: Scope, request: Request): MessageReply {
  const { t, userId, now } = request;
  const guildId = scope === 'this_server' ? guildIn(request, 'rating.guild-only') : '';
  const confirm = {
    ...button(t('data.delete'), deleteData.customId(scope, userId, guildId, secondsOf(now))),
    style: ButtonStyle.Danger,
  } as const;
  return {
    content: t(scope === 'everywhere' ? 'data.ask-everywhere' : 'data.ask-here'),
    components: buttonRow(confirm, button(t('data.keep'), keepData.customId())),
  };
}

const secondsOf = (time: Temporal.Instant): number => Math.floor(time.epochMilliseconds / 1000);
