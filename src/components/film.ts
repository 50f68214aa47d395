import { z } from 'zod';
import type { FilmIndex } from '../data/film-index.ts';
import { is } from '../domain/authority.ts';
import type { Film } from '../domain/film.ts';
import { defineComponent } from '../discord/component.ts';
import { colorOf } from '../discord/embeds/colors.ts';
import { inOnePiece } from '../discord/embeds/in-one-piece.ts';
import { factIn, filmCard } from '../discord/embeds/film-card.ts';
import { labelFor, labelOf } from '../discord/embeds/lines.ts';
import { button, buttonRow, filmOptions, selectRow } from '../discord/embeds/rows.ts';
import { similarEmbed } from '../discord/embeds/similar-embed.ts';
import { escapeMarkdown, masked } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { filmLists } from '../domain/film-list.ts';
import { scopeOf } from '../domain/scope.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { toggleListed } from './listed.ts';
import { filmArg, filmOrGone } from './film-or-gone.ts';
import { askForFilm } from './film-question.ts';
import type { Unsure } from './film-question.ts';
import { postForRating } from './rating-post.ts';
import { clubRating, rateFilm } from './rating.ts';

/** What a member wants of a film. */
const purposes = ['card', 'spoilers', 'similar', 'fact'] as const;
type Purpose = (typeof purposes)[number];

type Button = ReturnType<typeof button>;

const byId = z.tuple([filmArg]);

/** The menu under every list of films: opens what was picked, for the picker alone. */
export const filmSelect = defineComponent({
  route: 'film',
  args: z.tuple([]),
  placement: 'ephemeral',
  execute: (request, _, services) =>
    filmReply(filmOrGone(request.values[0], services.films), 'card', request, services),
});

/** The menu under the question which film was meant: what was asked for takes the place of the question. */
export const filmChoice = defineComponent({
  route: 'film-choice',
  args: z.tuple([z.enum(purposes)]),
  placement: 'update',
  execute: (request, [purpose], services) =>
    filmReply(filmOrGone(request.values[0], services.films), purpose, request, services),
});

/** A button that gives something of the film it names. */
const giving = (route: string, purpose: Purpose, placement: 'ephemeral' | 'same') =>
  defineComponent({
    route,
    args: byId,
    placement,
    execute: (request, [id], services) => filmReply(filmOrGone(id, services.films), purpose, request, services),
  });

/** Opens the full card of one film, for the presser alone. */
export const filmCardButton = giving('card', 'card', 'ephemeral');

/** Films like this one, for the presser alone. */
export const filmSimilar = giving('similar', 'similar', 'ephemeral');

/** The film's next fact, seen by the same people as the one before. */
export const anotherFact = giving('fact', 'fact', 'same');

/** Tells how a film ends: to the presser alone, and masked. */
export const filmEnding = defineComponent({
  route: 'ending',
  args: byId,
  placement: 'ephemeral',
  execute: ({ t, club }, [id], { films }) => {
    const film = filmOrGone(id, films);
    if (!film.spoilers) throw new UserError('spoilers.none', { title: labelFor(film) });
    return {
      embeds: [
        {
          title: escapeMarkdown(labelOf(film, t)),
          color: colorOf(film, club),
          description: masked(t.text(film.spoilers)),
        },
      ],
    };
  },
});

/** What a member gets who asked for one film. */
export async function filmReply(
  film: Film,
  purpose: Purpose,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { films, facts } = services;
  const { t, club } = request;
  if (purpose === 'similar') return similarReply(film, films, request);
  if (purpose === 'fact') {
    const fact = await facts.next(scopeOf(request), film);
    const embed = {
      title: escapeMarkdown(labelOf(film, t)),
      color: colorOf(film, club),
      description: factIn(fact, t),
    };
    const again = film.facts.length > 1 ? [button(t('card.another-fact'), anotherFact.customId(film.id))] : [];
    return {
      embeds: [embed],
      components: buttonRow(...again, button(t('card.open'), filmCardButton.customId(film.id))),
    };
  }
  const spoilers = purpose === 'spoilers';
  const rating = await clubRating(film, request, services);
  return {
    embeds: [filmCard({ film, films, t, detail: 'full', spoilers, club, rating })],
    components: [...cardRows(film, request, { ending: !spoilers }), ...moderatorRow(film, request)],
  };
}

/** What moderators may do with a film. */
const moderatorRow = (film: Film, request: Request) =>
  is('moderator', request) ? buttonRow(button(request.t('card.post'), postForRating.customId(film.id))) : [];

/** The buttons under a film card: what one does with the film, then what there is to read. In direct messages there is nobody to rate with. */
export const cardRows = (
  film: Film,
  { t, guildId, club }: Pick<Request, 't' | 'guildId' | 'club'>,
  { first = [], ending = true }: { first?: readonly Button[]; ending?: boolean } = {},
): NonNullable<MessageReply['components']> => {
  const { doing, reading } = keptButtons(film, t, guildId !== undefined, ending && !club.spoilers);
  return [...buttonRow(...first, ...doing), ...buttonRow(...reading)];
};

type Buttons = Readonly<{ doing: readonly Button[]; reading: readonly Button[] }>;

/** By film: the buttons made so far, which never change. */
const kept = new WeakMap<Film, Map<string, Buttons>>();

function keptButtons(film: Film, t: Translate, inGuild: boolean, ending: boolean): Buttons {
  const ofFilm = kept.get(film) ?? new Map<string, Buttons>();
  kept.set(film, ofFilm);
  const key = `${t.locale} ${inGuild} ${ending}`;
  const buttons = ofFilm.get(key) ?? inOnePiece(makeButtons(film, t, inGuild, ending));
  ofFilm.set(key, buttons);
  return buttons;
}

const makeButtons = (film: Film, t: Translate, inGuild: boolean, ending: boolean): Buttons => ({
  doing: [
    ...filmLists.map((list) => button(t(`card.${list}`), toggleListed.customId(list, film.id))),
    ...(inGuild ? [button(t('card.rate'), rateFilm.customId(film.id))] : []),
  ],
  reading: [
    ...(ending && film.spoilers ? [button(t('card.show-ending'), filmEnding.customId(film.id))] : []),
    ...(film.facts.length > 1 ? [button(t('card.another-fact'), anotherFact.customId(film.id))] : []),
    button(t('card.show-similar'), filmSimilar.customId(film.id)),
  ],
});

/** A menu of films. */
export const filmMenu = (films: readonly Film[], t: Translate) =>
  selectRow(filmSelect.customId(), t('select.film'), filmOptions(films, t));

/** Asks which film was meant, and then gives what was asked for. */
export const chooseFilm = (found: Unsure, typed: string, purpose: Purpose, t: Translate): MessageReply =>
  askForFilm(found, typed, filmChoice.customId(purpose), t);

function similarReply(film: Film, films: FilmIndex, request: Request): MessageReply {
  const { t } = request;
  const found = films.similar(film.id, 5);
  if (found.length === 0) throw new UserError('similar.none', { title: labelFor(film) });
  return {
    embeds: [similarEmbed(film, found, request)],
    components: filmMenu(
      found.map(({ film: other }) => other),
      t,
    ),
  };
}
