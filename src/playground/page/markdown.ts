/*
 * Discord's markdown as a tree: https://support.discord.com/hc/en-us/articles/210298617 and, for timestamps and mentions,
 * https://discord.com/developers/docs/reference#message-formatting. Nothing here makes HTML; markdown-view.ts draws it.
 */

export type Inline =
  | Readonly<{ kind: 'text' | 'code'; text: string }>
  | Readonly<{ kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: readonly Inline[] }>
  | Readonly<{ kind: 'link'; href: string; children: readonly Inline[] }>
  | Readonly<{ kind: 'time'; unix: number; style: string }>
  | Readonly<{ kind: 'user' | 'channel' | 'role'; id: string }>
  | Readonly<{ kind: 'command'; name: string }>;

export type Item = Readonly<{ children: readonly Inline[]; nested: readonly Block[] }>;

export type Block =
  | Readonly<{ kind: 'text' | 'subtext'; children: readonly Inline[] }>
  | Readonly<{ kind: 'heading'; level: 1 | 2 | 3; children: readonly Inline[] }>
  | Readonly<{ kind: 'quote'; blocks: readonly Block[] }>
  | Readonly<{ kind: 'code'; text: string }>
  | Readonly<{ kind: 'list'; start: number | undefined; items: readonly Item[] }>;

/** Reads a message, a description or a field's value. Line breaks inside a `text` block are line breaks. */
export function parseMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = [];
  const fence = /```(?:[\w+#.-]+\n)?\n?([\s\S]*?)\n?```/g;
  let from = 0;
  for (const found of source.matchAll(fence)) {
    const text = found[1] ?? '';
    if (text.trim() === '') continue;
    blocks.push(...parseLines(source.slice(from, found.index).replace(/\n$/, '')), { kind: 'code', text });
    from = found.index + found[0].length;
    if (source[from] === '\n') from += 1;
  }
  return [...blocks, ...parseLines(source.slice(from))];
}

const listItem = /^(\s*)(?:[-*]|(\d{1,9})\.)\s+(.*)$/;

/** What one line opens, if it opens something by itself. */
function opened(line: string): Block | undefined {
  const [, hashes, heading] = /^(#{1,3})\s+(.+)$/.exec(line) ?? [];
  if (hashes && heading) {
    return { kind: 'heading', level: hashes.length as 1 | 2 | 3, children: parseInline(heading) };
  }
  const subtext = /^-#\s+(.+)$/.exec(line)?.[1];
  return subtext === undefined ? undefined : { kind: 'subtext', children: parseInline(subtext) };
}

function parseLines(source: string): Block[] {
  if (source === '') return [];
  const lines = source.split('\n');
  const blocks: Block[] = [];
  const plain: string[] = [];
  const flush = (): void => {
    if (plain.length > 0) blocks.push({ kind: 'text', children: parseInline(plain.join('\n')) });
    plain.length = 0;
  };
  const take = (wanted: RegExp, from: number): string[] => {
    const end = lines.findIndex((line, at) => at >= from && !wanted.test(line));
    return lines.slice(from, end === -1 ? undefined : end);
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const block = opened(line);
    if (block) {
      flush();
      blocks.push(block);
    } else if (line.startsWith('>>> ')) {
      flush();
      blocks.push({ kind: 'quote', blocks: parseLines([line.slice(4), ...lines.slice(at + 1)].join('\n')) });
      return blocks;
    } else if (line.startsWith('> ')) {
      flush();
      const quoted = take(/^> /, at);
      blocks.push({ kind: 'quote', blocks: parseLines(quoted.map((one) => one.slice(2)).join('\n')) });
      at += quoted.length - 1;
    } else if (listItem.test(line)) {
      flush();
      const items = sameList(take(listItem, at));
      blocks.push(listOf(items));
      at += items.length - 1;
    } else plain.push(line);
  }
  flush();
  return blocks;
}

/** Items up to the first that counts where they do not, or the other way round: that one begins a list of its own. */
function sameList(lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  const [, indent = '', number] = listItem.exec(first) ?? [];
  const other = rest.findIndex((line) => {
    const [, deeper = '', counted] = listItem.exec(line) ?? [];
    return deeper.length <= indent.length && (counted === undefined) !== (number === undefined);
  });
  return other === -1 ? lines : lines.slice(0, other + 1);
}

/** Lines that are all items; those indented deeper than the first belong to the item before them. */
function listOf(lines: readonly string[]): Block {
  const read = lines.map((line) => {
    const [, indent = '', number, text = ''] = listItem.exec(line) ?? [];
    return { line, indent: indent.length, number, text };
  });
  const [first] = read;
  const items: Item[] = [];
  for (let at = 0; at < read.length;) {
    const inner: string[] = [];
    const { text } = read[at] as (typeof read)[number];
    for (at += 1; at < read.length && (read[at]?.indent ?? 0) > (first?.indent ?? 0); at += 1) {
      inner.push(read[at]?.line ?? '');
    }
    items.push({ children: parseInline(text), nested: inner.length > 0 ? [listOf(inner)] : [] });
  }
  return { kind: 'list', start: first?.number === undefined ? undefined : Number(first.number), items };
}

type Rule = readonly [RegExp, (found: RegExpExecArray, depth: number) => Inline];

const text = (value: string): Inline => ({ kind: 'text', text: value });
const wrap =
  (kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') =>
  ([, inner = '']: RegExpExecArray, depth: number): Inline => ({ kind, children: parseInline(inner, depth + 1) });
const link = (href: string, words: string, depth: number): Inline => ({
  kind: 'link',
  href,
  children: words === href ? [text(words)] : parseInline(words, depth + 1),
});

/** In this order, at each place of a text. All are sticky: they match where they stand or not at all. */
const rules: readonly Rule[] = [
  [/\\([^\w\s])/y, ([, plain = '']) => text(plain)],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, ([, , code = '']) => ({ kind: 'code', text: code.replace(/^ (?=`)|(?<=`) $/g, '') })],
  [/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, wrap('spoiler')],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, wrap('strong')],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, wrap('underline')],
  [/~~((?:\\[\s\S]|[^\\])+?)~~/y, wrap('strike')],
  [/\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)(?<!\s)\*(?!\*)/y, wrap('em')],
  [/(?<![\p{L}\p{N}_])_((?:\\[\s\S]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, wrap('em')],
  [
    /\[((?:\\[\s\S]|[^\\[\]])+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\)/y,
    ([, words = '', href = ''], depth) => link(href, words, depth),
  ],
  [/<(https?:\/\/[^\s<>]+)>/y, ([, href = ''], depth) => link(href, href, depth)],
  [/https?:\/\/[^\s<|]*[^\s<|.,:;!?"'\])]/y, ([href], depth) => link(href, href, depth)],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, ([, unix, style = 'f']) => ({ kind: 'time', unix: Number(unix), style })],
  [/<@!?(\d+)>/y, ([, id = '']) => ({ kind: 'user', id })],
  [/<@&(\d+)>/y, ([, id = '']) => ({ kind: 'role', id })],
  [/<#(\d+)>/y, ([, id = '']) => ({ kind: 'channel', id })],
  [/<\/([^:<>\n]+):\d+>/y, ([, name = '']) => ({ kind: 'command', name })],
  [/<a?:(\w+):\d+>/y, ([, name = '']) => text(`:${name}:`)],
];

/** Reads one run of text. Deeper than any writer nests, the rest stays as it is written. */
export function parseInline(source: string, depth = 0): readonly Inline[] {
  const parts: Inline[] = [];
  const add = (part: Inline): void => {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') parts[parts.length - 1] = text(last.text + part.text);
    else parts.push(part);
  };
  if (depth > 12) return [text(source)];
  const special = /[\\`|*_~[<]|https?:/g;
  for (let at = 0; at < source.length;) {
    const match = firstMatch(source, at, depth);
    if (match) {
      add(match.part);
      at = match.end;
      continue;
    }
    special.lastIndex = at + 1;
    const next = special.exec(source)?.index ?? source.length;
    add(text(source.slice(at, next)));
    at = next;
  }
  return parts;
}

function firstMatch(source: string, at: number, depth: number): { part: Inline; end: number } | undefined {
  for (const [pattern, make] of rules) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    // Read before `make`: what is nested uses the same pattern.
    if (found) return { end: at + found[0].length, part: make(found, depth) };
  }
  return undefined;
}
