/**
 * Makes a title, a name or what somebody typed plain: no emphasis, spoiler, code, link, mention, heading or list comes of
 * it. Escape first, clamp after: the clamp never cuts an escape apart.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_~|<[\]]/g, '\\$&')
    .replace(/^([^\S\n]*)(#{1,3}|-#|[-+]|>{1,3})(?=\s)/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)\.(?=\s)/gm, '$1\\.');

/** Hidden until clicked. Bars inside would end the mask early, so they are escaped with the rest. */
export const masked = (text: string): string => `||${escapeMarkdown(text)}||`;

/** An address longer than this would leave no room for the words around it. */
const longestUrl = 350;

/** A masked link: the address cannot end it early, the words cannot open another. Just the words where no address fits. */
export function link(words: string, url: string): string {
  const address = URL.parse(url);
  const href = address?.href.replaceAll('(', '%28').replaceAll(')', '%29') ?? '';
  const safe = /^https?:$/.test(address?.protocol ?? '') && href.length <= longestUrl;
  return safe ? `[${escapeMarkdown(words)}](${href})` : escapeMarkdown(words);
}
