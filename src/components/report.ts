import type { Showing } from '../domain/occurrence.ts';
import { calendarOf } from '../domain/calendar.ts';
import type { CalendarEvent } from '../domain/calendar.ts';
import { csvOf } from '../domain/csv.ts';
import { linkTo } from '../domain/post.ts';
import type { Tally } from '../domain/rating.ts';
import { zoneOrUtc } from '../domain/schedule.ts';
import { accent } from '../discord/embeds/colors.ts';
import { momentIn, plainTitleOf, scoresIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageFile, MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { guildIn } from './guild-in.ts';
import { linked } from './schedule-lines.ts';
import { sinceOf } from './top.ts';
import type { Period } from './top.ts';

export const formats = ['message', 'markdown', 'csv', 'ics'] as const;
type Format = (typeof formats)[number];

/** As many films as a message tells of; files hold all. */
const mostTold = 20;
/** So many dates to come are in a calendar, for each schedule: as many as are planned. */
const mostAhead = 8;
/** How long a film of unknown length may take. */
const usualMinutes = 120;

/** A film that was shown, and what the club thinks of it now. */
type Line = Showing & Readonly<{ tally: Tally }>;

/**
 * What the club was shown in a period, with dates, scores and links, the latest first: as a message or a file. A calendar has
 * the dates to come, too. Refuses (`history.none*`) where there is nothing to tell.
 */
export async function reportReply(
  period: Period,
  format: Format,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const guildId = guildIn(request);
  const { t, now, club } = request;
  const { found } = await services.showings.of(guildId, { year: undefined, timeZone: club.timezone, theme: undefined });
  const since = sinceOf(period, now);
  const shown = found.filter(({ shownAt }) => !since || Temporal.Instant.compare(shownAt, since) >= 0);
  const lines = await Promise.all(
    shown.map(async (one) => ({ ...one, tally: await services.ratings.tally(guildId, one.filmId) })),
  );
  if (format === 'ics') {
    const coming = await comingEvents(guildId, request, services);
    const events = [...lines.toReversed().map((line) => eventOf(line, request, services)), ...coming];
    if (events.length === 0) throw new UserError('history.none');
    const said = t('report.calendar', { shown: lines.length, coming: coming.length });
    return fileReply('ics', calendarOf(events, now), said);
  }
  if (lines.length === 0) throw new UserError(found.length === 0 ? 'history.none' : 'history.none-such');
  const summary = summaryOf(lines, request);
  if (format === 'csv') return fileReply('csv', csvOf(rowsOf(lines, request, services)), summary);
  if (format === 'markdown') return fileReply('md', markdownOf(lines, summary, request, services), summary);
  const more = lines.length - mostTold;
  const told = lines.slice(0, mostTold).map((line) => {
    const film = linked(guildId, line.link, titleOf(line.filmId, services.films, t));
    return `${momentIn(line.shownAt, 'd')} ${film} · ${scoresIn(line.tally, request.t)}`;
  });
  return {
    embeds: [
      {
        title: t('report.title'),
        color: accent,
        description: [summary, '', ...told, ...(more > 0 ? [t('data.more', { count: more })] : [])].join('\n'),
      },
    ],
  };
}

function summaryOf(lines: readonly Line[], { t }: Request): string {
  const byFilm = new Map(lines.map(({ filmId, tally }) => [filmId, tally]));
  const rated = [...byFilm.values()].filter(({ count }) => count > 0);
  const count = rated.reduce((sum, tally) => sum + tally.count, 0);
  const average = count === 0 ? 0 : rated.reduce((sum, tally) => sum + tally.average * tally.count, 0) / count;
  const shown = t('report.shown', { count: lines.length });
  return count === 0 ? shown : `${shown} ${t('report.scores', { average, count })}`;
}

const markdownOf = (lines: readonly Line[], summary: string, request: Request, { films }: Services): string =>
  [
    `# ${request.t('report.title')}`,
    '',
    summary,
    '',
    ...lines.map((line) => {
      const film = linked(guildIn(request), line.link, titleOf(line.filmId, films, request.t));
      return `- ${shownOn(line, request)}: ${film} · ${scoresIn(line.tally, request.t)}`;
    }),
    '',
  ].join('\n');

function rowsOf(lines: readonly Line[], request: Request, { films }: Services) {
  const { t } = request;
  const columns = ['date', 'film', 'id', 'schedule', 'average', 'ratings', 'link'] as const;
  return [
    columns.map((column) => t(`report.column.${column}`)),
    ...lines.map((line) => [
      ...[shownOn(line, request), plainTitleOf(line.filmId, films, t), line.filmId, line.schedule],
      ...(line.tally.count === 0 ? ['', 0] : [Math.round(line.tally.average * 100) / 100, line.tally.count]),
      linkOf(line, request) ?? '',
    ]),
  ];
}

const eventOf = (line: Line, request: Request, { films }: Services): CalendarEvent => ({
  uid: uidOf(guildIn(request), line.schedule, line.key),
  at: line.shownAt,
  minutes: films.film(line.filmId)?.runtimeMinutes ?? usualMinutes,
  summary: plainTitleOf(line.filmId, films, request.t),
  description: scoresIn(line.tally, request.t),
  url: linkOf(line, request),
});

/** The next dates of every schedule, with the films that are planned for them. */
async function comingEvents(
  guildId: string,
  { t }: Request,
  { schedules, films }: Services,
): Promise<readonly CalendarEvent[]> {
  const all = await schedules.list(guildId);
  const plans = await Promise.all(
    all.map(async ({ name }) => ({ name, plan: await schedules.preview({ guildId, name }, mostAhead) })),
  );
  return plans.flatMap(({ name, plan }) =>
    plan.map(({ occurrence, pick }) => ({
      uid: uidOf(guildId, name, occurrence.week),
      at: occurrence.at,
      minutes: films.film(pick?.filmId ?? '')?.runtimeMinutes ?? usualMinutes,
      summary: pick ? plainTitleOf(pick.filmId, films, t) : t('week.title'),
    })),
  );
}

/** The same for a date to come and for the film that was shown on it: a calendar that reads both shows one. */
const uidOf = (guildId: string, schedule: string, key: string): string => `${guildId}-${schedule}-${key}@kinoklub`;

const linkOf = ({ link }: Line, request: Request): string | undefined => link && linkTo(guildIn(request), link);

/** By the clocks of the guild. */
const shownOn = ({ shownAt }: Line, { club: { timezone } }: Request): string =>
  shownAt.toZonedDateTimeISO(zoneOrUtc(timezone)).toPlainDate().toString();

const types = { md: 'text/markdown', csv: 'text/csv', ics: 'text/calendar' } as const;

function fileReply(ending: keyof typeof types, text: string, content: string): MessageReply {
  const file: MessageFile = {
    ...{ name: `kinoklub-report.${ending}`, contentType: types[ending] },
    data: new TextEncoder().encode(text),
  };
  return { content, files: [file] };
}
