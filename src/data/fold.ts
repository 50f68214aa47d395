/** Letters that have another spelling in plain Latin. Cyrillic as passports have it, й as и; ё has lost its dots before. */
const latin: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'z', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', ш: 's', щ: 's' },
  ...{ ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia', і: 'i', ї: 'i', є: 'e', ґ: 'g', ў: 'u' },
  ...{ y: 'i', j: 'i', w: 'v', x: 'ks', ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 's', æ: 'ae', œ: 'oe' },
};

/**
 * Neighbours that stand for one sound, in which systems of transliteration differ: х is kh or h, щ is shch, sch or šč, е is
 * ye or e, ё is yo, jo or e. By the second letter, then the first: what the two become, which may pair with the letter
 * before them: shch, sch, sh, s.
 */
const merged: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  h: { k: 'h', z: 'z', c: 'c', s: 's' },
  c: { s: 's', t: 'c' },
  s: { t: 'c' },
  z: { t: 'c', c: 'c' },
  e: { i: 'e' },
  o: { i: 'e' },
};

/** One word in plain letters, its pairs made one. */
function respelled(word: string): string {
  const spelled: string[] = [];
  for (const letter of word) for (const next of latin[letter] ?? letter) addLetter(spelled, next);
  return spelled.join('');
}

/** Each step adds a letter or takes one away, so it ends. */
function addLetter(spelled: string[], letter: string): void {
  const last = spelled.at(-1) ?? '';
  const one = merged[letter]?.[last];
  if (one !== undefined) {
    spelled.pop();
    return addLetter(spelled, one);
  }
  // Doubled letters are the commonest misspelling; э at the start of a word is eh in one of the systems.
  const silent = (letter === last && !isDigit(letter)) || (letter === 'h' && last === 'e' && spelled.length === 1);
  if (!silent) spelled.push(letter);
}

const isDigit = (letter: string): boolean => letter >= '0' && letter <= '9';

/** Letters and digits as typed: no case, no diacritics, ё as е, й as и, words parted by single spaces. */
const plain = (decomposed: string): string =>
  decomposed
    .replace(/\p{M}+/gu, '')
    .replace(/['’”ʹʺʼ′″`·]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const decompose = (text: string): string => text.normalize('NFKD').toLowerCase();

const respelledWords = (words: string): string => words.split(' ').map(respelled).filter(Boolean).join(' ');

/** ISO 9 writes ю and я as û and â, which other languages have, too. Undefined where there is none. */
const fromIso9 = (decomposed: string): string | undefined =>
  decomposed.includes('\u0302') ? respelledWords(plain(decomposed.replace(/([ua])\u0302/g, 'i$1'))) : undefined;

/** Scholars write х as x, everybody else writes кс so. Undefined where there is none. */
const fromScholars = (own: string): string | undefined =>
  own.includes('x') ? respelledWords(own.replaceAll('x', 'h')) : undefined;

/**
 * One form for all ways to type a text: its letters, in either alphabet, however transliterated, doubled letters single.
 * Meant for comparing, never for showing.
 */
export const fold = (text: string): string => respelledWords(plain(decompose(text)));

/** The letters and digits of a text in its own alphabet, without case and diacritics. Meant for comparing, too. */
export const letters = (text: string): string => plain(decompose(text));

/**
 * The forms under which a name is found: folded, and as it is written, because folding makes one letter of two: who has
 * typed only the `k` of Khutsiev is on the way to a `kh`, which folds to `h`. And those of letters that mean two things.
 */
export function foldings(name: string): readonly string[] {
  const decomposed = decompose(name);
  const own = plain(decomposed);
  const forms = [own, respelledWords(own), fromIso9(decomposed), fromScholars(own)];
  return [...new Set(forms)].filter((form) => form !== undefined).filter(Boolean);
}

/** What is typed may go on so that its last letter becomes another one. */
const open = /[kzcsti](?: |$)/;

/** Those of a text's forms that are enough to find the names that start with it. */
export function readings(typed: string): readonly string[] {
  const decomposed = decompose(typed);
  const own = plain(decomposed);
  const folded = respelledWords(own);
  const forms = [folded, open.test(folded) ? own : undefined, fromIso9(decomposed), fromScholars(own)];
  return [...new Set(forms)].filter((form) => form !== undefined).filter(Boolean);
}

/** As much of a typed text as is read: more than any name has. */
export const readable = (typed: string): string => typed.slice(0, 200);
