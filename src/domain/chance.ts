import type { Random } from './clock.ts';
import type { Mode, RandomPick } from './club-schedule.ts';

/** A film that chance may choose, with the themes that it is of. */
export type Candidate = Readonly<{ filmId: string; themes: readonly string[] }>;

/**
 * Goes on with what chance has chosen, until there are `count` or nothing is left. What was chosen before stays as long as it
 * may still be chosen (it is in the `pool`): a preview stays true. No film comes twice.
 */
export function chooseAhead(
  before: readonly RandomPick[],
  parts: Readonly<{
    mode: Mode;
    theme: string | undefined;
    pool: readonly Candidate[];
    /** All themes, in the order of their turns; and the one whose turn was last. */
    themes: readonly string[];
    lastTheme: string | undefined;
    count: number;
    random: Random;
  }>,
): readonly RandomPick[] {
  const { mode, theme, pool, count, random } = parts;
  if (mode === 'queue_only') return [];
  const left = new Map(pool.filter((film) => isOf(film, mode, theme)).map((film) => [film.filmId, film]));
  const chosen = before.filter(({ filmId }) => left.delete(filmId));
  while (chosen.length < count) {
    const turn = mode === 'theme_rotation' ? nextTheme(chosen, left, parts) : undefined;
    const candidates = [...left.values()].filter(({ themes }) => turn === undefined || themes.includes(turn));
    const film = candidates[Math.floor(random() * candidates.length)];
    if (!film || (mode === 'theme_rotation' && turn === undefined)) break;
    left.delete(film.filmId);
    chosen.push({ filmId: film.filmId, ...(turn !== undefined && { theme: turn }) });
  }
  return chosen;
}

const isOf = ({ themes }: Candidate, mode: Mode, theme: string | undefined): boolean =>
  mode !== 'queue_then_random' || theme === undefined || themes.includes(theme);

/** The first theme after the last one, round and round, that still has a film; a rotation begins with the theme it was given. */
function nextTheme(
  chosen: readonly RandomPick[],
  left: ReadonlyMap<string, Candidate>,
  {
    themes,
    lastTheme,
    theme,
  }: Readonly<{ themes: readonly string[]; lastTheme: string | undefined; theme: string | undefined }>,
): string | undefined {
  const last = chosen.at(-1)?.theme ?? lastTheme;
  const start = last === undefined ? Math.max(0, themes.indexOf(theme ?? '')) : themes.indexOf(last) + 1;
  const turns = [...themes.slice(start), ...themes.slice(0, start)];
  const films = [...left.values()];
  return turns.find((turn) => films.some((film) => film.themes.includes(turn)));
}
