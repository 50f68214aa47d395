import { decadeOf } from '../domain/film.ts';
import type { Film } from '../domain/film.ts';
import type { Person, Theme } from '../domain/library.ts';

/** Why one film is like another. */
export type Reason =
  | Readonly<{ kind: 'theme'; theme: Theme }>
  | Readonly<{ kind: 'director' | 'writer' | 'author'; person: Person }>
  | Readonly<{ kind: 'decade'; decade: number }>;

export type Similar = Readonly<{ film: Film; reasons: readonly Reason[] }>;

type Lookup = Readonly<{ theme(id: string): Theme | undefined; person(id: string): Person | undefined }>;

/** How much of a theme counts: a film that hardly shows it is hardly like another one because of it. */
const weight = { central: 3, part: 2, echo: 1, listed: 0 } as const;

/**
 * The films most like `film`, each with its reasons, the most telling first. People in common count most, then themes (rare
 * ones more than those that half of the library carries), then the decade; a decade alone is no likeness.
 */
export function similarFilms(film: Film, all: readonly Film[], lookup: Lookup, limit: number): readonly Similar[] {
  const carriers = new Map<string, number>();
  for (const { themes } of all) for (const { id } of themes) carriers.set(id, (carriers.get(id) ?? 0) + 1);

  const scored = all
    .filter((other) => other.id !== film.id)
    .map((other) => ({
      film: other,
      reasons: [
        ...sharedPeople(film, other, lookup),
        ...sharedThemes(film, other, lookup, (id) => Math.log2(1 + all.length / (carriers.get(id) ?? 1))),
        ...sharedDecade(film, other),
      ].toSorted((a, b) => b.score - a.score),
    }))
    .filter(({ reasons }) => reasons.some(({ reason }) => reason.kind !== 'decade'))
    .map(({ film: other, reasons }) => ({
      film: other,
      score: reasons.reduce((sum, { score }) => sum + score, 0),
      reasons: reasons.map(({ reason }) => reason),
    }))
    .toSorted((a, b) => b.score - a.score || a.film.year - b.film.year || (a.film.id < b.film.id ? -1 : 1));
  return scored.slice(0, limit).map(({ film: other, reasons }) => ({ film: other, reasons }));
}

type Scored = Readonly<{ reason: Reason; score: number }>;

function sharedPeople(a: Film, b: Film, lookup: Lookup): Scored[] {
  const roles = [
    { kind: 'director', score: 12, of: (film: Film) => film.directors },
    { kind: 'author', score: 9, of: (film: Film) => film.basedOn?.authors ?? [] },
    { kind: 'writer', score: 6, of: (film: Film) => film.writers },
  ] as const;
  const seen = new Set<string>();
  return roles.flatMap(({ kind, score, of }) => {
    const theirs = new Set(of(b));
    return of(a).flatMap((id) => {
      const shared = theirs.has(id) && !seen.has(id) ? lookup.person(id) : undefined;
      if (!shared) return [];
      seen.add(id);
      return [{ reason: { kind, person: shared }, score }];
    });
  });
}

function sharedThemes(a: Film, b: Film, lookup: Lookup, rarity: (id: string) => number): Scored[] {
  return a.themes.flatMap((mine) => {
    const other = b.themes.find(({ id }) => id === mine.id);
    const shared = other && lookup.theme(mine.id);
    if (!shared) return [];
    const score = Math.min(weight[mine.relevance ?? 'part'], weight[other.relevance ?? 'part']) * rarity(mine.id);
    return score > 0 ? [{ reason: { kind: 'theme', theme: shared } as const, score }] : [];
  });
}

const sharedDecade = (a: Film, b: Film): Scored[] =>
  decadeOf(a) === decadeOf(b) ? [{ reason: { kind: 'decade', decade: decadeOf(a) }, score: 1 }] : [];
