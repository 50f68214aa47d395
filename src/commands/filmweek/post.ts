import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { postReply } from '../../components/post-now.ts';
import { withFilm } from '../../components/week-film.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { UserError } from '../../errors.ts';
import { maybeFilm } from '../film/options.ts';
import { keyOf, name } from './options.ts';

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
  execute: (request, services) => {
    const { film, counts: way } = request.options;
    const key = keyOf(request);
    if (film !== undefined) return withFilm(way === 'extra' ? 'extra' : 'post', film, { key }, request, services);
    if (way === 'extra') throw new UserError('week.post.which');
    return postReply(key, undefined, undefined, request, services);
  },
});
