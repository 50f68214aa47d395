import { z } from 'zod';
import type { Film } from '../domain/film.ts';
import type { Nomination } from '../domain/nomination.ts';
import { defineComponent } from '../discord/component.ts';
import { colorOf } from '../discord/embeds/colors.ts';
import { labelOf, momentIn, quoted, titleOf } from '../discord/embeds/lines.ts';
import { filmOptions, selectRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmOrGone } from './film-or-gone.ts';
import { askForFilm, noteIn, withNote } from './film-question.ts';
import type { Unsure } from './film-question.ts';
import { guildIn } from './guild-in.ts';

/** As many as a phone shows at a glance; older ones are in `/filmdata export`. */
const mostShown = 10;

/** The menu under the question which film is to be nominated. */
export const nominateChoice = defineComponent({
  route: 'nominate',
  args: z.tuple([]),
  placement: 'update',
  acts: true,
  execute: (request, _, services) => {
    const film = filmOrGone(request.values[0], services.films);
    return nominateReply(film, noteIn(request.message), request, services);
  },
});

/** Asks which film is to be nominated. */
export const askWhatToNominate = (found: Unsure, typed: string, note: string, t: Translate): MessageReply =>
  withNote(askForFilm(found, typed, nominateChoice.customId(), t), note, t);

/** Takes back the presser's own nomination that they pick, in the guild where they press. */
export const takeBack = defineComponent({
  route: 'take-back',
  args: z.tuple([]),
  placement: 'update',
  acts: true,
  execute: async (request, _, services) => {
    const film = filmOrGone(request.values[0], services.films);
    const who = { guildId: guildIn(request, 'nominate.guild-only'), userId: request.userId };
    const wasTheirs = await services.nominations.takeBack({ ...who, filmId: film.id });
    return ownReply(film, [request.t(wasTheirs ? 'nominate.taken-back' : 'nominate.not-theirs')], request, services);
  },
});

/** Nominates a film for the member, and tells them what became of it and of the others that they nominated. */
export async function nominateReply(
  film: Film,
  note: string,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { t, userId, now, interactionId } = request;
  const proposal = {
    guildId: guildIn(request, 'nominate.guild-only'),
    userId,
    filmId: film.id,
    note,
    id: interactionId,
    now,
  };
  const outcome = await services.nominations.nominate(proposal);
  const noted = outcome === 'kept' && note !== '' ? [t('nominate.noted')] : [];
  const last = outcome === 'opened' ? await services.nominations.lastDecision(proposal.guildId, film.id) : undefined;
  const before = last ? [t('nominate.before', { state: stateOf(last, t) })] : [];
  return ownReply(film, [t(`nominate.outcome.${outcome}`), ...noted, ...before], request, services);
}

/** A member's nominations in a guild, one a line, each with what became of it. */
export const ownLines = (nominations: readonly Nomination[], films: Services['films'], t: Translate): string[] =>
  nominations.slice(0, mostShown).map((nomination) => {
    const title = titleOf(nomination.filmId, films, t);
    return t('nomination.own', { title, state: stateOf(nomination, t) });
  });

/** `accepted, 27/11/2026`; a moderator's words are a stranger's, and quoted. */
export function stateOf({ state, reason, decidedAt, supporters }: Nomination, t: Translate): string {
  const day = decidedAt === undefined ? '' : momentIn(decidedAt, 'd');
  const said = t(`nomination.state.${state}`, { count: supporters.length, day });
  return reason === '' ? said : t('nomination.reason', { state: said, reason: quoted(reason, 200) });
}

/** What was just said of a film, then all the member's nominations, with a menu that takes an open one back. */
async function ownReply(
  film: Film,
  said: readonly string[],
  request: Request,
  { nominations: club, films }: Services,
): Promise<MessageReply> {
  const { t, userId } = request;
  const { nominations, left, most } = await club.of({ guildId: guildIn(request, 'nominate.guild-only'), userId });
  const open = nominations.filter(({ state }) => state === 'open').flatMap(({ filmId }) => films.film(filmId) ?? []);
  const lines = [
    `${said.join(' ')} ${t('nominate.left', { left, most })}`,
    ...(nominations.length === 0 ? [] : ['', t('nominate.own'), ...ownLines(nominations, films, t)]),
  ];
  return {
    embeds: [
      { title: escapeMarkdown(labelOf(film, t)), color: colorOf(film, request.club), description: lines.join('\n') },
    ],
    components: selectRow(takeBack.customId(), t('nominate.take-back'), filmOptions(open, t)),
  };
}
