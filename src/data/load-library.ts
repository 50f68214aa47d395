import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { Film } from '../domain/film.ts';
import { Collection, People, Themes } from '../domain/library.ts';
import type { Library, Person, Theme } from '../domain/library.ts';
import { exitCodes, OperatorError } from '../errors.ts';
import { checkCards } from './check-cards.ts';
import { checkNames } from './check-names.ts';
import { checkReferences } from './check-references.ts';
import { checkYears } from './check-years.ts';
import { Findings } from './findings.ts';
import { start } from './json-document.ts';
import { entries, listJson, readLibraryFile } from './library-files.ts';
import type { LibraryFile, LibraryFiles } from './library-files.ts';

/** The library that comes with the bot. */
export const shippedDir = fileURLToPath(new URL('.', import.meta.url));

/**
 * Reads the shipped library and, added to it, the folder of LIBRARY_DIR, laid out the same way: once, validated, frozen.
 * Throws an OperatorError (exit code 78) that names every problem with its file, line, column and field.
 */
export function loadLibrary(extraDir?: string, baseDir = shippedDir): Library {
  const lack = extraDir === undefined ? undefined : folderLack(extraDir);
  if (lack !== undefined)
    throw new OperatorError(
      {
        problem: `LIBRARY_DIR names ${lack}`,
        remedy: 'name a folder laid out as src/data, or leave LIBRARY_DIR out for the shipped library alone',
      },
      { exitCode: exitCodes.configuration },
    );
  const { library, problems } = checkLibrary([baseDir, ...(extraDir === undefined ? [] : [extraDir])]);
  if (library) return library;
  throw new OperatorError(
    problems.map(({ place, text }) => ({ problem: place, remedy: text })),
    { exitCode: exitCodes.configuration },
  );
}

/** What keeps this from being a folder that can be looked into, with its whole path; undefined when nothing does. */
export function folderLack(dir: string): string | undefined {
  const path = resolve(dir);
  try {
    return statSync(path).isDirectory() ? undefined : `${path}, which is no folder`;
  } catch (error) {
    const isThere = !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    return `${path}, which ${isThere ? 'cannot be looked into' : 'does not exist'}`;
  }
}

/** The library in these folders taken together, or all its problems. */
export function checkLibrary(
  dirs: readonly string[] = [shippedDir],
  thisYear = Temporal.Now.plainDateISO().year,
):
  | { library: Library; problems: readonly [] }
  | { library?: never; problems: readonly { place: string; text: string }[] } {
  const findings = new Findings(dirs.at(-1) ?? shippedDir);
  const files = readAll(dirs, findings);
  // What has not been read would be missed by what has.
  if (!findings.haveSkipped) {
    checkReferences(files, findings);
    checkNames(files.films, findings);
    checkYears(files.films, thisYear, findings);
    checkCards(files, findings);
  }
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

/** How a library is laid out; editors find its schemas in a folder beside. */
const topLevel = { files: ['themes.json', 'people.json'], folders: ['films', 'collections', 'schemas'] };
const filesAlone = { files: 'any', folders: [] } as const;

function readAll(dirs: readonly string[], findings: Findings): LibraryFiles {
  const files: LibraryFiles = { films: [], collections: [], themes: [], people: [] };
  for (const dir of dirs) {
    const read = <T>(paths: readonly string[], schema: z.ZodType<T>): LibraryFile<T>[] =>
      paths.flatMap((path) => {
        if (!findings.isFull) return [readLibraryFile(path, dir, schema, findings)];
        findings.skip();
        return [];
      });
    const named = listJson(dir, topLevel, findings);
    const films = listJson(join(dir, 'films'), filesAlone, findings);
    files.films = files.films.concat(read(films, Film));
    const collections = listJson(join(dir, 'collections'), filesAlone, findings);
    files.collections = files.collections.concat(read(collections, Collection));
    const only = (name: string): string[] => named.filter((path) => basename(path) === name);
    files.themes.push(...read(only('themes.json'), Themes));
    files.people.push(...read(only('people.json'), People));
    if (films.length === 0 && collections.length === 0) {
      const found = 'no films/*.json and no collections/*.json';
      findings.add(dir, { at: start, field: '(folder)', found, expected: 'a folder laid out as src/data' });
    }
  }
  return files;
}

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
