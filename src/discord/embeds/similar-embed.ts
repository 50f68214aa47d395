import type { APIEmbed } from 'discord-api-types/v10';
import type { Reason, Similar } from '../../data/similar.ts';
import type { Film } from '../../domain/film.ts';
import type { Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import type { Request } from '../request.ts';
import { colorOf } from './colors.ts';
import { labelOf } from './lines.ts';

/** A reader takes in three themes at a glance. */
const mostThemes = 3;

/** Films like one, each with its reasons in words: people first, then themes, then the decade. */
export function similarEmbed(
  film: Film,
  found: readonly Similar[],
  { t, club }: Pick<Request, 't' | 'club'>,
): APIEmbed {
  return {
    title: escapeMarkdown(t('similar.title', { title: labelOf(film, t) })),
    color: colorOf(film, club),
    description: found
      .map(({ film: other, reasons }) => {
        const why = reasonsIn(reasons, t).join(' · ');
        return `**${escapeMarkdown(labelOf(other, t))}**\n${escapeMarkdown(why)}`;
      })
      .join('\n\n'),
  };
}

function reasonsIn(reasons: readonly Reason[], t: Translate): string[] {
  const people = reasons.flatMap((reason) =>
    'person' in reason ? [t(`similar.${reason.kind}`, { value: t.text(reason.person.name) })] : [],
  );
  const themes = reasons
    .flatMap((reason) => (reason.kind === 'theme' ? [t.text(reason.theme.name)] : []))
    .slice(0, mostThemes);
  // As text: a year is no number to be grouped by thousands.
  const decades = reasons.flatMap((reason) =>
    reason.kind === 'decade' ? [t('similar.decade', { value: String(reason.decade) })] : [],
  );
  return [
    ...people,
    ...(themes.length === 0 ? [] : [t('similar.themes', { count: themes.length, names: themes.join(', ') })]),
    ...decades,
  ];
}
