import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { guildIn } from '../../components/guild-in.ts';
import { postNameOf, recountOf, recountReply } from '../../components/recount.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { UserError } from '../../errors.ts';
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
      .map((found) => ({ name: postNameOf(found, films, timezone, t), value: found.messageId }));
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
    return typed === undefined ? recountReply(all[0], request, services) : recountOf(typed, all, request, services);
  },
});
