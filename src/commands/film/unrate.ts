import { askForFilm } from '../../components/film-question.ts';
import { guildIn } from '../../components/guild-in.ts';
import { withdrawReply, withdrawScore } from '../../components/rating.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { film } from './options.ts';

/** `/film unrate`: withdraws the member's score; seen by them alone. */
export const unrate = defineSubcommand({
  name: 'unrate',
  options: { film },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options, t } = request;
    guildIn(request, 'rating.guild-only');
    const found = services.films.resolve('film', options.film);
    if (found.kind !== 'one') return askForFilm(found, options.film, withdrawScore.customId(''), t);
    return withdrawReply(found.item, request, services);
  },
});
