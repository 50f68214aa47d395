import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import type { Film } from '../domain/film.ts';
import type { Collection } from '../domain/library.ts';
import { fieldOf, JsonDocument, start } from './json-document.ts';
import type { Finding, Path } from './json-document.ts';

/** No text that belongs into a library is larger. */
const mostBytes = 1024 * 1024;

/** A file of the library. `document` is there when it is JSON, `value` when it also fits its schema. */
export type LibraryFile<T> = Readonly<{
  path: string;
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

/** Nobody mends more at once; and where each stands takes time to find. */
const mostPerFile = 50;

/** What themes.json and people.json hold, without the line that only an editor reads. */
export const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).filter(([key]) => key !== '$schema') : [];

/** Gathers what is wrong in a library's files, each as `file:line:column field: found, expected`. */
export class Findings {
  readonly #lines: { place: string; text: string }[] = [];
  readonly #counts = new Map<string, number>();

  add(path: string, { at, field, found, expected }: Finding): void {
    if (this.#isFull(path)) return;
    this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    this.#line(path, { at, field, found, expected });
  }

  #line(path: string, { at, field, found, expected }: Finding): void {
    const file = relative(process.cwd(), path);
    const shown = file.startsWith('..') ? path : file;
    this.#lines.push({
      place: printable(`${shown}:${at.line}:${at.column} ${field}`),
      text: printable(`found ${found}, expected ${expected}`),
    });
  }

  /** Something wrong with a value that has been read. */
  value(file: LibraryFile<unknown>, path: Path, expected: string): void {
    if (this.#isFull(file.path)) return;
    const { document } = file;
    const found = document?.found(path) ?? 'nothing';
    this.add(file.path, { at: document?.position(path) ?? start, field: fieldOf(path), found, expected });
  }

  /** Something wrong with the key at the end of the path, whatever its value is. */
  key(file: LibraryFile<unknown>, path: Path, found: string, expected: string): void {
    if (this.#isFull(file.path)) return;
    this.add(file.path, { at: file.document?.keyPosition(path) ?? start, field: fieldOf(path), found, expected });
  }

  /** One file has told enough; that there is more is the last line about it. */
  #isFull(path: string): boolean {
    const count = this.#counts.get(path) ?? 0;
    if (count === mostPerFile) {
      this.#counts.set(path, count + 1);
      this.#line(path, { ...whole, found: `more than ${mostPerFile} problems`, expected: 'these mended first' });
    }
    return count >= mostPerFile;
  }

  get all(): readonly { place: string; text: string }[] {
    return this.#lines;
  }
}

/** What a file says, or how it is named, must not act on the terminal that shows it: one line, all of it visible. */
const printable = (line: string): string =>
  line.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

/** The JSON files right in a folder, by name; a missing folder has none. */
export function listJson(folder: string, findings: Findings): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (error) {
    if (!isMissing(error)) {
      findings.add(folder, { ...whole, found: 'something that cannot be listed', expected: 'a folder' });
    }
    return [];
  }
}

/** Reads a file once and checks it; adds what is wrong to the findings. A link that leads out of `root` is refused. */
export function readLibraryFile<T>(
  path: string,
  root: string,
  schema: z.ZodType<T>,
  findings: Findings,
): LibraryFile<T> {
  const file = { path, name: basename(path, '.json'), document: undefined, value: undefined };
  const bytes = readBytes(path, root, findings);
  if (!bytes) return file;
  const { document, findings: unclear } = JsonDocument.parse(bytes);
  for (const finding of unclear) findings.add(path, finding);
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

const whole = { at: start, field: '(file)' } as const;

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
