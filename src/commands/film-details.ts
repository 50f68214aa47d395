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
  execute: (request, services) => {
    const { message, t } = request;
    const films = filmsOfMessage(message, services.films);
    const [first] = films;
    if (!first) throw new UserError('details.none');
    if (films.length === 1) return filmReply(first, 'card', request, services);
    return { content: t('details.several'), components: filmMenu(films.slice(0, 25), t) };
  },
};
