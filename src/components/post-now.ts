import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { ScheduleName } from '../domain/club-schedule.ts';
import type { ScheduleKey } from '../domain/club-schedule.ts';
import { isExtra } from '../domain/occurrence.ts';
import { dueIn } from '../domain/schedule.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { PostedNow } from '../services/posts-now.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { cancelSchedule } from './schedule.ts';
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

/** Posts a film in the place of one of a later week, if that is still the one that was asked about; else asks anew. */
export const postInstead = defineComponent({
  route: 'post-instead',
  args: z.tuple([z.string().max(20), z.string().max(20)]), // draft, week
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [draftId, week], services): Promise<MessageReply> => {
    const { guildId, name, films = [] } = await services.schedules.draftOf(guildIn(request), draftId, request.now);
    return postReply({ guildId, name }, films[0], week, request, services);
  },
});

/** Posts a film, or the one that is planned, in the place of the next one. One of a later week than `agreed` is asked about first. */
export async function postReply(
  key: ScheduleKey,
  filmId: string | undefined,
  agreed: string | undefined,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { postsNow, schedules, films } = services;
  const { t, interactionId: id, now } = request;
  const later = await postsNow.ofLaterWeek(key, filmId, request);
  if (!later || later.occurrence.week === agreed)
    return postedReply(key, await postsNow.asThisWeek(key, filmId, request), request, services);
  await schedules.draftFilms(key, filmId === undefined ? [] : [filmId], { id, now });
  const { occurrence, pick } = later;
  const about = { film: titleOf(pick?.filmId, films, t), due: momentIn(occurrence.at, 'D') };
  return {
    content: t('week.post.ask', about),
    components: buttonRow(
      button(t('week.post.yes'), postInstead.customId(id, occurrence.week)),
      button(t('schedule.cancel'), cancelSchedule.customId()),
    ),
  };
}

/** Where the post is and which date it is of, or that it has left the queue, or what has become of it instead; and the next dates. */
export async function postedReply(
  key: ScheduleKey,
  posted: PostedNow,
  { t }: Request,
  { schedules, films }: Services,
): Promise<MessageReply> {
  const { schedule } = await schedules.get(key);
  const { kind, record } = posted;
  const isNew = kind === 'now' && record.posting.post !== undefined;
  const lines = [saidOf(posted, films, t)];
  if (isNew && !isExtra(record))
    lines.push(t('week.post.date', { due: momentIn(dueIn(record.key, record.settings), 'D') }));
  if (isNew && isExtra(record) && record.item) lines.push(t('week.post.unqueued'));
  return { content: [...lines, datesIn(schedule, schedules, t)].join('\n') };
}

function saidOf({ kind, record }: PostedNow, films: Services['films'], t: Request['t']): string {
  const { posting, guildId, filmId } = record;
  const film = linked(guildId, posting.post, titleOf(filmId, films, t));
  if (posting.post) return t(kind === 'now' ? 'week.post.done' : 'week.post.already', { film });
  const { state, reason } = posting;
  if (reason === undefined || state === 'sending') return t('week.post.coming', { film });
  return t(state === 'parked' ? 'week.post.parked' : 'week.post.none', { film, why: t(`reason.${reason}`) });
}
