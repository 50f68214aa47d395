import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import type { Showing } from '../domain/occurrence.ts';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { pageFooter, pageOf } from '../discord/embeds/paging.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import { momentIn, scoresIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { filmMenu } from './film.ts';
import { guildIn } from './guild-in.ts';
import { linked } from './schedule-lines.ts';

/** The showings that a member asks for. */
type Question = Readonly<{ filter: FilmFilter; year: number | undefined }>;

/** Another page of the history, in place of the one shown; or the first, of the theme that was picked. `0`: every year. */
export const historyPage = defineComponent({
  route: 'history',
  args: z.tuple([z.string(), z.coerce.number().int().min(0).max(9999), z.coerce.number()]),
  placement: 'update',
  execute: (request, [filter, year, page], services) => {
    const question = { filter: readFilter(filter, services.films, request.values[0]), year: year || undefined };
    return historyReply(question, page, request, services);
  },
});

/** Where `historyPage` goes on. */
export const pageId = (code: string, year: number | undefined, page: number): string =>
  historyPage.customId(code, year ?? 0, page);

/**
 * What the club has been shown, the latest first, one page of it, with what the club thinks of each film now. Refuses
 * (`history.none*`) when there is nothing.
 */
export async function historyReply(
  { filter, year }: Question,
  number: number,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const guildId = guildIn(request, 'week.guild-only');
  const { t, club } = request;
  const { found, total } = await services.showings.of(guildId, { year, timeZone: club.timezone, theme: filter.theme });
  if (found.length === 0) throw new UserError(total === 0 ? 'history.none' : 'history.none-such');
  const page = pageOf(found, number);
  const lines = await Promise.all(
    page.items.map(async (one, at) => `${page.first + at + 1}\\. ${await lineOf(one, guildId, services, t)}`),
  );
  const theme = filter.theme === undefined ? undefined : services.films.theme(filter.theme);
  const conditions = [
    ...(theme ? [t('list.filter.theme', { value: t.text(theme.name) })] : []),
    ...(year === undefined ? [] : [String(year)]),
  ].join(' · ');
  const films = page.items.flatMap(({ filmId }): Film | Film[] => services.films.film(filmId) ?? []);
  return {
    embeds: [
      {
        title: t('history.title'),
        color: accent,
        description: [...(conditions === '' ? [] : [escapeMarkdown(conditions)]), ...lines].join('\n\n'),
        footer: { text: pageFooter(page, t) },
      },
    ],
    components: [
      // A film may have been shown twice; a menu takes it once.
      ...filmMenu([...new Set(films)], t),
      ...pagerRow(page, t, (to) => pageId(writeFilter(filter), year, to)),
    ],
  };
}

/** The film with a link to its post; when it was shown, and what the club thinks of it now. */
async function lineOf(
  { filmId, link, shownAt }: Showing,
  guildId: string,
  { films, ratings }: Services,
  t: Translate,
): Promise<string> {
  const scores = scoresIn(await ratings.tally(guildId, filmId), t);
  return `${linked(guildId, link, titleOf(filmId, films, t))}\n${momentIn(shownAt, 'D')} · ${scores}`;
}
