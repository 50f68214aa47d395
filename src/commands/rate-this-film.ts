import { guildIn } from '../components/guild-in.ts';
import { rateChoice, scoresReply } from '../components/rating.ts';
import type { MessageCommand } from '../discord/command.ts';
import { filmOptions, selectRow } from '../discord/embeds/rows.ts';
import { UserError } from '../errors.ts';
import { filmsOfMessage } from './films-of-message.ts';

/** **Rate this film** in the menu of a message: five buttons for the film it is about, for the asker alone. */
export const rateThisFilm: MessageCommand = {
  kind: 'message',
  name: 'Rate this film',
  key: 'command.rate-this-film.name',
  inDirectMessages: true,
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { t } = request;
    guildIn(request, 'rating.guild-only');
    const films = await filmsOfMessage(request, services);
    const [first] = films;
    if (!first) throw new UserError('details.none');
    if (films.length === 1) return scoresReply(first, request, services);
    const options = filmOptions(films, t);
    return { content: t('details.several'), components: selectRow(rateChoice.customId(), t('select.film'), options) };
  },
};
