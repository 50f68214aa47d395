import type { APIEmbed } from 'discord-api-types/v10';
import type { FilmIndex } from '../../data/film-index.ts';
import type { Film } from '../../domain/film.ts';
import type { Theme } from '../../domain/library.ts';
import type { Tally } from '../../domain/rating.ts';
import type { Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import { colorOfTheme } from './colors.ts';
import { howIn, labelOf } from './lines.ts';
import { pageFooter } from './paging.ts';
import type { Page } from './paging.ts';

type Parts = Readonly<{
  theme: Theme;
  page: Page<Film>;
  /** What the club thinks of each film, where that is to be said. */
  tallies: ReadonlyMap<string, Tally>;
  films: FilmIndex;
  t: Translate;
}>;

/** A theme: what it means, and for each film of the page how it relates to it. */
export function themeEmbed({ theme, page, tallies, films, t }: Parts): APIEmbed {
  const lines = page.items.map((film) => {
    const how = howIn(films.relation(film, theme.id), t);
    const title = `**${escapeMarkdown(labelOf(film, t))}**`;
    const tally = tallies.get(film.id);
    const scores = tally ? ` · ${t('top.scores', { average: tally.average, count: tally.count })}` : '';
    return `${title}${scores}${how === '' ? '' : `\n${how}`}`;
  });
  return {
    title: escapeMarkdown(t.text(theme.name)),
    color: colorOfTheme(theme.id),
    description: [escapeMarkdown(t.text(theme.definition)), ...(lines.length === 0 ? [t('theme.empty')] : lines)].join(
      '\n\n',
    ),
    footer: { text: pageFooter(page, t) },
  };
}
