import type { Film } from '../domain/film.ts';
import { is } from '../domain/authority.ts';
import { accent } from '../discord/embeds/colors.ts';
import { momentIn, titleOf } from '../discord/embeds/lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import type { Current } from '../services/showings.ts';
import { filmMenu, filmReply } from './film.ts';
import { guildIn } from './guild-in.ts';
import { linked } from './schedule-lines.ts';

/** So many schedules are told of: as many as a message holds. */
const mostTold = 20;

/**
 * The current film of each schedule with its post and the next date; one alone with its whole card. What comes next is not
 * given away. Refuses (`week.none`) where no schedule is.
 */
export async function currentReply(request: Request, services: Services): Promise<MessageReply> {
  const guildId = guildIn(request, 'week.guild-only');
  const { t } = request;
  const all = await services.showings.current(guildId);
  if (all.length === 0) throw new UserError(is('moderator', request) ? 'week.none-moderator' : 'week.none');
  const said = all.slice(0, mostTold).map((one) => linesOf(one, guildId, request, services));
  const films = all.flatMap(({ showing }): Film | Film[] => services.films.film(showing?.filmId ?? '') ?? []);
  const [only] = films;
  if (all.length === 1 && only)
    return { content: said.join('\n'), ...(await filmReply(only, 'card', request, services)) };
  const named = all.length === 1 ? said : said.map((lines, at) => `**${all[at]?.schedule.name}**\n${lines}`);
  return {
    embeds: [{ title: t('week.title'), color: accent, description: named.join('\n\n') }],
    components: filmMenu([...new Set(films)], t),
  };
}

/** What a schedule showed last, and when it shows the next film. */
function linesOf(
  { schedule, showing }: Current,
  guildId: string,
  { t }: Request,
  { films, schedules }: Services,
): string {
  const [next] = schedules.dates(schedule, 1);
  const about = showing && {
    film: linked(guildId, showing.link, titleOf(showing.filmId, films, t)),
    shown: momentIn(showing.shownAt, 'D'),
  };
  return [
    about ? t('week.current', about) : t('week.nothing-yet'),
    next ? t('week.next', { due: momentIn(next.at) }) : t('week.no-next'),
  ].join('\n');
}
