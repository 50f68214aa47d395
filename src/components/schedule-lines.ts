import type { FilmIndex } from '../data/film-index.ts';
import { mentionedRole } from '../domain/club-schedule.ts';
import type { Schedule, ScheduleSettings, SkipReason } from '../domain/club-schedule.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import { linkTo } from '../domain/post.ts';
import type { Pick, Planned } from '../domain/pick.ts';
import type { Post } from '../domain/posting.ts';
import type { Occurrence } from '../domain/schedule.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageKey, Translate } from '../locales/translate.ts';
import type { Schedules } from '../services/schedules.ts';

/** Whom the posts of a schedule mention, if anybody. */
export function mentionIn(settings: ScheduleSettings, club: GuildSettings, t: Translate): string[] {
  const roleId = mentionedRole(settings, club);
  return roleId === undefined ? [] : [t('schedule.mentions', { role: `<@&${roleId}>` })];
}

/** The next three dates, as each reader’s clock has them. */
export function datesIn(schedule: Schedule, schedules: Schedules, t: Translate): string {
  const dates = schedules.dates(schedule, 3);
  if (dates.length === 0) return t('schedule.no-dates');
  return t('schedule.dates', { dates: dates.map(({ at }: Occurrence) => momentIn(at)).join(' · ') });
}

/** What a schedule without dates waits for: that its pause ends, and the film that comes first then. */
export const restIn = (first: Pick | undefined, films: FilmIndex, t: Translate): string =>
  [
    t('schedule.next.paused'),
    ...(first ? [t('schedule.next.then', { film: titleOf(first.filmId, films, t) })] : []),
  ].join(' ');

/** Occurrences to come with their films, a line each. */
export function programmeIn(plan: readonly Planned[], films: FilmIndex, t: Translate): string {
  const lines = plan.map(({ occurrence: { at }, pick }) => {
    const due = momentIn(at, 'f');
    return pick
      ? t('schedule.next.film', { due, film: titleOf(pick.filmId, films, t) })
      : t('schedule.next.none', { due });
  });
  return lines.join('\n');
}

/** What became of an occurrence, in a line. */
export function outcomeIn(record: OccurrenceRecord, films: FilmIndex, t: Translate): string {
  const { guildId, posting, dueAt, filmId, reason = posting.reason } = record;
  const why = reason === undefined ? '' : t(`reason.${reason}`);
  const about = { due: momentIn(dueAt, 'f'), film: linked(guildId, posting.post, titleOf(filmId, films, t)), why };
  if (posting.state === 'skipped') return t('schedule.outcome.skipped', about);
  const failed = posting.steps.find((step) => step.failed !== undefined);
  if (failed?.failed) return t('schedule.outcome.step', { ...about, ...failedStepIn(failed.name, failed.failed, t) });
  return t(posting.post || posting.state === 'done' ? 'schedule.outcome.done' : 'schedule.outcome.open', about);
}

/** Which step failed, and why or how to mend it. */
export function failedStepIn(name: string, reason: SkipReason, t: Translate): Readonly<{ step: string; why: string }> {
  const [kind = ''] = name.split(' ');
  const why = reason === 'permission' ? t(`step.fix.${kind}` as MessageKey) : t(`reason.${reason}`);
  return { step: t(`step.${kind}` as MessageKey), why };
}

/** The title as a link to the post, if there is one. */
export const linked = (guildId: string, post: Post | undefined, title: string): string =>
  post ? `[${title}](${linkTo(guildId, post)})` : `**${title}**`;
