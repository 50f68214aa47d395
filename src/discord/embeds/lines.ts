import type { FilmIndex } from '../../data/film-index.ts';
import type { Film, FilmTheme } from '../../domain/film.ts';
import { titleIn } from '../../domain/film.ts';
import type { Tally } from '../../domain/rating.ts';
import type { Translate } from '../../locales/translate.ts';
import { clamp } from '../clamp.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';

/** `1964` or `1964–1966`. */
const yearsOf = ({ year, endYear }: Film): string =>
  endYear === undefined || endYear === year ? String(year) : `${year}–${endYear}`;

/** `45 min`, `1 h 35 min`, `2 h`. */
export function runtimeIn(minutes: number, t: Translate): string {
  if (minutes < 60) return t('runtime.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? t('runtime.whole-hours', { hours }) : t('runtime.hours', { hours, minutes: rest });
}

/** `The Ascent (1977)`, plain: for labels and choices, which know no markdown. */
export const labelOf = (film: Film, t: Pick<Translate, 'language'>): string =>
  `${titleIn(film, t.language)} (${yearsOf(film)})`;

/** The same where markdown is read, for a reader whose language is not known yet: who is refused is told so in their own. */
export const labelFor = (film: Film): Readonly<Record<'en' | 'ru', string>> => ({
  en: escapeMarkdown(labelOf(film, { language: 'en' })),
  ru: escapeMarkdown(labelOf(film, { language: 'ru' })),
});

/** The same by id, for a film that may have left the library: that one is still known by its id. */
export function plainTitleOf(filmId: string, films: FilmIndex, t: Translate): string {
  const film = films.film(filmId);
  return film ? labelOf(film, t) : filmId;
}

/** The same where markdown is read. */
export const titleOf = (filmId: string | undefined, films: FilmIndex, t: Translate): string =>
  escapeMarkdown(plainTitleOf(filmId ?? '', films, t));

/** `<t:…:F>`: each reader sees it in their own zone. */
export const momentIn = (at: Temporal.Instant, style = 'F'): string =>
  `<t:${Math.floor(at.epochMilliseconds / 1000)}:${style}>`;

/** The title that a reader of the other language knows, if it is another one. */
export function otherTitleIn(film: Film, t: Translate): string | undefined {
  const other = t.language === 'ru' ? film.title : film.originalTitle;
  return other === titleIn(film, t.language) ? undefined : other;
}

/** `Larisa Shepitko, Elem Klimov`, plain. */
export const peopleIn = (ids: readonly string[], films: FilmIndex, t: Translate): string =>
  ids
    .flatMap((id) => films.person(id)?.name ?? [])
    .map((name) => t.text(name))
    .join(', ');

/** How a film relates to a theme: how much of it, and a sentence. Empty where the library says neither. */
export function howIn(relation: FilmTheme | undefined, t: Translate): string {
  const { relevance, note } = relation ?? {};
  return [
    ...(relevance ? [`*${t(`relevance.${relevance}`)}*`] : []),
    ...(note ? [escapeMarkdown(t.text(note))] : []),
  ].join(' — ');
}

/** What a member typed, said back to them: one line, not too long, and nothing in it that acts, nor a link; … for nothing. */
export const quoted = (typed: string, most = 60): string => {
  const words = typed
    .replace(/[\p{C}\s]+/gu, ' ')
    // No word of any language stacks more marks on a letter; what does runs over the lines above and below.
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replaceAll('://', ': //')
    // Discord opens `discord.gg/x` without a scheme, too.
    .replace(/(\.\p{L}{2,})\//gu, '$1 /')
    .trim();
  return words === '' ? '…' : escapeMarkdown(clamp(words, most));
};

/** `Club rating: 4.2 of 5, 17 ratings`. */
export const clubRatingIn = ({ average, count }: Tally, t: Translate): string => t('rating.club', { average, count });

/** `4.2 of 5, 17 ratings`, in a list; that there are none, where nobody rated. */
export const scoresIn = ({ average, count }: Tally, t: Translate): string =>
  count === 0 ? t('history.unrated') : t('top.scores', { average, count });
