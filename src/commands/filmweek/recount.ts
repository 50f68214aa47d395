import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { guildIn } from '../../components/guild-in.ts';
import { recountReply } from '../../components/recount.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { plainTitleOf, quoted } from '../../discord/embeds/lines.ts';
import type { SentPost } from '../../domain/post.ts';
import { zoneOrUtc } from '../../domain/schedule.ts';
import { UserError } from '../../errors.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Services } from '../../services/services.ts';
import { Typed } from '../film/options.ts';
import { meantBy } from './options.ts';

/** A post of the guild that is open for rating: completes by film, the latest first. */
const post = defineOption({
  key: 'rated_post',
  type: ApplicationCommandOptionType.String,
  schema: Typed.optional(),
  autocomplete: async ({ typed, guildId, t }, { posts, films, settings }) => {
    const all = guildId === undefined ? [] : await posts.latest(guildId);
    const { timezone } = await settings.orDefaults(guildId);
    const isMeant = meantBy(typed, films);
    return all
      .filter(({ filmId }) => isMeant(filmId))
      .slice(0, 25)
      .map((found) => ({ name: nameOf(found, films, timezone, t), value: found.messageId }));
  },
});

/** `/filmweek recount`: reads the reactions of a post anew, those of the latest if none is named. */
export const recount = defineSubcommand({
  name: 'recount',
  options: { post },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const all = await services.posts.latest(guildIn(request));
    if (all.length === 0) throw new UserError('recount.no-posts');
    const { post: typed } = request.options;
    return recountReply(typed === undefined ? all[0] : postOf(typed, all, services), request, services);
  },
});

/** The post that was typed or picked: by its id or link, or the latest of a film. Refuses (`recount.unknown`) anything else. */
function postOf(typed: string, all: readonly SentPost[], { films }: Services): SentPost {
  const found = films.resolve('film', typed);
  const filmId = found.kind === 'one' ? found.item.id : undefined;
  const post =
    all.find(({ messageId }) => typed === messageId || typed.endsWith(`/${messageId}`)) ??
    all.find((one) => one.filmId === filmId);
  if (!post) throw new UserError('recount.unknown', { typed: quoted(typed) });
  return post;
}

function nameOf({ filmId, createdAt }: SentPost, films: Services['films'], timeZone: string, t: Translate): string {
  const day = new Intl.DateTimeFormat(t.locale, {
    dateStyle: 'medium',
    timeZone: zoneOrUtc(timeZone),
  }).format(createdAt.epochMilliseconds);
  return `${plainTitleOf(filmId, films, t).slice(0, 70)} · ${day}`;
}
