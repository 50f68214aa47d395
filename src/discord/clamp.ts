import { readMarkdown } from './markdown-spans.ts';
import type { Atom, Span } from './markdown-spans.ts';

const ellipsis = '…';
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text that is longer than `limit` UTF-16 units (Discord counts code points: never more): between words where
 * there are any, never inside a grapheme, a link or a mention, with "…", and with every mark closed that the cut left open.
 */
export function clamp(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const { spans, atoms } = readMarkdown(text);
  const ends = cuts(text, atoms, limit);
  const words = ends.filter((end) => /\s/.test(text[end] ?? '') && /\S/.test(text[end - 1] ?? ''));
  return cutAtBest(text, words, spans, limit, limit / 3) ?? cutAtBest(text, ends, spans, limit, 0) ?? '';
}

/** Where the text may be cut, latest first: between graphemes, outside atoms. */
function cuts(text: string, atoms: readonly Atom[], limit: number): number[] {
  const inside = new Set<number>();
  for (const { start, end } of atoms) for (let at = start + 1; at < end; at += 1) inside.add(at);
  const ends: number[] = [0];
  for (const { index } of graphemes.segment(text.slice(0, limit + 32))) {
    if (index > 0 && index < limit && !inside.has(index)) ends.push(index);
  }
  return ends.toReversed();
}

function cutAtBest(
  text: string,
  ends: readonly number[],
  spans: readonly Span[],
  limit: number,
  atLeast: number,
): string | undefined {
  for (const end of ends) {
    if (end < atLeast) return undefined;
    const open = spans.filter((span) => span.open < end && end <= span.close);
    // Not right behind an opening mark: it would hold nothing but the ellipsis.
    if (open.some((span) => span.inner === end)) continue;
    const closers = open.toSorted((a, b) => b.open - a.open).map((span) => span.mark);
    const result = text.slice(0, end).trimEnd() + ellipsis + closers.join('');
    if (result.length <= limit) return result;
  }
  return undefined;
}
