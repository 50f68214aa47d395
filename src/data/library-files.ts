import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { z } from 'zod';
import type { Film } from '../domain/film.ts';
import type { Collection } from '../domain/library.ts';
import { whole } from './findings.ts';
import type { Findings } from './findings.ts';
import { fieldOf, JsonDocument } from './json-document.ts';
import type { Finding } from './json-document.ts';

/** Ten times as much as any film has to say, or two thousand people. */
const mostBytes = 256 * 1024;

/** A file of the library in the folder `root`. `document` is there when it is JSON, `value` when it also fits its schema. */
export type LibraryFile<T> = Readonly<{
  path: string;
  root: string;
  name: string;
  document: JsonDocument | undefined;
  value: T | undefined;
}>;

/** All files of a library, of every folder it is made of. */
export type LibraryFiles = {
  films: LibraryFile<Film>[];
  collections: LibraryFile<Collection>[];
  themes: LibraryFile<Readonly<Record<string, unknown>>>[];
  people: LibraryFile<Readonly<Record<string, unknown>>>[];
};

/** What themes.json and people.json hold, without the line that only an editor reads. */
export const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).filter(([key]) => key !== '$schema') : [];

/** What may stand in a folder of a library, by name; JSON files of any name where none is told. */
type Expected = Readonly<{ files: readonly string[] | 'any'; folders: readonly string[] }>;

/**
 * The JSON files right in a folder, by name; a missing folder has none. What looks like a part of a library but is in the
 * wrong place or under the wrong name would go unread without a word, so it is told: other folders, `.JSON`, `filme.json`.
 * Other names that begin with a dot are nobody's business.
 */
export function listJson(folder: string, expected: Expected, findings: Findings): readonly string[] {
  const listed: string[] = [];
  for (const entry of entriesOf(folder, findings)) {
    const { name } = entry;
    const path = join(folder, name);
    const named = expected.files === 'any' ? name.endsWith('.json') : expected.files.includes(name);
    if (named) listed.push(path);
    else if (name.startsWith('.') || (entry.isDirectory() && expected.folders.includes(name))) continue;
    else if (entry.isDirectory() || /\.json/i.test(name)) findings.add(path, misplaced(entry.isDirectory(), expected));
  }
  return listed;
}

function entriesOf(folder: string, findings: Findings): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isMissing(error)) {
      findings.add(folder, { ...whole, found: 'something that cannot be listed', expected: 'a folder' });
    }
    return [];
  }
}

function misplaced(isFolder: boolean, { files, folders }: Expected): Finding {
  const names = [...folders.map((name) => `${name}/`), ...(files === 'any' ? ['NAME.json'] : files)];
  return { ...whole, found: `a ${isFolder ? 'folder' : 'file'} of this name`, expected: names.join(', ') };
}

/** Reads a file once and checks it; adds what is wrong to the findings. A link that leads out of `root` is refused. */
export function readLibraryFile<T>(
  path: string,
  root: string,
  schema: z.ZodType<T>,
  findings: Findings,
): LibraryFile<T> {
  const file = { path, root, name: basename(path, '.json'), document: undefined, value: undefined };
  const bytes = readBytes(path, root, findings);
  if (!bytes) return file;
  const { document, findings: unclear } = JsonDocument.parse(bytes);
  for (const finding of unclear) findings.add(path, finding);
  if (unclear.length > 0) findings.count(bytes.length, 'placed');
  if (!document) return file;
  const checked = schema.safeParse(document.value);
  const said = new Set<string>();
  for (const issue of checked.error?.issues ?? []) {
    // Several rules can refuse one value; the first says enough.
    const field = fieldOf(issue.path);
    if (issue.code === 'unrecognized_keys' || !said.has(field)) report({ ...file, document }, issue, findings);
    said.add(field);
  }
  document.forgetPositions();
  return { ...file, document, value: unclear.length > 0 ? undefined : checked.data };
}

function readBytes(path: string, root: string, findings: Findings): Uint8Array | undefined {
  try {
    const real = realpathSync(path);
    if (!real.startsWith(realpathSync(root) + sep)) {
      findings.add(path, { ...whole, found: 'a link out of the library', expected: 'a file inside it' });
      return undefined;
    }
    const stat = statSync(real);
    // Reading a pipe or a device would wait, perhaps for ever.
    if (!stat.isFile()) {
      findings.add(path, { ...whole, found: 'something that is no file', expected: 'a JSON file' });
      return undefined;
    }
    const { size } = stat;
    if (size > mostBytes) {
      findings.add(path, { ...whole, found: `${size} bytes`, expected: `at most ${mostBytes}` });
      return undefined;
    }
    findings.count(size, 'read');
    return readFileSync(real);
  } catch {
    findings.add(path, { ...whole, found: 'a file that cannot be read', expected: 'a readable JSON file' });
    return undefined;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** One issue of zod in our words: what was found where, and what belongs there. */
function report(file: LibraryFile<unknown>, issue: z.core.$ZodIssue, findings: Findings): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) findings.key(file, [...issue.path, key], 'an unknown field', 'a field of the schema');
    return;
  }
  findings.value(file, issue.path, expectation(issue));
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `at most ${counted(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `at least ${counted(issue.minimum, issue.origin)}`;
    default:
      return issue.message.replace(/^expected /, '');
  }
}

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  array: 'an array',
  object: 'an object',
};

/** Of what a length is told; a number has none. */
const units: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function counted(count: number | bigint, origin: string): string {
  const unit = units[origin]?.[count === 1 ? 0 : 1];
  return unit === undefined ? `${count}` : `${count} ${unit}`;
}
