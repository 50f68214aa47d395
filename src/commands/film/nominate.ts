import { guildIn } from '../../components/guild-in.ts';
import { askWhatToNominate, nominateReply } from '../../components/nominate.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { film, note } from './options.ts';

/** `/film nominate`: proposes a film to the guild's moderators, or joins its open nomination; seen by the member alone. */
export const nominate = defineSubcommand({
  name: 'nominate',
  options: { film, note },
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { options, t } = request;
    guildIn(request, 'nominate.guild-only');
    const found = services.films.resolve('film', options.film);
    if (found.kind === 'one') return nominateReply(found.item, options.note ?? '', request, services);
    return askWhatToNominate(found, options.film, options.note ?? '', t);
  },
});
