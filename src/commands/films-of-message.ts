import type { APIMessage } from 'discord-api-types/v10';
import { z } from 'zod';
import type { FilmIndex } from '../data/film-index.ts';
import { readCustomId } from '../discord/component.ts';
import type { Film } from '../domain/film.ts';

/** The films a message is about: those that its buttons and menus name, if it is a card of ours; else those in its words. */
export function filmsOfMessage(message: APIMessage, films: FilmIndex): readonly Film[] {
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
