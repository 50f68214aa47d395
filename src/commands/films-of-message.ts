import type { APIMessage } from 'discord-api-types/v10';
import { z } from 'zod';
import { filmArg } from '../components/film-or-gone.ts';
import { components } from '../components/index.ts';
import { readCustomId } from '../discord/component.ts';
import { limits } from '../discord/limits.ts';
import type { MessageCommandRequest } from '../discord/request.ts';
import type { Film } from '../domain/film.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Services } from '../services/services.ts';

/**
 * The films a message is about: those that its buttons and menus name, if it is a card of ours; that of our post, which may have
 * none; else those in its words.
 */
export async function filmsOfMessage(
  { message, guildId }: Pick<MessageCommandRequest, 'message' | 'guildId'>,
  { films, posts }: Pick<Services, 'films' | 'posts'>,
): Promise<readonly Film[]> {
  const named = idsIn(message.components).flatMap((id) => films.film(id) ?? []);
  if (named.length > 0) return unique(named);
  const posted = films.film((await postOf(message, guildId, posts))?.filmId ?? '');
  if (posted) return [posted];
  const { content, embeds } = Words.parse(message);
  const words = [content, ...embeds.flatMap(({ title, description }) => [title, description])];
  const read = words.map((part) => part.slice(0, limits.embedDescription)).join('\n');
  return films.mentionedIn(read.slice(0, mostRead));
}

/** Our post that a message is, if it is one; while the store is away, there are the words. */
async function postOf({ id }: APIMessage, guildId: string | undefined, posts: Services['posts']) {
  if (guildId === undefined || typeof id !== 'string') return undefined;
  try {
    return await posts.ofMessage(guildId, id);
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
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

/** Where in its custom_id a component names a film, by its route. Anything else there may be called like one. */
const filmAt: ReadonlyMap<string, number> = new Map(
  components.map(({ route, args }) => [route, args instanceof z.ZodTuple ? args.def.items.indexOf(filmArg) : -1]),
);

function filmIn(customId: string): readonly string[] {
  const { route, args } = readCustomId(customId);
  return args.filter((_, at) => at === filmAt.get(route));
}

/** The film of every custom_id and every value of a menu, wherever in the layout; a film's id is told by the library. */
function idsIn(part: unknown, layer = 0): readonly string[] {
  if (layer > mostLayers) return [];
  const within = (deeper: unknown): readonly string[] => idsIn(deeper, layer + 1);
  if (Array.isArray(part)) return part.flatMap(within);
  if (typeof part !== 'object' || part === null) return [];
  const { custom_id: customId, value, components: inner, options } = part as Record<string, unknown>;
  return [
    ...(isShort(customId) ? filmIn(customId) : []),
    ...(isShort(value) ? [value] : []),
    ...within(inner),
    ...within(options),
  ];
}

const isShort = (id: unknown): id is string => typeof id === 'string' && id.length <= limits.customId;

const unique = (films: readonly Film[]): readonly Film[] => [...new Set(films)];
