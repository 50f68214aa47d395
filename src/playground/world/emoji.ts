/** `name:id` names a custom emoji; all else is Unicode. */
export function emojiOf(emoji: string): { id: string | null; name: string } {
  const custom = /^(?<name>\w{2,32}):(?<id>\d+)$/.exec(emoji);
  return custom?.groups
    ? { id: custom.groups['id'] ?? null, name: custom.groups['name'] ?? '' }
    : { id: null, name: emoji };
}

/**
 * One Unicode emoji as it is written in full, or undefined for anything else. Discord takes it with or without the
 * selector that asks for a coloured drawing, and means the same. A custom one is never known here: the playground's
 * guild owns none.
 */
export function fullEmoji(text: string): string | undefined {
  const forms = [
    text,
    `${text}\u{fe0f}`,
    text.replace(/\u{20e3}$/u, '\u{fe0f}\u{20e3}'),
    text.replaceAll('\u{fe0f}', ''),
  ];
  return forms.find((form) => /^\p{RGI_Emoji}$/v.test(form));
}
