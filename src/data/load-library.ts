import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Film } from '../domain/film.ts';
import { Collection, People, Themes } from '../domain/library.ts';
import type { Library, Person, Theme } from '../domain/library.ts';
import { Id } from '../domain/text.ts';
import { exitCodes, OperatorError } from '../errors.ts';
import { Findings, listJson, readLibraryFile } from './library-files.ts';
import type { LibraryFile } from './library-files.ts';

/** The library that comes with the bot. */
export const shippedDir = fileURLToPath(new URL('.', import.meta.url));

type Files = {
  films: LibraryFile<Film>[];
  collections: LibraryFile<Collection>[];
  themes: LibraryFile<Readonly<Record<string, unknown>>>[];
  people: LibraryFile<Readonly<Record<string, unknown>>>[];
};

/**
 * Reads the shipped library and, added to it, a folder laid out the same way: once, validated, frozen. Throws an
 * OperatorError (exit code 78) that names every problem with its file, line, column and field.
 */
export function loadLibrary(extraDir?: string, baseDir = shippedDir): Library {
  const { library, problems } = checkLibrary([baseDir, ...(extraDir === undefined ? [] : [extraDir])]);
  if (library) return library;
  throw new OperatorError(
    problems.map(({ place, text }) => ({ problem: place, remedy: text })),
    { exitCode: exitCodes.configuration },
  );
}

/** The library in these folders taken together, or all its problems. */
export function checkLibrary(
  dirs: readonly string[] = [shippedDir],
):
  | { library: Library; problems: readonly [] }
  | { library?: never; problems: readonly { place: string; text: string }[] } {
  const findings = new Findings();
  const files = readAll(dirs, findings);
  checkReferences(files, findings);
  if (findings.all.length > 0) return { problems: findings.all };
  const library: Library = {
    films: files.films.flatMap(({ value }) => value ?? []).map(withoutSchema),
    collections: files.collections.flatMap(({ value }) => value ?? []).map(withoutSchema),
    themes: files.themes
      .flatMap(({ value }) => entries(value))
      .map(([id, theme]) => ({ id, ...(theme as object) }) as Theme),
    people: files.people.flatMap(({ value }) => entries(value)).map(([id, name]) => ({ id, name }) as Person),
  };
  return { library: deepFreeze(library), problems: [] };
}

function readAll(dirs: readonly string[], findings: Findings): Files {
  const files: Files = { films: [], collections: [], themes: [], people: [] };
  for (const dir of dirs) {
    const read = {
      films: listJson(join(dir, 'films'), findings),
      collections: listJson(join(dir, 'collections'), findings),
    };
    for (const path of read.films) files.films.push(...some(readLibraryFile(path, dir, Film, findings)));
    for (const path of read.collections)
      files.collections.push(...some(readLibraryFile(path, dir, Collection, findings)));
    files.themes.push(...some(readLibraryFile(join(dir, 'themes.json'), dir, Themes, findings)));
    files.people.push(...some(readLibraryFile(join(dir, 'people.json'), dir, People, findings)));
    if (read.films.length === 0 && read.collections.length === 0) {
      const nothing = {
        at: { line: 1, column: 1 },
        field: '(folder)',
        found: 'no films/*.json and no collections/*.json',
      };
      findings.add(dir, { ...nothing, expected: 'a folder laid out as src/data' });
    }
  }
  return files;
}

const some = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** Ids once, files named by them, and nothing that points nowhere. */
function checkReferences(files: Files, findings: Findings): void {
  const films = knownIds(files.films, findings);
  knownIds(files.collections, findings);
  const themes = knownKeys(files.themes, findings);
  const people = knownKeys(files.people, findings);
  const check = (
    file: LibraryFile<unknown>,
    ids: readonly string[],
    path: readonly PropertyKey[],
    known: ReadonlySet<string>,
    what: string,
  ): void => {
    for (const [at, id] of ids.entries()) {
      const again = ids.indexOf(id) < at;
      if (again) findings.at(file, [...path, at], `each ${what} once`);
      else if (!known.has(id)) findings.at(file, [...path, at], `the id of a ${what} that exists`);
    }
  };
  for (const file of files.films) {
    if (!file.value) continue;
    check(file, file.value.directors, ['directors'], people, 'person of people.json');
    check(file, file.value.writers, ['writers'], people, 'person of people.json');
    check(file, file.value.basedOn?.authors ?? [], ['basedOn', 'authors'], people, 'person of people.json');
    check(
      file,
      file.value.themes.map(({ id }) => id),
      ['themes'],
      themes,
      'theme of themes.json',
    );
  }
  for (const file of files.collections) {
    if (file.value) check(file, file.value.films, ['films'], films, 'film');
  }
}

function knownIds(files: readonly LibraryFile<{ id: string }>[], findings: Findings): ReadonlySet<string> {
  const known = new Set<string>();
  for (const file of files) {
    const id = file.value?.id;
    // A film that does not fit its schema is known all the same: one mistake should not look like many.
    if (id === undefined) {
      known.add(file.name);
      continue;
    }
    if (id !== file.name) findings.at(file, ['id'], `${JSON.stringify(file.name)}, as the file is named`);
    if (known.has(id)) findings.at(file, ['id'], 'an id that no other file has');
    known.add(id);
  }
  return known;
}

function knownKeys(
  files: readonly LibraryFile<Readonly<Record<string, unknown>>>[],
  findings: Findings,
): ReadonlySet<string> {
  const known = new Set<string>();
  for (const file of files) {
    for (const [id] of entries(file.value)) {
      if (!Id.safeParse(id).success)
        findings.at(file, [id], '1-40 of a-z, 0-9 and hyphen', `the id ${JSON.stringify(id)}`);
      if (known.has(id)) findings.at(file, [id], 'an id that is not there yet', `the id ${JSON.stringify(id)} again`);
      known.add(id);
    }
  }
  return known;
}

const entries = (value: Readonly<Record<string, unknown>> | undefined): [string, unknown][] =>
  Object.entries(value ?? {}).filter(([key]) => key !== '$schema');

/** The value without the line that only an editor reads. */
function withoutSchema<T extends { $schema?: string | undefined }>(value: T): T {
  const { $schema, ...rest } = value;
  return $schema === undefined ? value : (rest as T);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
