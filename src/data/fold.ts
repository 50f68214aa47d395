/** Cyrillic in Latin letters, with what systems of transliteration disagree on (й or и, х as kh or h) already made one. */
const latin: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'z', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', ш: 's', щ: 's' },
  ...{ ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'e', ґ: 'g', ў: 'u' },
};

/** Spellings that systems of transliteration disagree on, each brought to one form: zhuravli and žuravli are one word. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/sh?(?:ch?)+/g, 's'],
  // Only from the start of a run: from each k of a long one the search would be quadratic.
  [/(?<!k)k+h/g, 'h'],
  [/([zcs])h+/g, '$1'],
  [/t[sz]/g, 'c'],
  [/[yj]/g, 'i'],
  [/i{2,}/g, 'i'],
  // What stood alone and has no Latin letter, like ь, leaves no word.
  [/ {2,}/g, ' '],
];

/** One rule makes room for another (сх is s and h, hence sh), so they go round until nothing changes; none lengthens. */
function respelled(text: string): string {
  const once = spellings.reduce((folded, [spelling, one]) => folded.replace(spelling, one), text);
  return once === text ? text : respelled(once);
}

/** A text's letters and digits as typed: no case, no diacritics, ё as е, й as и, words parted by single spaces. */
const letters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’ʹʺ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * One form for all ways to type a text: its letters, in either alphabet, however transliterated. Meant for comparing, never
 * for showing.
 */
export function fold(text: string): string {
  const transliterated = letters(text).replace(/[а-яіїєґў]/g, (letter) => latin[letter] ?? letter);
  return respelled(transliterated).trim();
}

/**
 * The forms under which a name is found: as typed, and folded. Both, because folding makes one letter of two: who has typed
 * only the `k` of Khutsiev is on the way to a `kh`, which folds to `h`.
 */
export const foldings = (text: string): readonly string[] => [...new Set([letters(text), fold(text)])];
