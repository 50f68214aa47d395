import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { postedReply, postReply } from '../../components/post-now.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { UserError } from '../../errors.ts';
import { maybeFilm } from '../film/options.ts';
import { filmOf, keyOf, name } from './options.ts';

const ways = ['as_this_week', 'extra'] as const;

const counts = defineOption({
  key: 'counts',
  type: ApplicationCommandOptionType.String,
  choices: ways,
  schema: z.enum(ways).optional(),
});

/** `/filmweek post`: posts a film now, in the place of the next one or beside it; asks where the next one is of a later week. */
export const post = defineSubcommand({
  name: 'post',
  options: { film: maybeFilm, name, counts },
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { options } = request;
    const key = keyOf(request);
    const filmId = options.film === undefined ? undefined : filmOf(options.film, services).id;
    const isExtra = options.counts === 'extra';
    if (isExtra && filmId === undefined) throw new UserError('week.post.which');
    if (!isExtra || filmId === undefined) return postReply(key, filmId, undefined, request, services);
    return postedReply(key, await services.postsNow.extra(key, filmId, request), request, services);
  },
});
