import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { ScheduleName } from '../domain/club-schedule.ts';
import { titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { PostedNow } from '../services/posts-now.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { datesIn, linked } from './schedule-lines.ts';

/** Posts the film of a week that had none in its time. Whoever presses it later is shown the post. */
export const postMissed = defineComponent({
  route: 'post-missed',
  args: z.tuple([ScheduleName, z.string().max(20)]), // schedule, week
  placement: 'ephemeral',
  acts: true,
  needs: 'moderator',
  execute: async (request, [schedule, key], services) => {
    const guildId = guildIn(request);
    const posted = await services.postsNow.missed({ guildId, schedule, key }, request);
    return postedReply({ guildId, name: schedule }, posted, request, services);
  },
});

/** Where the post is, or what has become of it instead; and the next dates. */
export async function postedReply(
  key: Readonly<{ guildId: string; name: string }>,
  posted: PostedNow,
  { t }: Request,
  { schedules, films }: Services,
): Promise<MessageReply> {
  const { schedule } = await schedules.get(key);
  return { content: `${saidOf(posted, films, t)}\n${datesIn(schedule, schedules, t)}` };
}

function saidOf({ kind, record }: PostedNow, films: Services['films'], t: Request['t']): string {
  const { posting, guildId, filmId } = record;
  const film = linked(guildId, posting.post, titleOf(filmId, films, t));
  if (posting.post) return t(kind === 'now' ? 'week.post.done' : 'week.post.already', { film });
  const { state, reason } = posting;
  if (reason === undefined || state === 'sending') return t('week.post.coming', { film });
  return t(state === 'parked' ? 'week.post.parked' : 'week.post.none', { film, why: t(`reason.${reason}`) });
}
