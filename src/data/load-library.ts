import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { Film } from '../domain/film.ts';
import { Collection, People, Themes } from '../domain/library.ts';
import type { Library, Person, Theme } from '../domain/library.ts';
import { Id } from '../domain/text.ts';
import { exitCodes, OperatorError } from '../errors.ts';
import { start } from './json-document.ts';
import type { Path } from './json-document.ts';
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
    const read = <T>(paths: readonly string[], schema: z.ZodType<T>): LibraryFile<T>[] =>
      paths.map((path) => readLibraryFile(path, dir, schema, findings));
    const named = (name: string): string[] => listJson(dir, findings).filter((path) => basename(path) === name);
    const films = read(listJson(join(dir, 'films'), findings), Film);
    const collections = read(listJson(join(dir, 'collections'), findings), Collection);
    files.films.push(...films);
    files.collections.push(...collections);
    files.themes.push(...read(named('themes.json'), Themes));
    files.people.push(...read(named('people.json'), People));
    if (films.length === 0 && collections.length === 0) {
      const found = 'no films/*.json and no collections/*.json';
      findings.add(dir, { at: start, field: '(folder)', found, expected: 'a folder laid out as src/data' });
    }
  }
  return files;
}

/** Ids once, files named by them, and nothing that points nowhere. */
function checkReferences(files: Files, findings: Findings): void {
  const known = {
    film: knownIds(files.films, findings),
    collection: knownIds(files.collections, findings),
    theme: knownKeys(files.themes, findings),
    person: knownKeys(files.people, findings),
  };
  const check = (
    file: LibraryFile<unknown>,
    kind: keyof typeof known,
    path: Path,
    ids: readonly string[] = [],
  ): void => {
    for (const [at, id] of ids.entries()) {
      if (ids.indexOf(id) < at) findings.value(file, [...path, at], `each ${kind} once`);
      else if (known[kind]?.has(id) === false) findings.value(file, [...path, at], `the id of a ${kind}`);
    }
  };
  for (const file of files.films) {
    check(file, 'person', ['directors'], file.value?.directors);
    check(file, 'person', ['writers'], file.value?.writers);
    check(file, 'person', ['basedOn', 'authors'], file.value?.basedOn?.authors);
    check(
      file,
      'theme',
      ['themes'],
      file.value?.themes.map(({ id }) => id),
    );
  }
  for (const file of files.collections) check(file, 'film', ['films'], file.value?.films);
}

/** The ids of files. A file that is broken is known by its name all the same: one mistake should not look like many. */
function knownIds(files: readonly LibraryFile<{ id: string }>[], findings: Findings): ReadonlySet<string> {
  const known = new Set<string>();
  for (const file of files) {
    const id = file.value?.id ?? file.name;
    if (id !== file.name) findings.value(file, ['id'], `${JSON.stringify(file.name)}, as the file is named`);
    if (known.has(id)) findings.value(file, ['id'], 'an id that no other file has');
    known.add(id);
  }
  return known;
}

/** The ids that are keys, of broken entries too; undefined when a file is no JSON, so that nobody can tell. */
function knownKeys(files: readonly LibraryFile<unknown>[], findings: Findings): ReadonlySet<string> | undefined {
  const known = new Set<string>();
  for (const file of files) {
    for (const [id] of entries(file.document?.value)) {
      if (!Id.safeParse(id).success) findings.key(file, [id], JSON.stringify(id), '1-40 of a-z, 0-9 and hyphen');
      if (known.has(id)) findings.key(file, [id], 'an id that exists already', 'another one');
      known.add(id);
    }
  }
  return files.every(({ document }) => document) ? known : undefined;
}

const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).filter(([key]) => key !== '$schema') : [];

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
