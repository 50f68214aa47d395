import { z } from 'zod';
import type { Text } from '../domain/text.ts';
import { clamp } from '../discord/clamp.ts';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { collectionMenu } from './collection.ts';
import { themeMenu } from './theme.ts';

const what = ['themes', 'collections'] as const;

/** Another page of all themes or all collections, in place of the one shown. */
export const cataloguePage = defineComponent({
  route: 'catalogue',
  args: z.tuple([z.enum(what), z.coerce.number()]),
  placement: 'update',
  execute: ({ t }, [kind, page], { films }) => catalogueReply(kind, page, films, t),
});

/** All themes, or all collections, each with how many films it has; one page of them. */
export function catalogueReply(
  kind: (typeof what)[number],
  number: number,
  films: Services['films'],
  t: Translate,
): MessageReply {
  const { title, page, lines, menu } = kind === 'themes' ? themesOn(number, films, t) : collectionsOn(number, films, t);
  return {
    embeds: [
      {
        title,
        color: accent,
        description: lines.join('\n\n'),
        ...(page.of > 1 && { footer: { text: t('page.short', { page: page.number, pages: page.of }) } }),
      },
    ],
    components: [...menu, ...pagerRow(page, t, (to) => cataloguePage.customId(kind, to))],
  };
}

function themesOn(number: number, films: Services['films'], t: Translate) {
  const counted = films.themes.map((theme) => ({ theme, count: films.select({ theme: theme.id }).length }));
  // Nobody looks for a theme without films; it stands at the end, so that a club sees what is missing.
  const page = pageOf(
    [...counted.filter(({ count }) => count > 0), ...counted.filter(({ count }) => count === 0)],
    number,
  );
  return {
    title: t('themes.title'),
    page,
    lines: page.items.map(({ theme, count }) => entry(theme.name, count, theme.definition, t)),
    menu: themeMenu(
      page.items.map(({ theme }) => theme),
      t,
    ),
  };
}

function collectionsOn(number: number, films: Services['films'], t: Translate) {
  const page = pageOf(films.collections, number);
  return {
    title: t('collections.title'),
    page,
    lines: page.items.map(({ name, introduction, films: ids }) => entry(name, ids.length, introduction, t)),
    menu: collectionMenu(page.items, t),
  };
}

/** The name, the count, and how the text begins. */
const entry = (name: Text, count: number, text: Text, t: Translate): string =>
  `**${escapeMarkdown(t.text(name))}** · ${t('count.films', { count })}\n${escapeMarkdown(clamp(t.text(text), 200))}`;
