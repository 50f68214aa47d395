import type { Film } from '../../domain/film.ts';
import type { GuildSettings } from '../../domain/guild-settings.ts';

/**
 * A tone for each theme. All are equally bright (relative luminance 0.22), so that the bar beside a card stands out, at
 * 3:1 and more, from Discord's light ground as from its dark one.
 */
export const themeColors: ReadonlyMap<string, number> = new Map([
  ['evacuation', 0xbd6e28],
  ['home-front', 0x9b7e27],
  ['siege-of-leningrad', 0x4587b6],
  ['stalingrad', 0xcc6150],
  ['front-line', 0x708a3b],
  ['partisans', 0x469152],
  ['occupation', 0x837ca8],
  ['women-at-war', 0xc36091],
  ['childhood', 0x288da1],
  ['orphans', 0x3d8e87],
  ['love-and-separation', 0xd5576c],
  ['homecoming', 0x3e9067],
  ['prisoners', 0x917e6b],
  ['holocaust', 0x818181],
  ['moral-choice', 0x9e6dc0],
  ['espionage', 0x677fc5],
  ['civil-war', 0xd55959],
  ['memory', 0xa76da7],
]);

/** For what is about no theme, and for themes that an operator's own library adds. */
export const accent = 0x718396;

export const colorOfTheme = (id: string): number => themeColors.get(id) ?? accent;

/** The colour of all that is said about one film: the club's if it has one, else that of the first theme which the film really shows. */
export function colorOf({ themes }: Film, { color }: Pick<GuildSettings, 'color'> = {}): number {
  if (color !== undefined) return color;
  const shown = themes.find(({ relevance }) => relevance !== 'listed');
  return shown ? colorOfTheme(shown.id) : accent;
}
