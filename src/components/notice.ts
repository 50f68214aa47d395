import type { FilmIndex } from '../data/film-index.ts';
import { isMendable } from '../domain/posting.ts';
import type { Notice } from '../domain/notice.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Translate } from '../locales/translate.ts';
import { postMissed } from './post-now.ts';
import { requeue } from './queue.ts';
import { failedStepIn } from './schedule-lines.ts';

/** What moderators are told about a schedule: what happened, why, and how to mend it; a film that did not come can be posted yet. */
export function noticeReply(notice: Notice, locale: string | undefined, films: FilmIndex): MessageReply {
  const t = translator(localeOf(locale));
  const about = {
    schedule: notice.schedule,
    due: momentIn(notice.dueAt),
    film: notice.kind === 'running-out' ? '' : titleOf(notice.filmId, films, t),
  };
  const content = said(notice, about, t);
  if (!isForAPerson(notice)) return { content };
  const { schedule, key } = notice;
  const isDropped = notice.kind === 'skipped' && notice.dropped;
  return {
    content,
    components: buttonRow(
      button(t('notice.post-now'), postMissed.customId(schedule, key)),
      ...(isDropped ? [button(t('notice.requeue'), requeue.customId(schedule, key))] : []),
    ),
  };
}

/** A moderator’s word brings it: at once, or as soon as they have mended what is in the way. */
function isForAPerson(notice: Notice): notice is Extract<Notice, { key: string }> {
  if (notice.kind === 'unparked') return notice.filmId === undefined;
  if (notice.kind === 'skipped') return notice.reason !== 'no-film';
  return notice.kind === 'unsure' || notice.kind === 'parked';
}

function said(notice: Notice, about: Readonly<Record<'schedule' | 'due' | 'film', string>>, t: Translate): string {
  switch (notice.kind) {
    case 'film-lost':
      return t('notice.film-lost', about);
    case 'running-out':
      return t('notice.running-out', { ...about, left: notice.left });
    case 'unparked':
      return t('notice.unparked', { ...about, came: notice.filmId === undefined ? 'no' : 'yes' });
    case 'step-failed':
      return t('notice.step-failed', { ...about, ...failedStepIn(notice.step, notice.reason, t) });
    default: {
      const again = isMendable(notice.reason) ? 'yes' : 'no';
      const dropped = notice.kind === 'skipped' && notice.dropped ? 'yes' : 'no';
      return t(`notice.${notice.kind}`, { ...about, why: t(`reason.${notice.reason}`), again, dropped });
    }
  }
}
