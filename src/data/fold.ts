/** Cyrillic as most people type it in Latin letters; й is told from и only after folding, see `fold`. */
const latin: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'z', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', ш: 's', щ: 's' },
  ...{ ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'e', ґ: 'g', ў: 'u' },
};

/** Spellings that systems of transliteration disagree on, each brought to one form: zhuravli and žuravli are one word. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 's'],
  [/([zcs])h/g, '$1'],
  [/kh/g, 'h'],
  [/t[sz]/g, 'c'],
  [/[yj]/g, 'i'],
  [/i{2,}/g, 'i'],
];

/**
 * One form for all ways to type a text: no case, no diacritics, ё as е, either alphabet, words parted by single spaces.
 * Meant for comparing, never for showing.
 */
export function fold(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[а-яіїєґў]/g, (letter) => latin[letter] ?? letter)
    .replace(/['’ʹʺ`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return spellings.reduce((folded, [spelling, one]) => folded.replace(spelling, one), letters);
}
