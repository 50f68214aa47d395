import { z } from 'zod';
import { isExtra } from '../domain/occurrence.ts';
import { mentionedRole } from '../domain/club-schedule.ts';
import type { OccurrenceRecord } from '../domain/occurrence.ts';
import type { Film } from '../domain/film.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { defineComponent } from '../discord/component.ts';
import { filmCard } from '../discord/embeds/film-card.ts';
import { labelOf, momentIn } from '../discord/embeds/lines.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import { withoutEmbeds } from '../discord/plain-text.ts';
import type { MessageReply } from '../discord/reply.ts';
import { markerRoute } from '../discord/weekly-marker.ts';
import { localeOf, translator } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { filmEnding, filmReply } from './film.ts';
import { filmArg, filmOrGone } from './film-or-gone.ts';
import { clubRating, rateFilm } from './rating.ts';

/** Opens the full card of the film of the week, for the presser alone; by it the bot knows its post again. */
export const weekCard = defineComponent({
  route: markerRoute,
  args: z.tuple([z.string(), z.string(), filmArg]), // schedule, key of the occurrence, film
  placement: 'ephemeral',
  execute: (request, [, , id], services) => filmReply(filmOrGone(id, services.films), 'card', request, services),
});

type Parts = Readonly<{
  record: Pick<OccurrenceRecord, 'guildId' | 'schedule' | 'key' | 'late' | 'dueAt' | 'item' | 'settings'>;
  film: Film;
  club: GuildSettings;
}>;

/** The film of the week as it stands in its channel, in the language of the guild’s posts. */
export async function weeklyPost(
  { record, film, club }: Parts,
  services: Pick<Services, 'films'> & Parameters<typeof clubRating>[2],
): Promise<{ reply: MessageReply; title: string }> {
  const { films } = services;
  const t = translator(localeOf(club.language ?? record.settings.locale));
  const { schedule, key, late, dueAt, item } = record;
  const roleId = mentionedRole(record.settings, club);
  const lines = [
    `${roleId === undefined ? '' : `<@&${roleId}> `}**${t(isExtra(record) ? 'week.extra' : 'week.title')}**`,
    ...(late ? [t('week.late', { due: momentIn(dueAt) })] : []),
    ...(item?.note === undefined ? [] : [`> ${escapeMarkdown(item.note).replaceAll('\n', '\n> ')}`]),
  ];
  const rates = club.ratingMode === 'buttons' || club.ratingMode === 'both';
  const buttons = [
    ...(rates ? [button(t('card.rate'), rateFilm.customId(film.id))] : []),
    button(t('card.open'), weekCard.customId(schedule, key, film.id)),
    ...(film.spoilers && !club.spoilers ? [button(t('card.show-ending'), filmEnding.customId(film.id))] : []),
  ];
  const rating = await clubRating(film, record, services);
  const reply: MessageReply = {
    content: lines.join('\n'),
    embeds: [filmCard({ film, films, t, detail: 'short', club, rating })],
    components: buttonRow(...buttons),
  };
  return { reply: club.plainText ? withoutEmbeds(reply) : reply, title: labelOf(film, t) };
}
