import { Id } from '../domain/text.ts';
import type { Path } from './json-document.ts';
import { entries } from './library-files.ts';
import type { Findings } from './findings.ts';
import type { LibraryFile, LibraryFiles } from './library-files.ts';

/**
 * Ids once, files named by them, and nothing that points nowhere. Files that do not fit their schema are looked at, too, as
 * far as they go: whoever mends one wants to know everything at once.
 */
export function checkReferences(files: LibraryFiles, findings: Findings): void {
  const known = {
    film: knownIds(files.films, findings),
    collection: knownIds(files.collections, findings),
    theme: knownKeys(files.themes, findings),
    person: knownKeys(files.people, findings),
  };
  const check = (file: LibraryFile<unknown>, kind: keyof typeof known, ...path: Path): void => {
    const seen = new Set<string>();
    for (const { at, id } of idsAt(file, path)) {
      if (seen.has(id)) findings.value(file, at, `each ${kind} once`);
      else if (known[kind]?.has(id) === false) findings.value(file, at, `the id of a ${kind}`);
      seen.add(id);
    }
  };
  for (const file of files.films) {
    check(file, 'person', 'directors');
    check(file, 'person', 'writers');
    check(file, 'person', 'basedOn', 'authors');
    check(file, 'theme', 'themes');
  }
  for (const file of files.collections) check(file, 'film', 'films');
}

/** No list may be longer; its schema tells that one is. */
const mostListed = 200;

/** The ids in a list, plain or as the `id` of objects; what is no id at all is the schema's business. */
function idsAt(file: LibraryFile<unknown>, path: Path): { at: Path; id: string }[] {
  const list = path.reduce<unknown>(field, file.document?.value);
  if (!Array.isArray(list)) return [];
  return list.slice(0, mostListed).flatMap((item: unknown, index) => {
    const isPlain = typeof item === 'string';
    const id = Id.safeParse(isPlain ? item : field(item, 'id'));
    return id.success ? [{ at: [...path, index, ...(isPlain ? [] : ['id'])], id: id.data }] : [];
  });
}

const field = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;

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
