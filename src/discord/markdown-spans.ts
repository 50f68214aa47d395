/** A stretch that Discord draws as one: from `open`, its text from `inner` up to `close`, where `mark` ends it. */
export type Span = Readonly<{ open: number; inner: number; close: number; mark: string }>;

/** A stretch that must not be cut: a link, a mention, a timestamp, an escape, a mark. Starts before and ends after any cut. */
export type Atom = Readonly<{ start: number; end: number }>;

const maskedLink = /\[(?:[^[\]\\\n]|\\.)*\]\((?:[^()\s\\]|\\.|\([^()\s]*\))*\)/y;
const angled = /<[^<>\s]{1,2048}>/y;
const url = /https?:\/\/[^\s<>)|]+/y;
const emphases = ['||', '~~', '***', '**', '*', '___', '__', '_'];
/** By their first sign, for most signs begin nothing. */
const wholes: Readonly<Record<string, RegExp>> = { '[': maskedLink, '<': angled, h: url };
/** No text has more marks inside each other; the oldest is then plain text, or each new one would look through all of them. */
const mostOpen = 32;
const beginsSomething = /[\\[<h`|~*_]/g;

/** What Discord's markdown pairs up in a text, and what may not be cut apart. A mark without its partner is plain text. */
export function readMarkdown(text: string): { spans: readonly Span[]; atoms: readonly Atom[] } {
  const spans: Span[] = [];
  const atoms: Atom[] = [];
  let open: { mark: string; at: number }[] = [];

  for (let at = 0; (at = next(text, at)) < text.length;) {
    const whole = text[at] === '\\' ? 2 : lengthAt(wholes[text[at] ?? ''], text, at);
    if (whole > 0) {
      atoms.push({ start: at, end: Math.min(at + whole, text.length) });
      at += whole;
      continue;
    }
    const code = codeAt(text, at);
    if (code) {
      spans.push(code);
      at = code.close + code.mark.length;
      continue;
    }
    const mark = markAt(text, at, open.at(-1)?.mark);
    if (!mark) {
      at += 1;
      continue;
    }
    const partner = open.findLastIndex((candidate) => candidate.mark === mark);
    const opened = open[partner];
    if (opened && mayClose(text, at, mark) && at > opened.at + mark.length) {
      spans.push({ open: opened.at, inner: opened.at + mark.length, close: at, mark });
      open = open.slice(0, partner);
    } else if (mayOpen(text, at, mark)) {
      open.push({ mark, at });
      if (open.length > mostOpen) open.shift();
    }
    at += mark.length;
  }
  for (const { open: start, inner, close, mark } of spans) {
    atoms.push({ start, end: inner }, { start: close, end: close + mark.length });
  }
  return { spans, atoms };
}

/** The next place at or behind `at` where something may begin. */
function next(text: string, at: number): number {
  beginsSomething.lastIndex = at;
  return beginsSomething.exec(text)?.index ?? text.length;
}

function lengthAt(pattern: RegExp | undefined, text: string, at: number): number {
  if (!pattern) return 0;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Code between equal runs of backticks; nothing inside it is markdown. */
function codeAt(text: string, at: number): Span | undefined {
  if (text[at] !== '`') return undefined;
  const mark = /^`+/.exec(text.slice(at, at + 100))?.[0];
  if (mark === undefined) return undefined;
  const inner = at + mark.length;
  const close = text.indexOf(mark, inner);
  return close > inner ? { open: at, inner, close, mark } : undefined;
}

/** `***` at the end of `***both***` closes what was opened last; hence `innermost`. */
function markAt(text: string, at: number, innermost: string | undefined): string | undefined {
  const longest = emphases.find((mark) => text.startsWith(mark, at));
  if (longest !== undefined && longest.length === 3) {
    return innermost !== undefined && longest.startsWith(innermost) ? innermost : longest.slice(1);
  }
  return longest;
}

const oneSided = (mark: string): boolean => mark === '*' || mark === '_';

/** `2 * 3` and `snake_case` hold no marks. */
const mayOpen = (text: string, at: number, mark: string): boolean =>
  !oneSided(mark) || (/\S/.test(text[at + 1] ?? ' ') && !(mark === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')));

const mayClose = (text: string, at: number, mark: string): boolean =>
  !oneSided(mark) || (/\S/.test(text[at - 1] ?? ' ') && !(mark === '_' && /[\p{L}\p{N}]/u.test(text[at + 1] ?? ' ')));
