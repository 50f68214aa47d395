/** The letters of a Russian keyboard, and what is on the same keys of an English one; below, both with shift held. */
const russian = 'йцукенгшщзхъфывапролджэячсмитьбюё' + 'ХЪЖЭБЮЁ';
const english = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + '{}:"<>~';

const keys = (from: string, to: string): ReadonlyMap<string, string> =>
  new Map(Array.from(from, (key, at) => [key, to.charAt(at).toLowerCase()]));

const toRussian = keys(english, russian);
const toEnglish = keys(russian, english);

/** What the same keys give on the other keyboard: `ktnzn` is «летят», «шмфт» is ivan. Letters of neither stay. */
export function otherLayout(typed: string): string {
  const lower = typed.toLowerCase();
  const keyboard = /[а-яё]/.test(lower) ? toEnglish : toRussian;
  return Array.from(lower, (key) => keyboard.get(key) ?? key).join('');
}

/** Whether a text has signs that are letters on the Russian keyboard: «,tu» may well be «бег». */
export const hasLetterKeys = (typed: string): boolean => /[[\];',.`{}:"<>~]/.test(typed);
