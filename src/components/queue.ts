import { z } from 'zod';
import { ScheduleName } from '../domain/club-schedule.ts';
import type { QueueItem } from '../domain/club-schedule.ts';
import { Handle, handleOf, shuffled } from '../domain/handle.ts';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { pageOf, pageFooter } from '../discord/embeds/paging.ts';
import { button, buttonRow, pagerRow } from '../discord/embeds/rows.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Place } from '../services/film-queue.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { changedReply, linesOf } from './schedule-change.ts';
import { askedAnew, cancelSchedule } from './schedule.ts';

/** Another page of a queue. */
export const queuePage = defineComponent({
  route: 'queue-page',
  args: z.tuple([z.string(), z.coerce.number().int()]),
  placement: 'update',
  needs: 'moderator',
  execute: (request, [name, page], services) => queueReply(name, page, request, services),
});

/** Takes every film out of a queue, if it holds what it held when that was asked; else asks anew. */
export const clearQueue = defineComponent({
  route: 'clear-queue',
  args: z.tuple([ScheduleName, Handle]), // schedule, its queue
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [name, asked], services) => {
    const { t } = request;
    const key = { guildId: guildIn(request), name };
    const { queue } = await services.schedules.get(key);
    if (markOf(queue) !== asked) return askedAnew(clearReply(name, queue, t), t);
    const cleared = await services.queue.clear(key, request);
    const count = cleared.before?.queue.length ?? 0;
    return changedReply([t('queue.cleared', { count })], cleared, request, services);
  },
});

/** Queues the films that were shown. */
export const fillQueue = defineComponent({
  route: 'fill-queue',
  args: z.tuple([z.string()]), // draft
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, [draftId], services) => {
    const filled = await services.queue.fill(guildIn(request), draftId, request);
    const lines = linesOf(filled, request, services);
    return changedReply(lines.length === 0 ? [request.t('schedule.cancelled')] : lines, filled, request, services);
  },
});

/** The menu under the question which theme a queue is to be filled with. */
export const fillWith = defineComponent({
  route: 'fill-with',
  args: z.tuple([ScheduleName, z.coerce.number().int().min(1).max(52)]), // schedule, count
  placement: 'update',
  needs: 'moderator',
  execute: (request, [name, count], services) => {
    const theme = services.films.theme(request.values[0] ?? '');
    if (!theme) throw new UserError('gone.theme');
    return fillReply(name, theme.id, count, request, services);
  },
});

/** Puts a film that was refused first in line again. */
export const requeue = defineComponent({
  route: 'requeue',
  args: z.tuple([ScheduleName, z.string().max(20)]), // schedule, week
  placement: 'ephemeral',
  acts: true,
  needs: 'moderator',
  execute: async (request, [schedule, key], services) => {
    const place = await services.queue.putBack({ guildId: guildIn(request), schedule, key }, request);
    return placeReply(place.filmId, place, request, services);
  },
});

/** The films in line, each with the date on which it comes. */
export async function queueReply(
  name: string,
  number: number,
  request: Request,
  { schedules, queue: queues, films }: Services,
): Promise<MessageReply> {
  const { t } = request;
  const { schedule, queue } = await schedules.get({ guildId: guildIn(request), name });
  const title = t('queue.title', { name });
  if (queue.length === 0) return { embeds: [{ title, color: accent, description: t('queue.empty') }] };
  const turns = queues.turns({ schedule, queue });
  const page = pageOf(queue, number);
  const pinned = queue.filter(({ date }) => date !== undefined).length;
  const lines = page.items.map((item, at) => {
    const turn = turns.get(item.id);
    const due = turn ? momentIn(turn.at, 'D') : (item.date ?? '');
    const about = { film: titleOf(item.filmId, films, t), due, position: page.first + at + 1 - pinned };
    return t(item.date === undefined ? 'queue.item' : 'queue.item-date', about);
  });
  return {
    embeds: [{ title, color: accent, description: lines.join('\n'), footer: { text: pageFooter(page, t) } }],
    components: pagerRow(page, t, (to) => queuePage.customId(name, to)),
  };
}

/** Where a film stands now, when it comes, and whether it came before. */
export async function placeReply(
  filmId: string,
  place: Place,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const said = [placeIn(filmId, place, request, services), ...(await shownBefore(filmId, request, services))];
  return changedReply(said, place, request, services);
}

/** That a film was shown here already, which a moderator may have forgotten; nothing where it was not. */
export async function shownBefore(filmId: string, request: Request, { showings }: Services): Promise<string[]> {
  const { shownAt } = (await showings.last(guildIn(request), filmId)) ?? {};
  return shownAt ? [request.t('queue.shown-before', { due: momentIn(shownAt, 'D') })] : [];
}

/** `**Wings (1966)** is number 3 in the queue. It comes on Friday.` */
function placeIn(filmId: string, { place: position, occurrence }: Place, { t }: Request, { films }: Services): string {
  const film = titleOf(filmId, films, t);
  const said = position === undefined ? t('queue.added-date', { film }) : t('queue.added', { film, position });
  const comes = occurrence ? t('queue.comes', { due: momentIn(occurrence.at) }) : t('queue.comes-later');
  return `${said} ${comes}`;
}

/** Asks once more before a queue is emptied. */
export function clearReply(name: string, queue: readonly QueueItem[], t: Translate): MessageReply {
  if (queue.length === 0) return { content: t('queue.empty') };
  return {
    content: t('queue.ask-clear', { count: queue.length }),
    components: buttonRow(
      button(t('queue.clear'), clearQueue.customId(name, markOf(queue))),
      button(t('schedule.cancel'), cancelSchedule.customId()),
    ),
  };
}

/** Tells what a queue holds from what it held before or later. */
const markOf = (queue: readonly QueueItem[]): string => handleOf(JSON.stringify(queue));

/** Which films would fill the queue: of a theme or of all, those that nobody here has seen first; asks before they do. */
export async function fillReply(
  name: string,
  theme: string | undefined,
  count: number,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t, interactionId: id, now } = request;
  const { films, lists, queue } = services;
  const fitting = theme === undefined ? shuffled(films.fitting({}), id) : films.select({ theme });
  const unseen = await lists.pool('unseen_by_club', request);
  const ordered = [true, false].flatMap((wanted) => fitting.filter((film) => unseen.holds(film.id) === wanted));
  const ids = ordered.map((film) => film.id);
  const key = { guildId: guildIn(request), name };
  const plan = await queue.draftFill(key, ids, count, { id, now });
  const lines = plan.map(({ filmId, occurrence }) => {
    const due = occurrence ? momentIn(occurrence.at, 'D') : '';
    return `**${titleOf(filmId, films, t)}** ${due}`.trimEnd();
  });
  const fewer = plan.length < count ? [t('queue.fewer', { count: plan.length })] : [];
  return {
    embeds: [{ title: t('queue.fill', { name }), color: accent, description: [...fewer, ...lines].join('\n') }],
    components: buttonRow(
      button(t('schedule.confirm'), fillQueue.customId(id)),
      button(t('schedule.cancel'), cancelSchedule.customId()),
    ),
  };
}
