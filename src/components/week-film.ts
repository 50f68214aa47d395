import { z } from 'zod';
import { ScheduleName } from '../domain/club-schedule.ts';
import type { ScheduleKey } from '../domain/club-schedule.ts';
import { defineComponent } from '../discord/component.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { Services } from '../services/services.ts';
import { filmOrGone } from './film-or-gone.ts';
import { askForFilm, noteIn, withNote } from './film-question.ts';
import { guildIn } from './guild-in.ts';
import { postedReply, postReply } from './post-now.ts';
import { placeReply, shownBefore } from './queue.ts';
import { changedReply } from './schedule-change.ts';

/** What a moderator asked to be done with a film, apart from which film. */
type Task = Readonly<{
  key: ScheduleKey;
  date?: string | undefined;
  position?: number | undefined;
  note?: string | undefined;
}>;

type Doing = (filmId: string, task: Task, request: Request, services: Services) => Promise<MessageReply>;

/** By the command that asks for it. */
const doings = {
  add: async (filmId, { key, date, position, note }, request, services) => {
    const item = { id: request.interactionId, filmId, date, note: note === '' ? undefined : note };
    return placeReply(filmId, await services.queue.add(key, item, position, request), request, services);
  },
  move: async (filmId, { key, position = 1 }, request, services) =>
    placeReply(filmId, await services.queue.move(key, filmId, position, request), request, services),
  remove: async (filmId, { key }, request, services) => {
    const changed = await services.queue.remove(key, filmId, request);
    const film = titleOf(filmId, services.films, request.t);
    return changedReply([request.t('queue.removed', { film })], changed, request, services);
  },
  replace: async (filmId, { key, date }, request, services) => {
    const { interactionId: id, t } = request;
    const replaced = await services.schedules.replace(key, { id, filmId }, date, request);
    const { occurrence, old } = replaced;
    const [is, was] = [filmId, old?.filmId].map((one) => titleOf(one, services.films, t));
    const about = { due: momentIn(occurrence.at), film: is ?? '', old: was ?? '' };
    const said = [t(old ? 'week.replaced' : 'week.replaced-none', about)];
    if (old?.item) said.push(t('week.replaced-waits', about));
    said.push(...(await shownBefore(filmId, request, services)));
    return changedReply(said, replaced, request, services);
  },
  post: (filmId, { key }, request, services) => postReply(key, filmId, undefined, request, services),
  extra: async (filmId, { key }, request, services) =>
    postedReply(key, await services.postsNow.extra(key, filmId, request), request, services),
} satisfies Record<string, Doing>;

type Asked = keyof typeof doings;
const asked = Object.keys(doings) as [Asked, ...Asked[]];

/** The menu under the question which film a moderator meant: goes on with what was asked. */
export const weekFilm = defineComponent({
  route: 'week-film',
  args: z.tuple([z.enum(asked), ScheduleName, z.string().max(10), z.coerce.number().int().min(0).max(10_000)]), // date and position, if any
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: (request, [doing, name, date, position], services) => {
    const { id } = filmOrGone(request.values[0], services.films);
    const task = {
      ...{ key: { guildId: guildIn(request), name }, note: noteIn(request.message) },
      ...{ date: date || undefined, position: position || undefined },
    };
    return doings[doing](id, task, request, services);
  },
});

/** Does something with the film that was typed or picked, or asks which one is meant. */
export function withFilm(
  doing: Asked,
  typed: string,
  task: Task,
  request: Request,
  services: Services,
): Promise<MessageReply> | MessageReply {
  const found = services.films.resolve('film', typed);
  if (found.kind === 'one') return doings[doing](found.item.id, task, request, services);
  const { key, date = '', position = 0, note = '' } = task;
  const question = askForFilm(found, typed, weekFilm.customId(doing, key.name, date, position), request.t);
  return withNote(question, note, request.t);
}
