import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { askForFilm } from '../../components/film-question.ts';
import { guildIn } from '../../components/guild-in.ts';
import { giveScore, rateReply } from '../../components/rating.ts';
import { defineOption, defineSubcommand } from '../../discord/command.ts';
import { Score } from '../../domain/rating.ts';
import { film } from './options.ts';

const score = defineOption({
  key: 'score',
  type: ApplicationCommandOptionType.Integer,
  required: true,
  minValue: 1,
  maxValue: 5,
  schema: Score,
});

/** `/film rate`: records the member's score; seen by them alone. */
export const rate = defineSubcommand({
  name: 'rate',
  options: { film, score },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options, t } = request;
    guildIn(request, 'rating.guild-only');
    const found = services.films.resolve('film', options.film);
    if (found.kind !== 'one') return askForFilm(found, options.film, giveScore.customId('', options.score), t);
    return rateReply(found.item, options.score, 'command', request, services);
  },
});
