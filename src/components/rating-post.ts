import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { filmCard } from '../discord/embeds/film-card.ts';
import { withoutEmbeds } from '../discord/plain-text.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { emojiOf, hasButtons, isOver, linkTo } from '../domain/post.ts';
import type { Post } from '../domain/post.ts';
import { missingOf, rightsForRating } from '../domain/permissions.ts';
import { Score, scores } from '../domain/rating.ts';
import { UserError } from '../errors.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmArg, filmOrGone } from './film-or-gone.ts';
import { guildIn } from './guild-in.ts';
import { clubRating, rateReply } from './rating.ts';

/** **Post for rating** under a card: posts the film in this channel, where all may rate it. For moderators. */
export const postForRating = defineComponent({
  route: 'post',
  args: z.tuple([filmArg]),
  placement: 'ephemeral',
  acts: true,
  needs: 'moderator',
  execute: async (request, [filmId], services) => {
    const guildId = guildIn(request, 'rating.guild-only');
    const film = filmOrGone(filmId, services.films);
    const { ratingMode: mode, emojiSet, language } = request.club;
    if (mode === 'off') throw new UserError('post.ratings-off');
    demandPermissions(request);
    const { channelId = '', interactionId: id, t } = request;
    const locale = language ?? request.guildLocale ?? t.locale;
    const wish = { id, guildId, channelId, filmId: film.id, mode, emojiSet, locale };
    const published = await services.posts.publish(wish);
    switch (published.kind) {
      case 'done':
        return { content: t('post.done', { link: linkTo(guildId, { channelId, messageId: published.value }) }) };
      case 'already':
        if (published.messageId === undefined) throw new UserError('post.on-its-way');
        throw new UserError('post.already', { link: linkTo(guildId, { channelId, messageId: published.messageId }) });
      case 'refused':
        throw new UserError('post.refused', { channel: `<#${channelId}>` });
      case 'gone':
        throw new UserError('post.gone');
    }
  },
});

/** A score under a post: rates for whoever presses it while the post is open, and only they see the answer. */
export const vote = defineComponent({
  route: 'vote',
  args: z.tuple([filmArg, z.coerce.number().pipe(Score)]),
  placement: 'ephemeral',
  acts: true,
  execute: async (request, [filmId, score], services) => {
    const film = filmOrGone(filmId, services.films);
    const post = await services.posts.ofMessage(guildIn(request, 'rating.guild-only'), request.message?.id ?? '');
    if (post?.state !== 'open' || isOver(post, request.now)) throw new UserError('post.closed');
    return rateReply(film, score, 'button', request, services);
  },
});

/** The post itself: the card, and how to rate, in the guild's language. */
export async function ratingPost(post: Post, services: Services): Promise<MessageReply> {
  const t = translator(localeOf(post.locale));
  const film = filmOrGone(post.filmId, services.films);
  const club = await services.settings.of(post.guildId);
  const rating = await clubRating(film, post, services);
  const [worst, best] = [emojiOf(1, post.emojiSet), emojiOf(5, post.emojiSet)];
  const reply: MessageReply = {
    content: t(`post.${post.mode}`, { worst, best }),
    embeds: [filmCard({ film, films: services.films, t, detail: 'short', club, rating })],
    components: hasButtons(post)
      ? buttonRow(...scores.map((score) => button(`${score} ★`, vote.customId(film.id, score))))
      : [],
  };
  return club.plainText ? withoutEmbeds(reply) : reply;
}

/** Refuses to post where something would be missing, and names it. Where Discord does not tell, posting will. */
function demandPermissions({ ownPermissions, inThread, channelId, club, t }: Request): void {
  if (ownPermissions === undefined) return;
  const missing = missingOf(rightsForRating(club, inThread), ownPermissions);
  if (missing.length === 0) return;
  const permissions = missing.map((right) => t(`right.${right}`)).join(', ');
  throw new UserError('post.missing-permissions', { channel: `<#${channelId}>`, permissions });
}
