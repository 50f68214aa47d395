import type { APIMessage } from 'discord-api-types/v10';
import { z } from 'zod';
import type { FilmIndex } from '../data/film-index.ts';
import type { Film } from '../domain/film.ts';
import { filmMenu, filmReply } from '../components/film.ts';
import type { MessageCommand } from '../discord/command.ts';
import { readCustomId } from '../discord/component.ts';
import { UserError } from '../errors.ts';

/** **Film details** in the menu of a message: the card of the film it is about, for the asker alone. */
export const filmDetails: MessageCommand = {
  kind: 'message',
  name: 'Film details',
  key: 'command.film-details.name',
  inDirectMessages: true,
  visibility: 'ephemeral',
  execute: (request, services) => {
    const { message, t } = request;
    const films = filmsOf(message, services.films);
    const [first] = films;
    if (!first) throw new UserError('details.none');
    if (films.length === 1) return filmReply(first, 'card', request, services);
    return { content: t('details.several'), components: filmMenu(films.slice(0, 25), t) };
  },
};

/** The films a message is about: those that its buttons and menus name, if it is a card of ours; else those in its words. */
function filmsOf(message: APIMessage, films: FilmIndex): readonly Film[] {
  const named = idsIn(message.components).flatMap((id) => films.film(id) ?? []);
  if (named.length > 0) return unique(named);
  const { content, embeds } = Words.parse(message);
  return films.mentionedIn([content, ...embeds.flatMap(({ title, description }) => [title, description])].join('\n'));
}

const text = z.string().catch('');
const noWords = { title: '', description: '' };

/** The words of a message as far as they are there: any part may be missing, or be nothing of what is documented. */
const Words = z.object({
  content: text,
  embeds: z.array(z.object({ title: text, description: text }).catch(noWords)).catch([]),
});

/** Every argument of a custom_id and every value of a menu, wherever in the layout; a film's id is told by the library. */
function idsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(idsIn);
  if (typeof part !== 'object' || part === null) return [];
  const { custom_id: customId, value, components, options } = part as Record<string, unknown>;
  return [
    ...(typeof customId === 'string' ? readCustomId(customId).args : []),
    ...(typeof value === 'string' ? [value] : []),
    ...idsIn(components),
    ...idsIn(options),
  ];
}

const unique = (films: readonly Film[]): readonly Film[] => [...new Set(films)];
