import { relative } from 'node:path';
import { fieldOf, start } from './json-document.ts';
import type { Finding, JsonDocument, Path } from './json-document.ts';

/** Nobody mends more at once; and where each stands takes time and memory to find. */
const mostPerFile = 50;
const mostTogether = 500;

/** A file as far as it could be read. */
type Read = Readonly<{ path: string; document: JsonDocument | undefined }>;

/** Where a file as a whole is spoken of. */
export const whole = { at: start, field: '(file)' } as const;

/** Gathers what is wrong in a library's files, each as `file:line:column field: found, expected`. */
export class Findings {
  readonly #lines: { place: string; text: string }[] = [];
  readonly #counts = new Map<string, number>();

  add(path: string, finding: Finding): void {
    if (this.#isFull(path)) return;
    this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
    this.#line(path, finding);
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
  value(file: Read, path: Path, expected: string): void {
    if (this.#isFull(file.path)) return;
    const { document } = file;
    const found = document?.found(path) ?? 'nothing';
    this.add(file.path, { at: document?.position(path) ?? start, field: fieldOf(path), found, expected });
  }

  /** Something wrong with the key at the end of the path, whatever its value is. */
  key(file: Read, path: Path, found: string, expected: string): void {
    if (this.#isFull(file.path)) return;
    this.add(file.path, { at: file.document?.keyPosition(path) ?? start, field: fieldOf(path), found, expected });
  }

  /** One file has told enough, or all of them have; that there is more is the last line about it. */
  #isFull(path: string): boolean {
    if (this.#lines.length > mostTogether) return true;
    const count = this.#counts.get(path) ?? 0;
    const together = this.#lines.length === mostTogether;
    if (together || count === mostPerFile) {
      this.#counts.set(path, count + 1);
      const most = together ? `${mostTogether} problems in all files` : `${mostPerFile} problems`;
      this.#line(path, { ...whole, found: `more than ${most}`, expected: 'these mended first' });
    }
    return together || count >= mostPerFile;
  }

  get all(): readonly { place: string; text: string }[] {
    return this.#lines;
  }
}

/** What a file says, or how it is named, must not act on the terminal that shows it: one line, all of it visible. */
const printable = (line: string): string =>
  line.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
