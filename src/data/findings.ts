import { relative } from 'node:path';
import { fieldOf, start } from './json-document.ts';
import type { Finding, JsonDocument, Path } from './json-document.ts';

/** Nobody mends more at once. */
const mostPerFile = 50;
const mostTogether = 500;

/**
 * What is read, and of how much is found where things stand, which takes three hundred times as much memory: a folder of
 * any size is told within seconds, in bounded memory. The shipped library has half a megabyte, a film of it seven kilobytes.
 */
const most = { read: 32 * 1024 * 1024, placed: 1024 * 1024 };

/** A file as far as it could be read. */
type Read = Readonly<{ path: string; document: JsonDocument | undefined }>;

/** Where a file as a whole is spoken of. */
export const whole = { at: start, field: '(file)' } as const;

/** Gathers what is wrong in a library's files, each as `file:line:column field: found, expected`. */
export class Findings {
  readonly #folder: string;
  readonly #lines: Line[] = [];
  readonly #counts = new Map<string, number>();
  #document: JsonDocument | undefined;
  readonly #bytes = { read: 0, placed: 0 };
  #skipped = 0;
  #hasMore = false;

  /** The folder is what the last line speaks of, when not everything can be told. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Enough has been told, or looked at: what is added now is not told, and nothing more need be read. */
  get isFull(): boolean {
    const { read, placed } = this.#bytes;
    return this.#lines.length >= mostTogether || read >= most.read || placed >= most.placed;
  }

  /** That a file is not looked at, for the findings are full. */
  skip(): void {
    this.#skipped += 1;
  }

  get haveSkipped(): boolean {
    return this.#skipped > 0;
  }

  /** So many bytes more have been read, or searched for where things stand. */
  count(bytes: number, how: keyof typeof most): void {
    this.#bytes[how] += bytes;
  }

  add(path: string, finding: Finding): void {
    if (!this.#isEnough(path)) this.#tell(path, finding);
  }

  #tell(path: string, finding: Finding): void {
    this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    this.#lines.push(lineOf(path, finding));
  }

  /** Something wrong with a value that has been read: that it is so, or what is said of it. */
  value(file: Read, path: Path, expected: string, said?: string): void {
    if (this.#isEnough(file.path)) return;
    const document = this.#placed(file);
    const found = said ?? document?.found(path) ?? 'nothing';
    this.#tell(file.path, { at: document?.position(path) ?? start, field: fieldOf(path), found, expected });
  }

  /** Something wrong with the key at the end of the path, whatever its value is. */
  key(file: Read, path: Path, found: string, expected: string): void {
    if (this.#isEnough(file.path)) return;
    this.#tell(file.path, {
      at: this.#placed(file)?.keyPosition(path) ?? start,
      field: fieldOf(path),
      found,
      expected,
    });
  }

  /** The file's document. Where things stand is kept of one at a time. */
  #placed({ document }: Read): JsonDocument | undefined {
    if (document === this.#document) return document;
    this.#document?.forgetPositions();
    this.#document = document;
    this.count(document?.size ?? 0, 'placed');
    return document;
  }

  /** One file has told enough, or all of them have; that there is more is the last line. */
  #isEnough(path: string): boolean {
    if (this.isFull) {
      this.#hasMore = true;
      return true;
    }
    const count = this.#counts.get(path) ?? 0;
    if (count === mostPerFile) {
      this.#tell(path, { ...whole, found: `more than ${mostPerFile} problems`, expected: 'these mended first' });
    }
    return count >= mostPerFile;
  }

  get all(): readonly Line[] {
    if (!this.#hasMore && this.#skipped === 0) return this.#lines;
    const told = this.#lines.length;
    const found = [
      told >= mostTogether ? `${mostTogether} problems and more` : 'more than can be checked at once',
      ...(this.#skipped === 0 ? [] : [`${this.#skipped} ${this.#skipped === 1 ? 'file' : 'files'} not looked at`]),
    ].join(', ');
    const expected = told === 0 ? 'a smaller library' : 'these mended first';
    return [...this.#lines, lineOf(this.#folder, { at: start, field: '(folder)', found, expected })];
  }
}

type Line = Readonly<{ place: string; text: string }>;

function lineOf(path: string, { at, field, found, expected }: Finding): Line {
  const file = relative(process.cwd(), path);
  const shown = file.startsWith('..') ? path : file;
  return {
    place: printable(`${shown}:${at.line}:${at.column} ${field}`),
    text: printable(`found ${found}, expected ${expected}`),
  };
}

/** What a file says, or how it is named, must not act on the terminal that shows it: one line, all of it visible. */
const printable = (line: string): string =>
  line.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
