/**
 * Makes a title, a name or what somebody typed plain: no emphasis, spoiler, code, link, mention, heading or list comes of
 * it. Escape first, clamp after: the clamp never cuts an escape apart.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_~|<[\]]/g, '\\$&')
    .replace(/^([^\S\n]*)(#{1,3}|-#|[-+]|>{1,3})(?=\s)/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)\.(?=\s)/gm, '$1\\.');
