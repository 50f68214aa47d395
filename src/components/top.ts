import { z } from 'zod';
import type { FilmFilter } from '../data/film-index.ts';
import { defineComponent } from '../discord/component.ts';
import { labelFor } from '../discord/embeds/lines.ts';
import { pageOf } from '../discord/embeds/paging.ts';
import { rankingPage } from '../discord/embeds/ranking-embed.ts';
import { pagerRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { rankings } from '../domain/ranking.ts';
import type { RankingKind } from '../domain/ranking.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmMenu } from './film.ts';
import { readFilter, writeFilter } from './filter-code.ts';
import { guildIn } from './guild-in.ts';

/** Since when scores count. */
export const periods = ['all', 'year', 'month'] as const;
export type Period = (typeof periods)[number];
const daysOf = { all: undefined, year: 365, month: 30 } as const;

/** When a period began; nothing for the whole time. */
export function sinceOf(period: Period, now: Temporal.Instant): Temporal.Instant | undefined {
  const days = daysOf[period];
  return days === undefined ? undefined : now.subtract({ hours: 24 * days });
}

/** What a member asks a ranking for. */
type Question = Readonly<{ filter: FilmFilter; kind: RankingKind; period: Period; minVotes: number }>;

/** Another page of a ranking, in place of the one shown; or the first, of the theme that was picked. */
export const topPage = defineComponent({
  route: 'top',
  args: z.tuple([
    z.string(),
    z.enum(rankings),
    z.enum(periods),
    z.coerce.number().int().min(1).max(100),
    z.coerce.number(),
  ]),
  placement: 'update',
  execute: (request, [filter, kind, period, minVotes, page], services) => {
    const question = { filter: readFilter(filter, services.films, request.values[0]), kind, period, minVotes };
    return topReply(question, page, request, services);
  },
});

/** The club's ranking, one page of it. Refuses (`top.*`) when no film is in it yet, and says what it lacks. */
export async function topReply(
  question: Question,
  number: number,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { filter, kind, period, minVotes } = question;
  const { t, now } = request;
  const since = sinceOf(period, now);
  const { places, mean, rated } = await services.ratings.top(guildIn(request, 'rating.guild-only'), {
    kind,
    filter,
    since,
    minVotes,
  });
  if (places.length === 0) throw nothingYet(question, rated);
  const page = pageOf(places, number);
  const conditions = conditionsOf(question, services.films, t);
  const { embeds, files } = await rankingPage({ kind, mean, conditions, page, t });
  const films = page.items.map(({ film }) => film);
  const pager = pagerRow(page, t, (to) => topPage.customId(writeFilter(filter), kind, period, minVotes, to));
  return { embeds, files, components: [...filmMenu(films, t), ...pager] };
}

function conditionsOf({ filter, period, minVotes }: Question, films: Services['films'], t: Translate): string[] {
  const theme = filter.theme === undefined ? undefined : films.theme(filter.theme);
  return [
    ...(theme ? [t('list.filter.theme', { value: t.text(theme.name) })] : []),
    t(`choice.period.${period}`),
    t('top.at-least', { count: minVotes }),
  ];
}

/** Why a ranking is empty: `rated` are the films that it could have, those with the most ratings first. */
function nothingYet(
  { kind, minVotes }: Question,
  [first]: Awaited<ReturnType<Services['ratings']['top']>>['rated'],
): UserError {
  if (!first) return new UserError('top.none');
  const missing = minVotes - first.tally.count;
  if (missing > 0) return new UserError('top.few', { missing, minVotes, title: labelFor(first.film) });
  return new UserError(kind === 'divisive' ? 'top.agree' : 'top.no-gems');
}
