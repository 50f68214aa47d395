import type { Film } from '../domain/film.ts';
import type { Findings } from './findings.ts';
import { fold, letters } from './fold.ts';
import type { LibraryFile } from './library-files.ts';

/** What a film is told apart by, of one that does not fit its schema as far as it goes. */
type Named = Readonly<{
  file: LibraryFile<Film>;
  id: string;
  title: string;
  originalTitle: string;
  aliases: readonly string[];
  year: unknown;
  imdbId: unknown;
}>;

/**
 * No film twice under two ids, and no alias that says nothing new or leads to two films, however they are written: two names
 * are one where whoever types them would find both. Titles may be shared by films of different years: there are remakes.
 */
export function checkNames(files: readonly LibraryFile<Film>[], findings: Findings): void {
  const films = files.map(namedIn);
  const titles = new Map<string, Named[]>();
  for (const film of films) {
    for (const title of new Set(titlesOf(film).map(sound))) titles.set(title, [...(titles.get(title) ?? []), film]);
  }
  const byTitleAndYear = new Map<string, Named>();
  const byImdbId = new Map<unknown, Named>();
  const byAlias = new Map<string, Named>();
  /** Tells whose the key is already; the same id twice is told elsewhere. */
  const taken = <K>(by: Map<K, Named>, key: K, film: Named): Named | undefined => {
    const first = by.get(key);
    if (!first) by.set(key, film);
    return first && first.id !== film.id ? first : undefined;
  };
  for (const film of films) {
    const { file } = film;
    const twin = film.originalTitle && taken(byTitleAndYear, `${String(film.year)} ${sound(film.originalTitle)}`, film);
    if (twin) findings.value(file, ['originalTitle'], `a film that is not there yet as ${JSON.stringify(twin.id)}`);
    const first = typeof film.imdbId === 'string' && taken(byImdbId, film.imdbId, film);
    if (first) findings.value(file, ['imdbId'], `another one than that of ${JSON.stringify(first.id)}`);
    const own = new Set(titlesOf(film).map(spelling));
    for (const [at, alias] of film.aliases.entries()) {
      const other = taken(byAlias, sound(alias), film) ?? titles.get(sound(alias))?.find(({ id }) => id !== film.id);
      const path = ['aliases', at];
      // Of its own title a film may have transliterations.
      if (own.has(spelling(alias))) findings.value(file, path, 'a name that the film does not have already');
      else if (other) findings.value(file, path, `a name that is not that of ${JSON.stringify(other.id)}`);
      own.add(spelling(alias));
    }
  }
}

function namedIn(file: LibraryFile<Film>): Named {
  const value = file.document?.value;
  const film: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  return {
    file,
    id: file.name,
    title: nameIn(film['title']),
    originalTitle: nameIn(film['originalTitle']),
    // As many, and as long, as the schema takes; what goes beyond is told as that.
    aliases: Array.isArray(film['aliases']) ? film['aliases'].slice(0, 20).map(nameIn) : [],
    year: film['year'],
    imdbId: film['imdbId'],
  };
}

const nameIn = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

const titlesOf = ({ title, originalTitle }: Named): string[] => [title, originalTitle].filter(Boolean);

/** Equal for names that differ in case, accents and signs alone. */
const spelling = (name: string): string => letters(name) || name.toLowerCase();

/** Equal for names that a search takes for each other, in whichever alphabet. */
const sound = (name: string): string => fold(name) || name.toLowerCase();
