import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import { fieldOf, JsonDocument } from './json-document.ts';
import type { Finding, Path } from './json-document.ts';

/** No text that belongs into a library is larger. */
const mostBytes = 1024 * 1024;

/** A file of the library, read and held against its schema. `value` is there when it fits. */
export type LibraryFile<T> = Readonly<{ path: string; name: string; document: JsonDocument; value: T | undefined }>;

/** Gathers what is wrong in a library's files, each as `file:line:column field: found, expected`. */
export class Findings {
  readonly #lines: { place: string; text: string }[] = [];

  add(path: string, { at, field, found, expected }: Finding): void {
    const file = relative(process.cwd(), path);
    const shown = file.startsWith('..') ? path : file;
    this.#lines.push({
      place: `${shown}:${at.line}:${at.column} ${field}`,
      text: `found ${found}, expected ${expected}`,
    });
  }

  /** Something wrong with a value that has been read. */
  at(file: LibraryFile<unknown>, path: Path, expected: string, found = file.document.found(path)): void {
    this.add(file.path, { at: file.document.position(path), field: fieldOf(path), found, expected });
  }

  get all(): readonly { place: string; text: string }[] {
    return this.#lines;
  }
}

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

/**
 * Reads a file once and checks it. Undefined, with the findings added, when it is no JSON at all; undefined in silence when
 * there is no such file. A link that leads out of `root` is refused.
 */
export function readLibraryFile<T>(
  path: string,
  root: string,
  schema: z.ZodType<T>,
  findings: Findings,
): LibraryFile<T> | undefined {
  const bytes = readBytes(path, root, findings);
  if (!bytes) return undefined;
  const read = JsonDocument.parse(bytes);
  for (const finding of read.findings) findings.add(path, finding);
  if (!('document' in read)) return undefined;
  const { document } = read;
  const checked = schema.safeParse(document.value);
  const file = { path, name: basename(path, '.json'), document, value: checked.data };
  for (const issue of checked.error?.issues ?? []) report(file, issue, findings);
  return read.findings.length > 0 ? { ...file, value: undefined } : file;
}

const whole = { at: { line: 1, column: 1 }, field: '(file)' } as const;

function readBytes(path: string, root: string, findings: Findings): Uint8Array | undefined {
  try {
    const real = realpathSync(path);
    if (!real.startsWith(realpathSync(root) + sep)) {
      findings.add(path, { ...whole, found: 'a link out of the library', expected: 'a file inside it' });
      return undefined;
    }
    const { size } = lstatSync(real);
    if (size > mostBytes) {
      findings.add(path, { ...whole, found: `${size} bytes`, expected: `at most ${mostBytes}` });
      return undefined;
    }
    return readFileSync(real);
  } catch (error) {
    if (!isMissing(error)) {
      findings.add(path, { ...whole, found: 'a file that cannot be read', expected: 'a readable JSON file' });
    }
    return undefined;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** One issue of zod in our words: what was found where, and what belongs there. */
function report(file: LibraryFile<unknown>, issue: z.core.$ZodIssue, findings: Findings): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys)
      findings.at(file, [...issue.path, key], 'no such field', `the unknown key ${JSON.stringify(key)}`);
    return;
  }
  findings.at(file, issue.path, expectation(issue));
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string' ? `at least ${issue.minimum} characters` : `at least ${issue.minimum}`;
    default:
      return issue.message.replace(/^expected /, '');
  }
}
