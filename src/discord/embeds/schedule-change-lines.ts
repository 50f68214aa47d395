import type { FilmIndex } from '../../data/film-index.ts';
import { ScheduleSettings } from '../../domain/club-schedule.ts';
import type { Pause, QueueItem, Skip } from '../../domain/club-schedule.ts';
import type { SomeSchedule } from '../../domain/schedule-change.ts';
import type { Translate } from '../../locales/translate.ts';
import { escapeMarkdown } from '../../domain/markdown.ts';
import { quoted, titleOf } from './lines.ts';

/** As many films as are told one by one. */
const mostTold = 10;

/** The settings that moderators choose, in the order in which they are asked for them. */
const spoken = [
  ...(['channelId', 'weekday', 'time', 'timeZone', 'everyWeeks', 'mode', 'theme', 'roleId', 'thread', 'pin'] as const),
  ...(['graceHours', 'closeRatingDays'] as const),
] satisfies readonly (keyof ScheduleSettings)[];
type Spoken = (typeof spoken)[number];

type Telling = Readonly<{ t: Translate; films: FilmIndex }>;

/** `#films · Friday, 20:00 (Europe/Moscow), every 2 weeks`. */
export const summaryIn = ({ channelId, weekday, time, timeZone, everyWeeks }: ScheduleSettings, t: Translate): string =>
  t('schedule.summary', {
    ...{ channel: `<#${channelId}>`, weekday: t(`choice.weekday.${weekday}`), time, zone: timeZone },
    every: everyWeeks,
  });

/** What a schedule and its queue were and have become, a line for each: `**Day**: Friday → Monday`. */
export function scheduleChangeLines(before: SomeSchedule, after: SomeSchedule, telling: Telling): readonly string[] {
  const { t } = telling;
  if (after.whole) return [t('week.change.made', { summary: summaryIn(after.whole.settings, t) })];
  if (before.whole) return [t('week.change.gone', { count: before.whole.queue.length })];
  if (after.posted) {
    const film = titleOf(after.posted.filmId, telling.films, t);
    return [t(after.posted.extra ? 'week.change.posted-extra' : 'week.change.posted', { film })];
  }
  const queue = queueLines(before, after, telling);
  const more = queue.length - mostTold;
  return [
    ...settingLines(before, after, telling),
    ...(after.paused === undefined ? [] : [after.paused ? pauseIn(after.paused, t) : t('week.change.on')]),
    ...skipLines(before, after, t),
    ...queue.slice(0, mostTold),
    ...(more > 0 ? [t('data.more', { count: more })] : []),
  ];
}

function settingLines(before: SomeSchedule, after: SomeSchedule, telling: Telling): readonly string[] {
  const [was, is] = [before, after].map(({ settings = {} }) =>
    ScheduleSettings.partial()
      .catch({})
      .parse(Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))),
  );
  const changed = spoken.filter((key) => Object.hasOwn(after.settings ?? {}, key));
  return changed.map((key) => {
    const [old, now] = [was, is].map((some = {}) => settingIn(key, some, telling));
    return `**${telling.t(`week.setting.${key}`)}**: ${old} → ${now}`;
  });
}

function settingIn(
  key: Spoken,
  some: Readonly<{ [K in keyof ScheduleSettings]?: ScheduleSettings[K] | undefined }>,
  { t, films }: Telling,
): string {
  switch (key) {
    case 'channelId':
      return some.channelId === undefined ? t('value.nowhere') : `<#${some.channelId}>`;
    case 'weekday':
      return some.weekday === undefined ? '' : t(`choice.weekday.${some.weekday}`);
    case 'mode':
      return some.mode === undefined ? '' : t(`choice.pick_mode.${some.mode}`);
    case 'theme': {
      const theme = films.theme(some.theme ?? '');
      return theme ? escapeMarkdown(t.text(theme.name)) : t('value.none');
    }
    case 'roleId':
      return some.roleId === undefined ? t('value.nobody') : `<@&${some.roleId}>`;
    case 'thread':
    case 'pin':
      return t(some[key] ? 'value.yes' : 'value.no');
    default:
      return escapeMarkdown(String(some[key] ?? ''));
  }
}

/** `Paused until December 10, 2026: summer`. */
export function pauseIn({ until, reason }: Pause, t: Translate): string {
  const said =
    until === undefined ? t('week.change.paused') : t('week.change.paused-until', { date: dayIn(until, t, 'long') });
  return because(said, reason);
}

/** `Left out: Friday, November 27, 2026: a holiday`. */
export const skipIn = ({ week, date = week, reason }: Skip, t: Translate): string =>
  because(t('week.change.left-out', { date: dayIn(date, t) }), reason);

const because = (said: string, reason: string | undefined): string =>
  reason === undefined ? said : `${said}: ${quoted(reason, 200)}`;

/** The weeks that are left out no more, then those that are by now. */
function skipLines(before: SomeSchedule, after: SomeSchedule, t: Translate): readonly string[] {
  const [was, is] = [before.skips?.items ?? [], after.skips?.items ?? []];
  const without = (skips: typeof was, others: typeof was) =>
    skips.filter(({ week }) => !others.some((other) => other.week === week));
  const back = ({ week, date = week }: Skip) => t('week.change.back', { date: dayIn(date, t) });
  return [...without(was, is).map(back), ...without(is, was).map((skip) => skipIn(skip, t))];
}

/** Films that came, went, or moved. Where many moved as one did (it passed them by), that one is told. */
function queueLines(before: SomeSchedule, after: SomeSchedule, telling: Telling): readonly string[] {
  const [was, is] = [placesIn(before), placesIn(after)];
  const [dated, line] = [before.dated ?? after.dated, before.line ?? after.line];
  if (!dated && !line) return [];
  const lines: string[] = [];
  for (const [id, place] of is) {
    const old = was.get(id);
    if (!old) lines.push(placeIn(place, telling));
    else if (old.item.date !== place.item.date) lines.push(`${placeIn(old, telling)} → ${placeIn(place, telling)}`);
  }
  for (const [id, place] of was)
    if (!is.has(id))
      lines.push(telling.t('week.change.out', { film: titleOf(place.item.filmId, telling.films, telling.t) }));
  if (lines.length > 0) return lines;
  const moved = [...is.keys()].toSorted((a, b) => distance(b, was, is) - distance(a, was, is))[0] ?? '';
  const [from, to] = [was.get(moved), is.get(moved)];
  if (!from || !to) return [];
  const film = titleOf(to.item.filmId, telling.films, telling.t);
  return [telling.t('week.change.moved', { film, from: from.number, to: to.number })];
}

type Place = Readonly<{ item: QueueItem; number: number }>;

/** The films of a part of a queue, by their ids; counted from 1. */
const placesIn = ({ dated, line }: SomeSchedule): ReadonlyMap<string, Place> =>
  new Map(
    [dated, line].flatMap((part) =>
      (part?.items ?? []).map((item, at) => [item.id, { item, number: (part?.at ?? 0) + at + 1 }] as const),
    ),
  );

const distance = (id: string, was: ReadonlyMap<string, Place>, is: ReadonlyMap<string, Place>): number =>
  Math.abs((was.get(id)?.number ?? 0) - (is.get(id)?.number ?? 0));

function placeIn({ item, number }: Place, { t, films }: Telling): string {
  const film = titleOf(item.filmId, films, t);
  return item.date === undefined
    ? t('week.change.queued', { film, number })
    : t('week.change.dated', { film, date: dayIn(item.date, t) });
}

/**
 * A date of the guild, which is the same for readers in every zone: `Friday, November 27, 2026`; in the middle of a sentence
 * without its day, which Russian would have to inflect.
 */
const dayIn = (date: string, t: Translate, dateStyle: 'full' | 'long' = 'full'): string =>
  new Intl.DateTimeFormat(t.locale, { dateStyle, timeZone: 'UTC' }).format(
    Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds,
  );
