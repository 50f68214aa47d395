import type { Film } from '../domain/film.ts';
import type { Findings, LibraryFile } from './library-files.ts';

/**
 * No film twice under two ids, and no alias that says nothing new or leads to two films. Titles may be shared by films of
 * different years: there are remakes.
 */
export function checkNames(files: readonly LibraryFile<Film>[], findings: Findings): void {
  const films = files.flatMap((file) => (file.value ? [{ file, film: file.value }] : []));
  const titles = new Map<string, Film[]>();
  for (const { film } of films) {
    for (const title of titlesOf(film)) titles.set(title, [...(titles.get(title) ?? []), film]);
  }
  const byTitleAndYear = new Map<string, Film>();
  const byImdbId = new Map<string, Film>();
  const byAlias = new Map<string, Film>();
  for (const { file, film } of films) {
    const twin = byTitleAndYear.get(`${film.year} ${same(film.originalTitle)}`);
    // The same id twice is told as that already.
    if (twin && twin.id !== film.id)
      findings.value(file, ['originalTitle'], `a film that is not there yet as ${JSON.stringify(twin.id)}`);
    byTitleAndYear.set(`${film.year} ${same(film.originalTitle)}`, film);
    if (film.imdbId !== undefined) {
      const first = byImdbId.get(film.imdbId);
      if (first && first.id !== film.id)
        findings.value(file, ['imdbId'], `another one than that of ${JSON.stringify(first.id)}`);
      byImdbId.set(film.imdbId, film);
    }
    const own = titlesOf(film);
    for (const [at, alias] of film.aliases.entries()) {
      const name = same(alias);
      const other = byAlias.get(name) ?? titles.get(name)?.find(({ id }) => id !== film.id);
      if (own.has(name)) findings.value(file, ['aliases', at], 'a name that the film does not have already');
      else if (other) findings.value(file, ['aliases', at], `a name that is not that of ${JSON.stringify(other.id)}`);
      own.add(name);
      byAlias.set(name, film);
    }
  }
}

const titlesOf = ({ title, originalTitle }: Film): Set<string> => new Set([same(title), same(originalTitle)]);

/** Names that differ in case alone are one to whoever types them. */
const same = (name: string): string => name.toLowerCase();
