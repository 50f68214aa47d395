import { z } from 'zod';
import type { Film } from '../domain/film.ts';
import { Score, scores } from '../domain/rating.ts';
import type { RatingSource, Tally } from '../domain/rating.ts';
import { defineComponent } from '../discord/component.ts';
import { colorOf } from '../discord/embeds/colors.ts';
import { clubRatingIn, labelOf } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { filmArg, filmOrGone } from './film-or-gone.ts';
import { guildIn } from './guild-in.ts';

/** **Rate** under a card, for whoever presses it: five buttons that only they see. */
export const rateFilm = defineComponent({
  route: 'rate',
  args: z.tuple([filmArg]),
  placement: 'ephemeral',
  execute: (request, [id], services) => scoresReply(filmOrGone(id, services.films), request, services),
});

/** The menu under the question which film is to be rated. */
export const rateChoice = defineComponent({
  route: 'rate-choice',
  args: z.tuple([]),
  placement: 'update',
  execute: (request, _, services) => scoresReply(filmOrGone(request.values[0], services.films), request, services),
});

/** Gives a film a score: the film named, or the one picked in the menu that carries it. */
export const giveScore = defineComponent({
  route: 'score',
  args: z.tuple([filmArg, z.coerce.number().pipe(Score)]),
  placement: 'update',
  acts: true,
  execute: (request, [id, score], services) =>
    rateReply(filmOrGone(id || request.values[0], services.films), score, 'button', request, services),
});

/**
 * Withdraws the presser's score: of the film named, or of the one picked in the menu that carries it. A button stands beside
 * one score and withdraws no other: whoever has changed their mind since is told what it is now.
 */
export const withdrawScore = defineComponent({
  route: 'unrate',
  args: z.tuple([filmArg, z.coerce.number().pipe(Score).optional()]),
  placement: 'update',
  acts: true,
  execute: async (request, [id, shown], services) => {
    const film = filmOrGone(id || request.values[0], services.films);
    const given = await services.ratings.of(keyOf(film, request));
    const isStale = shown !== undefined && given !== undefined && given !== shown;
    return (isStale ? scoresReply : withdrawReply)(film, request, services);
  },
});

/** Asks a member for a score, and tells the one they have given. */
export async function scoresReply(film: Film, request: Request, { ratings }: Services): Promise<MessageReply> {
  const { t } = request;
  const score = await ratings.of(keyOf(film, request));
  const said = score === undefined ? t('rating.ask') : t('rating.ask-again', { score });
  return reply(film, said, request, score);
}

/** Records a score and tells it, old → new, with what the club thinks now. */
export async function rateReply(
  film: Film,
  score: Score,
  source: RatingSource,
  request: Request,
  { ratings }: Services,
): Promise<MessageReply> {
  const { t, now } = request;
  const key = keyOf(film, request);
  const { before, leftWatchlist } = await ratings.rate({ ...key, score, source, updatedAt: now });
  const change = before === undefined ? 'given' : before === score ? 'same' : 'changed';
  const said = [t(`rating.${change}`, { score, ...(before !== undefined && { before }) })];
  if (leftWatchlist) said.push(t('listed.left-watchlist.seen'));
  const club = clubRatingIn(await ratings.tally(key.guildId, film.id), t);
  return reply(film, `${said.join(' ')}\n${club}`, request, score);
}

/** Withdraws a member's score and tells which it was. */
export async function withdrawReply(film: Film, request: Request, { ratings }: Services): Promise<MessageReply> {
  const { t, now } = request;
  const before = await ratings.withdraw(keyOf(film, request), now);
  const said = before === undefined ? t('rating.none') : t('rating.withdrawn', { before });
  return reply(film, said, request, undefined);
}

/** Where ratings are counted. */
type Tallies = Readonly<{ ratings: Pick<Services['ratings'], 'tally'> }>;

/** What the club thinks of a film, for its card; nothing in direct messages, or while the store is away: the film is there. */
export async function clubRating(
  film: Film,
  { guildId }: Pick<Request, 'guildId'>,
  { ratings }: Tallies,
): Promise<Tally | undefined> {
  if (guildId === undefined) return undefined;
  try {
    return await ratings.tally(guildId, film.id);
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** A press rates for the presser, in the guild where it happened: nothing a custom_id says can make it another's. */
const keyOf = (film: Film, request: Request) => ({
  guildId: guildIn(request, 'rating.guild-only'),
  userId: request.userId,
  filmId: film.id,
});

/** What is said about the presser's own score, with the buttons to change it. */
const reply = (film: Film, said: string, { t, club }: Request, given: Score | undefined): MessageReply => ({
  embeds: [{ title: escapeMarkdown(labelOf(film, t)), color: colorOf(film, club), description: said }],
  components: [
    ...buttonRow(...scores.map((score) => button(`${score} ★`, giveScore.customId(film.id, score)))),
    ...(given === undefined ? [] : buttonRow(button(t('rating.withdraw'), withdrawScore.customId(film.id, given)))),
  ],
});
