import type { Film } from '../domain/film.ts';
import type { Findings } from './findings.ts';
import { fold, letters } from './fold.ts';
import type { Path } from './json-document.ts';
import type { LibraryFile } from './library-files.ts';

/** What a film is told apart by, of one that does not fit its schema as far as it goes. */
type Named = Readonly<{
  file: LibraryFile<Film>;
  id: string;
  titles: readonly Readonly<{ field: 'title' | 'originalTitle'; name: string; key: string }>[];
  aliases: readonly string[];
  year: unknown;
  imdbId: unknown;
}>;

/**
 * No film twice under two ids, and no alias that says nothing new or leads to two films, however they are written: two names
 * are one where whoever types them would find both. Titles may be shared by films of years apart: there are remakes. What
 * is wrong between two folders is told of the later one, which is the club's own.
 */
export function checkNames(files: readonly LibraryFile<Film>[], findings: Findings): void {
  const films = files.map(namedIn);
  checkAliases(films, tellTwins(films, findings), findings);
}

/** Tells each film that is there already, once, and gives the id of the film that it is. The same id twice is told elsewhere. */
function tellTwins(films: readonly Named[], findings: Findings): ReadonlyMap<Named, string> {
  const twins = new Map<Named, string>();
  const first = new Map<string, Named>();
  for (const film of films) {
    const keys = keysOf(film);
    for (const { field, alike } of keys) {
      const twin = alike.map((key) => first.get(key)).find((other) => other && other.id !== film.id);
      if (!twin) continue;
      const of = JSON.stringify(twin.id);
      const expected = field === 'imdbId' ? `another one than that of ${of}` : `a film that is not there yet as ${of}`;
      findings.value(film.file, [field], expected);
      twins.set(film, twins.get(twin) ?? twin.id);
      break;
    }
    for (const { key } of keys) if (!first.has(key)) first.set(key, film);
  }
  return twins;
}

/** By what a film is known, and by which keys of others it is the same film: catalogs differ by a year about many. */
function keysOf({ titles, year, imdbId }: Named): { field: keyof Film; key: string; alike: string[] }[] {
  const years = typeof year === 'number' ? [year, year - 1, year + 1] : [];
  return [
    ...titles.map(({ field, key }) => ({
      field,
      key: `${String(year)} ${key}`,
      alike: years.map((near) => `${near} ${key}`),
    })),
    ...(typeof imdbId === 'string' ? [{ field: 'imdbId' as const, key: imdbId, alike: [imdbId] }] : []),
  ];
}

/** An alias is told where it stands; if a club's film has it as its title, that one is told instead. */
function checkAliases(films: readonly Named[], twins: ReadonlyMap<Named, string>, findings: Findings): void {
  const titled = films.flatMap((film) => film.titles.map(({ key }) => ({ key, film })));
  const byTitle = Map.groupBy(titled, ({ key }) => key);
  const byAlias = new Map<string, Named>();
  const done = new Set<string>();
  for (const film of films) {
    const { root } = film.file;
    done.add(root);
    const isOther = (other: Named | undefined): boolean =>
      other !== undefined && (twins.get(other) ?? other.id) !== (twins.get(film) ?? film.id);
    const tell = (path: Path, { id }: Named): void =>
      findings.value(film.file, path, `a name that is not that of ${JSON.stringify(id)}`);
    for (const { field, key } of film.titles) {
      const other = byAlias.get(key);
      if (other && other.file.root !== root && isOther(other)) tell([field], other);
    }
    const own = new Set(film.titles.map(({ name }) => spelling(name)));
    for (const [at, alias] of film.aliases.entries()) {
      const key = sound(alias);
      const sharing = [byAlias.get(key), ...(byTitle.get(key) ?? []).map((one) => one.film)];
      const other = sharing.find((one) => one && done.has(one.file.root) && isOther(one));
      // Of its own title a film may have transliterations.
      if (own.has(spelling(alias))) {
        findings.value(film.file, ['aliases', at], 'a name that the film does not have already');
      } else if (other) tell(['aliases', at], other);
      if (!byAlias.has(key)) byAlias.set(key, film);
      own.add(spelling(alias));
    }
  }
}

function namedIn(file: LibraryFile<Film>): Named {
  const value = file.document?.value;
  const film: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const titles = (['title', 'originalTitle'] as const).map((field) => {
    const name = nameIn(film[field]);
    return { field, name, key: sound(name) };
  });
  return {
    file,
    id: file.name,
    titles: titles.filter(({ name }) => name !== ''),
    // As many, and as long, as the schema takes; what goes beyond is told as that.
    aliases: Array.isArray(film['aliases']) ? film['aliases'].slice(0, 20).map(nameIn) : [],
    year: film['year'],
    imdbId: film['imdbId'],
  };
}

const nameIn = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/** Equal for names that differ in case, accents and signs alone. */
const spelling = (name: string): string => letters(name) || name.toLowerCase();

/** Equal for names that a search takes for each other, in whichever alphabet. */
const sound = (name: string): string => fold(name) || name.toLowerCase();
