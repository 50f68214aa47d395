import { html } from '/vendor/lit-html/lit-html.js';

/** A slash and the word it begins, not in the middle of an address or of `and/or`. */
const slashWord = /(?<![^\s(«„“"'])(\/[\p{L}\p{N}_-]+)/u;

/** Text whose command names stay in one piece: browsers break a line after a slash, at least before Cyrillic. */
export function slashWords(text: string): unknown {
  const parts = text.split(slashWord);
  if (parts.length === 1) return text;
  return parts.map((part, at) => (at % 2 === 1 ? html`<span class="slash-word">${part}</span>` : part));
}
