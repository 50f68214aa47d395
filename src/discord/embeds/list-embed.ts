import type { APIEmbed } from 'discord-api-types/v10';
import type { FilmIndex } from '../../data/film-index.ts';
import type { Hit } from '../../data/film-search.ts';
import type { Film } from '../../domain/film.ts';
import type { Tally } from '../../domain/rating.ts';
import type { Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import { accent } from './colors.ts';
import { labelOf, peopleIn, quoted, runtimeIn } from './lines.ts';
import { pageFooter } from './paging.ts';
import type { Page } from './paging.ts';

type Parts = Readonly<{
  title: string;
  header: readonly string[];
  page: Page<Film>;
  /** What the club thinks of each film, where that is to be said. */
  tallies?: ReadonlyMap<string, Tally>;
  films: FilmIndex;
  t: Translate;
}>;

/** A page of films, numbered through, under what they were chosen by. */
export function listEmbed({ title, header, page, tallies, films, t }: Parts): APIEmbed {
  const lines = page.items.map((film, at) => {
    const tally = tallies?.get(film.id);
    const rest = [
      ...(tally ? [t('top.scores', { average: tally.average, count: tally.count })] : []),
      peopleIn(film.directors, films, t),
      ...(film.runtimeMinutes === undefined ? [] : [runtimeIn(film.runtimeMinutes, t)]),
    ].join(' · ');
    return `${page.first + at + 1}\\. **${escapeMarkdown(labelOf(film, t))}**\n${escapeMarkdown(rest)}`;
  });
  return {
    title: escapeMarkdown(title),
    color: accent,
    description: [...header, ...lines].join('\n\n'),
    footer: { text: pageFooter(page, t) },
  };
}

/** A page of what a search found, each with the field that matched. */
export function searchEmbed(query: string, page: Page<Hit>, t: Translate): APIEmbed {
  const lines = page.items.map(({ film, field, text }, at) => {
    const where = t(`search.in.${field}`, { text });
    return `${page.first + at + 1}\\. **${escapeMarkdown(labelOf(film, t))}**\n${escapeMarkdown(where)}`;
  });
  return {
    title: t('search.title', { query: quoted(query) }),
    color: accent,
    description: lines.join('\n\n'),
    footer: { text: pageFooter(page, t) },
  };
}
