import type { Random } from './clock.ts';
import type { Mode, RandomPick } from './club-schedule.ts';

/** A film that chance may choose, with the themes that it is of. */
export type Candidate = Readonly<{ filmId: string; themes: readonly string[] }>;

/** A schedule for which chance chooses. */
export type Chooser = Readonly<{
  mode: Mode;
  theme: string | undefined;
  /** The theme whose turn was last. */
  lastTheme: string | undefined;
  /** Chosen already, in order. */
  before: readonly RandomPick[];
  /** When it needs a film that no moderator has chosen, in order. */
  turns: readonly Temporal.Instant[];
}>;

/**
 * Goes on with what chance has chosen for the schedules of a guild, until each turn has a film or none is left. They draw from
 * the same films, so they do it together, in the order of their turns (at the same time in their own order): what one shows
 * is nothing that another has promised. What was chosen before stays in its place as long as it may still be chosen (it is in
 * the `pool`): a preview stays true. No film comes twice.
 */
export function chooseTogether(
  choosers: readonly Chooser[],
  parts: Readonly<{
    pool: readonly Candidate[];
    /** All themes, in the order of their turns. */
    themes: readonly string[];
    random: Random;
  }>,
): readonly (readonly RandomPick[])[] {
  const left = byId(parts.pool);
  const take = (chooser: Chooser, pick: RandomPick | undefined): pick is RandomPick => {
    const film = left.get(pick?.filmId ?? '');
    return film !== undefined && isFor(chooser, film) && left.delete(film.filmId);
  };
  const rows = choosers.map((chooser) => ({
    ...{ chooser, films: [] as (RandomPick | undefined)[] },
    later: chooser.before.slice(chooser.turns.length),
  }));
  const turns = rows
    .flatMap((row) => row.chooser.turns.map((at, turn) => ({ at, turn, row })))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  for (const { turn, row } of turns) {
    const pick = row.chooser.before[turn];
    row.films[turn] = take(row.chooser, pick) ? pick : undefined;
  }
  // What is for no turn now, because moderators have chosen other films, is kept, until somebody else has nothing.
  for (const row of rows) row.later = row.later.filter((pick) => take(row.chooser, pick));
  const later = new Set(rows.flatMap((row) => row.later.map(({ filmId }) => filmId)));
  const kept = byId(parts.pool.filter(({ filmId }) => later.has(filmId)));
  for (const { turn, row } of turns) row.films[turn] ??= draw(row, turn, left, parts) ?? draw(row, turn, kept, parts);
  return rows.map(({ films, later }) => [
    ...films.filter((pick) => pick !== undefined),
    ...later.filter(({ filmId }) => kept.has(filmId)),
  ]);
}

const byId = (films: readonly Candidate[]): Map<string, Candidate> => new Map(films.map((film) => [film.filmId, film]));

/** Takes a film for a turn out of those that are left. */
function draw(
  { chooser, films }: Readonly<{ chooser: Chooser; films: readonly (RandomPick | undefined)[] }>,
  turn: number,
  left: Map<string, Candidate>,
  { themes, random }: Readonly<{ themes: readonly string[]; random: Random }>,
): RandomPick | undefined {
  const fitting = [...left.values()].filter((film) => isFor(chooser, film));
  const last = films.slice(0, turn).findLast((pick) => pick?.theme !== undefined)?.theme ?? chooser.lastTheme;
  const theme = chooser.mode === 'theme_rotation' ? nextTheme(last, fitting, chooser.theme, themes) : undefined;
  if (chooser.mode === 'theme_rotation' && theme === undefined) return undefined;
  const candidates = theme === undefined ? fitting : fitting.filter((film) => film.themes.includes(theme));
  const film = candidates[Math.floor(random() * candidates.length)];
  if (!film) return undefined;
  left.delete(film.filmId);
  return { filmId: film.filmId, ...(theme !== undefined && { theme }) };
}

function isFor({ mode, theme }: Chooser, { themes }: Candidate): boolean {
  if (mode === 'queue_only') return false;
  return mode !== 'queue_then_random' || theme === undefined || themes.includes(theme);
}

/** The first theme after the last one, round and round, that still has a film; a rotation begins with the theme it was given. */
function nextTheme(
  last: string | undefined,
  films: readonly Candidate[],
  given: string | undefined,
  themes: readonly string[],
): string | undefined {
  const start = last === undefined ? Math.max(0, themes.indexOf(given ?? '')) : themes.indexOf(last) + 1;
  const turns = [...themes.slice(start), ...themes.slice(0, start)];
  return turns.find((turn) => films.some((film) => film.themes.includes(turn)));
}
