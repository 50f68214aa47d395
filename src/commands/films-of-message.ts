import type { APIMessage } from 'discord-api-types/v10';
import { z } from 'zod';
import type { FilmIndex } from '../data/film-index.ts';
import { readCustomId } from '../discord/component.ts';
import { limits } from '../discord/limits.ts';
import type { Film } from '../domain/film.ts';

/** The films a message is about: those that its buttons and menus name, if it is a card of ours; else those in its words. */
export function filmsOfMessage(message: APIMessage, films: FilmIndex): readonly Film[] {
  const named = idsIn(message.components).flatMap((id) => films.film(id) ?? []);
  if (named.length > 0) return unique(named);
  const { content, embeds } = Words.parse(message);
  const words = [content, ...embeds.flatMap(({ title, description }) => [title, description])];
  const read = words.map((part) => part.slice(0, limits.embedDescription)).join('\n');
  return films.mentionedIn(read.slice(0, mostRead));
}

/** As much as a message can have: 4,000 characters of somebody who pays for it, and those of its embeds. */
const mostRead = 4000 + limits.embedsTogether;

const text = z.string().catch('');
const noWords = { title: '', description: '' };

/** The words of a message as far as they are there: any part may be missing, or be nothing of what is documented. */
const Words = z.object({
  content: text,
  embeds: z
    .unknown()
    .optional()
    .transform((embeds) => (Array.isArray(embeds) ? embeds.slice(0, limits.embeds) : []))
    .pipe(z.array(z.object({ title: text, description: text }).catch(noWords))),
});

/** Rows or containers of them, in each a list, in that a menu with its list of options; with room for another layer. */
const mostLayers = 10;

/** Every argument of a custom_id and every value of a menu, wherever in the layout; a film's id is told by the library. */
function idsIn(part: unknown, layer = 0): readonly string[] {
  if (layer > mostLayers) return [];
  const within = (inner: unknown): readonly string[] => idsIn(inner, layer + 1);
  if (Array.isArray(part)) return part.flatMap(within);
  if (typeof part !== 'object' || part === null) return [];
  const { custom_id: customId, value, components, options } = part as Record<string, unknown>;
  return [
    ...(isShort(customId) ? readCustomId(customId).args : []),
    ...(isShort(value) ? [value] : []),
    ...within(components),
    ...within(options),
  ];
}

const isShort = (id: unknown): id is string => typeof id === 'string' && id.length <= limits.customId;

const unique = (films: readonly Film[]): readonly Film[] => [...new Set(films)];
