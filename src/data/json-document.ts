import { createRequire } from 'node:module';
import type { parse, ValueNode } from '@humanwhocodes/momoa';

export type Path = readonly PropertyKey[];

/** Where something is in a file; both count from 1. */
export type Position = Readonly<{ line: number; column: number }>;

/** What is wrong at a place of a document. */
export type Finding = Readonly<{ at: Position; field: string; found: string; expected: string }>;

/** Where a file as a whole is spoken of. */
export const start: Position = { line: 1, column: 1 };

/** No value of a library lies deeper; what does is refused before anything recurses into it. */
const mostLevels = 32;

/** A JSON document that can still tell where each of its values stands. */
export class JsonDocument {
  readonly value: unknown;
  readonly #text: string;
  #parsed: ValueNode | undefined;

  private constructor(text: string, value: unknown, parsed?: ValueNode) {
    this.#text = text;
    this.value = value;
    this.#parsed = parsed;
  }

  /** Parsed with positions when somebody asks for one: a library without mistakes is read at every start, and in a hurry. */
  get #root(): ValueNode {
    return (this.#parsed ??= parsePositions(this.#text));
  }

  /** Parses strict JSON as UTF-8 without a byte order mark. What is wrong comes back as findings, all that can be told. */
  static parse(bytes: Uint8Array): { document?: JsonDocument; findings: readonly Finding[] } {
    const broken = (found: string, expected: string, at = start) => ({
      findings: [{ at, field: '(file)', found, expected }],
    });
    if (bytes.length === 0) return broken('an empty file', 'a JSON object');
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      return broken('a byte order mark', 'UTF-8 without one');
    }
    if (bytes.includes(0)) return broken('a NUL byte, as in UTF-16', 'UTF-8');
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return broken('bytes that are not UTF-8', 'UTF-8');
    }
    const plain = parsePlain(text);
    if (plain) return { document: new JsonDocument(text, plain.value), findings: [] };
    try {
      const root = parsePositions(text);
      return { document: new JsonDocument(text, valueOf(root), root), findings: duplicateKeys(root, []) };
    } catch (error) {
      // The parser recurses too: its stack ends, with this very error, long before a file of the largest size does.
      if (error instanceof RangeError) {
        return broken('arrays or objects nested too deeply', `at most ${mostLevels} levels`);
      }
      if (!isSyntaxError(error)) throw error;
      return broken(foundBy(error), 'JSON', { line: error.line, column: error.column });
    }
  }

  /** How long its text is. */
  get size(): number {
    return this.#text.length;
  }

  /** Forgets where things stand until somebody asks again: for a large file that takes hundreds of megabytes. */
  forgetPositions(): void {
    this.#parsed = undefined;
  }

  /** Where the value at the path stands, or the nearest one around it that exists. */
  position(path: Path): Position {
    return this.#nearest(path).node.loc.start;
  }

  /** Where the key at the end of the path stands. */
  keyPosition(path: Path): Position {
    const { node } = this.#nearest(path.slice(0, -1));
    const member = node.type === 'Object' ? node.members.find(({ name }) => keyOf(name) === path.at(-1)) : undefined;
    return (member?.name ?? node).loc.start;
  }

  /** The value at the path as it is written, its start if it is long; `nothing` when there is none. */
  found(path: Path): string {
    const { node, whole } = this.#nearest(path);
    if (!whole) return 'nothing';
    const written = this.#text.slice(node.loc.start.offset, node.loc.end.offset);
    // Space between values says nothing; a string that is not closed here has been cut.
    const words = written.slice(0, 1000).replace(/("(?:[^"\\]|\\.)*(?:"|$))|\s+/g, '$1');
    return words.length > 60 || written.length > 1000 ? `${words.slice(0, 57)}…` : words;
  }

  #nearest(path: Path): { node: ValueNode; whole: boolean } {
    let node = this.#root;
    for (const step of path) {
      const child = childOf(node, step);
      if (!child) return { node, whole: false };
      node = child;
    }
    return { node, whole: true };
  }
}

const parsePositions = (text: string): ValueNode => momoa().parse(text, { mode: 'json' }).body;

/** Loaded for a library with mistakes: no other asks where something stands, and it would stay in memory. */
const momoa = (): { parse: typeof parse } => createRequire(import.meta.url)('@humanwhocodes/momoa');

/** The value by the engine's own, quick parser; undefined for whatever it does not take, and where a key stands twice. */
function parsePlain(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // Outside of strings a colon follows each key, and nothing else. Of equal keys an object keeps one.
    const keys = text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
    return keys === countKeys(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function countKeys(value: unknown, level = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (level > mostLevels) throw new RangeError('nested too deeply');
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + countKeys(inner, level + 1), own);
}

function childOf(node: ValueNode, step: PropertyKey): ValueNode | undefined {
  if (node.type === 'Array') return node.elements[Number(step)]?.value;
  if (node.type !== 'Object') return undefined;
  return node.members.find(({ name }) => keyOf(name) === step)?.value;
}

/** Keys are own properties, `__proto__` too: nothing that a file says reaches a prototype. */
function valueOf(node: ValueNode, level = 0): unknown {
  if (level > mostLevels) throw new RangeError('nested too deeply');
  switch (node.type) {
    case 'Object':
      return Object.fromEntries(node.members.map(({ name, value }) => [keyOf(name), valueOf(value, level + 1)]));
    case 'Array':
      return node.elements.map(({ value }) => valueOf(value, level + 1));
    case 'Null':
      return null;
    case 'String':
    case 'Number':
    case 'Boolean':
      return node.value;
    default:
      throw new TypeError(`${node.type} is not JSON`);
  }
}

function duplicateKeys(node: ValueNode, path: Path): Finding[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }, at) => duplicateKeys(value, [...path, at]));
  if (node.type !== 'Object') return [];
  const seen = new Set<string>();
  return node.members.flatMap(({ name, value }) => {
    const key = keyOf(name);
    const here = [...path, key];
    const again = seen.has(key)
      ? [
          {
            at: name.loc.start,
            field: fieldOf(here),
            found: `${JSON.stringify(key)} a second time`,
            expected: 'each key once',
          },
        ]
      : [];
    seen.add(key);
    return [...again, ...duplicateKeys(value, here)];
  });
}

type SyntaxProblem = Error & Position;

const isSyntaxError = (error: unknown): error is SyntaxProblem =>
  error instanceof Error && 'line' in error && 'column' in error;

const tokens: Readonly<Record<string, string>> = {
  LBrace: '{',
  RBrace: '}',
  LBracket: '[',
  RBracket: ']',
  Comma: 'comma',
  Colon: 'colon',
  String: 'string (is a comma missing?)',
};

/** The parser's complaint as what it found: `Unexpected token RBrace found. (1:2)` is an unexpected }. */
function foundBy({ message }: SyntaxProblem): string {
  const [, kind = 'input', what = ''] =
    /^Unexpected (token|character|identifier|end of input) ?(.*?) found\./s.exec(message) ?? [];
  if (kind === 'end of input') return 'the end of the file';
  return `an unexpected ${kind === 'token' ? (tokens[what] ?? what.toLowerCase()) : JSON.stringify(what.replace(/^'(.*)'$/s, '$1'))}`;
}

const keyOf = (name: { type: string; value?: string; name?: string }): string => name.value ?? name.name ?? '';

/** `facts[2].text.ru` for a path. */
export const fieldOf = (path: Path): string =>
  path.reduce<string>(
    (field, step) =>
      typeof step === 'number' ? `${field}[${step}]` : field === '' ? String(step) : `${field}.${String(step)}`,
    '',
  ) || '(file)';
