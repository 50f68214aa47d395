import { z } from 'zod';
import { takesReactions } from '../domain/post.ts';
import type { SentPost } from '../domain/post.ts';
import { zoneOrUtc } from '../domain/schedule.ts';
import { defineComponent } from '../discord/component.ts';
import { plainTitleOf, quoted, titleOf } from '../discord/embeds/lines.ts';
import { selectRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { linked } from './schedule-lines.ts';

/** The menu under the question which post was meant: counts the one picked. */
export const recountChoice = defineComponent({
  route: 'recount',
  args: z.tuple([]),
  placement: 'update',
  acts: true,
  needs: 'moderator',
  execute: async (request, _, services) => {
    const all = await services.posts.latest(guildIn(request));
    return recountReply(
      all.find(({ messageId }) => messageId === request.values[0]),
      request,
      services,
    );
  },
});

/** Counts the post that was typed or picked, by its id or link, or the latest of a film; or asks which one is meant. */
export function recountOf(
  typed: string,
  all: readonly SentPost[],
  request: Request,
  services: Services,
): Promise<MessageReply> | MessageReply {
  const { films } = services;
  const { t, club } = request;
  const found = films.resolve('film', typed);
  const meant = found.kind === 'one' ? [found.item] : found.kind === 'several' ? found.items : [];
  const fitting = all.filter(({ filmId }) => meant.some(({ id }) => id === filmId));
  const post =
    all.find(({ messageId }) => typed === messageId || typed.endsWith(`/${messageId}`)) ??
    (new Set(fitting.map(({ filmId }) => filmId)).size === 1 ? fitting[0] : undefined);
  if (post) return recountReply(post, request, services);
  const options = (fitting.length > 0 ? fitting : all).map((one) => ({
    label: postNameOf(one, films, club.timezone, t),
    value: one.messageId,
  }));
  return {
    content: t(fitting.length > 0 ? 'choose.post' : 'choose.post-nearest', { typed: quoted(typed) }),
    components: selectRow(recountChoice.customId(), t('select.post'), options),
  };
}

/** A post by its film and its day. */
export function postNameOf(
  { filmId, createdAt }: SentPost,
  films: Services['films'],
  timeZone: string,
  t: Translate,
): string {
  const day = new Intl.DateTimeFormat(t.locale, {
    dateStyle: 'medium',
    timeZone: zoneOrUtc(timeZone),
  }).format(createdAt.epochMilliseconds);
  return `${plainTitleOf(filmId, films, t).slice(0, 70)} · ${day}`;
}

/** Reads the reactions of a post anew, and tells what that changed. Refuses what is no open post with reactions. */
export async function recountReply(
  post: SentPost | undefined,
  { t }: Request,
  { reconciliation, films }: Services,
): Promise<MessageReply> {
  if (!post || !takesReactions(post)) throw new UserError('recount.none');
  if (post.state !== 'open') throw new UserError('recount.closed');
  const read = await reconciliation.recount(post);
  if (read.kind === 'busy') throw new UserError('recount.busy');
  if (read.kind === 'gone') throw new UserError('recount.gone');
  if (read.kind === 'refused') throw new UserError('recount.refused', { channel: `<#${post.channelId}>` });
  if (read.kind === 'disturbed') throw new UserError('recount.disturbed');
  const { added, removed, unchanged, doubt, isShort } = read;
  const film = linked(post.guildId, post, titleOf(post.filmId, films, t));
  const counted = t('recount.done', { film, added, removed, unchanged });
  const why = doubt !== undefined ? [t('recount.doubted')] : isShort ? [t('recount.short')] : [];
  return { content: [counted, ...why].join('\n') };
}
