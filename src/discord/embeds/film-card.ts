import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { FilmIndex } from '../../data/film-index.ts';
import { cardTexts, factText } from '../../domain/card-text.ts';
import type { Fact, Film } from '../../domain/film.ts';
import { defaultSettings } from '../../domain/guild-settings.ts';
import type { GuildSettings } from '../../domain/guild-settings.ts';
import type { Tally } from '../../domain/rating.ts';
import type { MessageKey, Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import { colorOf } from './colors.ts';
import { inOnePiece } from './in-one-piece.ts';
import { clubRatingIn, howIn, labelOf, otherTitleIn, peopleIn, runtimeIn } from './lines.ts';

type Card = Readonly<{
  film: Film;
  films: FilmIndex;
  t: Translate;
  /** `full` adds who wrote it, what it is based on, its languages and awards. */
  detail: 'short' | 'full';
  /** Adds how it ends, masked. */
  spoilers?: boolean;
  /** What the guild has chosen for its cards. */
  club?: Pick<GuildSettings, 'spoilers' | 'warnings' | 'color'>;
  /** What the club thinks of it, if anybody there has rated it. */
  rating?: Tally | undefined;
  footer?: string;
}>;

/**
 * A film as a card: what it is and why to see it, then what one should know. Who, how long and where stand in one line:
 * on a phone every field takes two, and the description would be out of sight.
 */
export function filmCard({ rating, footer, ...card }: Card): APIEmbed {
  const embed = { ...keptCard(card), color: colorOf(card.film, card.club) };
  // The club's rating changes with every press, so it stays out of what is kept; in the footer it costs no line of its own.
  const lines = [
    ...(rating && rating.count > 0 ? [clubRatingIn(rating, card.t)] : []),
    ...(footer === undefined ? [] : [footer]),
  ];
  return lines.length === 0 ? embed : { ...embed, footer: { text: inOnePiece(lines.join(' · ')) } };
}

/** By library: the cards made so far, which never change, as the library does not. */
const kept = new WeakMap<FilmIndex, Map<string, APIEmbed>>();

function keptCard(card: Card): APIEmbed {
  const { film, films, t, detail, club: { warnings } = defaultSettings } = card;
  const spoilers = isEndingShown(card);
  const cards = kept.get(films) ?? new Map<string, APIEmbed>();
  kept.set(films, cards);
  const key = `${film.id} ${t.locale} ${detail} ${spoilers} ${warnings}`;
  const embed = cards.get(key) ?? inOnePiece(makeCard(card));
  cards.set(key, embed);
  return embed;
}

/** By the question, or by what the guild has chosen. */
const isEndingShown = ({ spoilers = false, club }: Pick<Card, 'spoilers' | 'club'>): boolean =>
  spoilers || (club?.spoilers ?? false);

function makeCard(card: Card): APIEmbed {
  const { film, films, t, detail, club: { warnings } = defaultSettings } = card;
  const other = otherTitleIn(film, t);
  const tell: Tell = (part, label) => {
    const value = cardTexts[part](film, t.language, films);
    return value === '' ? [] : [{ name: t(label), value }];
  };
  const fields = [
    ...evacuationField(film, films, t),
    // The first is the one that the library's author would tell first; /film fact and its button tell the others.
    ...film.facts.slice(0, 1).map((fact) => ({ name: t('card.fact'), value: factIn(fact, t) })),
    ...(warnings ? tell('contentWarnings', 'card.warnings') : []),
    ...tell('themes', 'card.themes'),
    ...(detail === 'full' ? fullFields(tell) : []),
    ...(isEndingShown(card) ? tell('spoilers', 'card.ending') : []),
  ];
  return {
    title: escapeMarkdown(labelOf(film, t)),
    ...(film.imdbId !== undefined && { url: `https://www.imdb.com/title/${film.imdbId}/` }),
    color: colorOf(film),
    description: [
      [...(other === undefined ? [] : [`*${escapeMarkdown(other)}*`]), escapeMarkdown(credits(film, films, t))].join(
        '\n',
      ),
      escapeMarkdown(t.text(film.description)),
    ].join('\n\n'),
    fields,
  };
}

/** `Directed by Larisa Shepitko · 1 h 51 min · Soviet Union`. */
function credits(film: Film, films: FilmIndex, t: Translate): string {
  return [
    t('card.directors', { names: peopleIn(film.directors, films, t) }),
    ...(film.runtimeMinutes === undefined ? [] : [runtimeIn(film.runtimeMinutes, t)]),
    film.countries.map((country) => t.text(country)).join(', '),
  ].join(' · ');
}

/** A fact as a reader sees it. */
export const factIn = (fact: Fact, t: Translate): string =>
  factText(fact, t.language, t(`confidence.${fact.confidence}`));

/** A field over the whole width, or none where there is nothing to say. */
type Tell = (part: keyof typeof cardTexts, label: MessageKey) => APIEmbedField[];

const fullFields = (tell: Tell): APIEmbedField[] => [
  ...tell('writers', 'card.writer'),
  ...tell('basedOn', 'card.based-on'),
  ...tell('languages', 'card.production'),
  ...tell('awards', 'card.awards'),
];

/** The club’s first question: how much of an evacuation the film shows. */
function evacuationField(film: Film, films: FilmIndex, t: Translate): APIEmbedField[] {
  const theme = films.theme('evacuation');
  const how = howIn(films.relation(film, 'evacuation'), t);
  return theme && how !== '' ? [{ name: t.text(theme.name), value: how }] : [];
}
