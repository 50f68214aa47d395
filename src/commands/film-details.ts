import { filmMenu, filmReply } from '../components/film.ts';
import type { MessageCommand } from '../discord/command.ts';
import { UserError } from '../errors.ts';
import { filmsOfMessage } from './films-of-message.ts';

/** **Film details** in the menu of a message: the card of the film it is about, for the asker alone. */
export const filmDetails: MessageCommand = {
  kind: 'message',
  name: 'Film details',
  key: 'command.film-details.name',
  inDirectMessages: true,
  visibility: 'ephemeral',
  execute: async (request, services) => {
    const { t } = request;
    const films = await filmsOfMessage(request, services);
    const [first] = films;
    if (!first) throw new UserError('details.none');
    if (films.length === 1) return filmReply(first, 'card', request, services);
    return { content: t('details.several'), components: filmMenu(films.slice(0, 25), t) };
  },
};
