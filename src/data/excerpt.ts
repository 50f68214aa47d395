import { NameIndex } from './name-index.ts';

/** Words shown before and behind the one that matched. */
const before = 6;
const behind = 10;

/** The part of a text around the word by which a query finds it, with … where something was cut. */
export function excerpt(text: string, query: string): string {
  const words = text.split(/\s+/);
  const index = new NameIndex([...words.keys()], (place) => [words[place] ?? '']);
  // The longest word says most; a text that has it is not shown around an «and».
  const longest = [...new Set(query.split(/\s+/))].toSorted((a, b) => b.length - a.length).slice(0, 5);
  // Of an iterator, so that no word is looked for behind the one that matched.
  const [match] = longest.values().flatMap((word) => index.find(word, { limit: 1 }));
  const from = Math.max(0, (match?.item ?? 0) - before);
  const to = Math.min(words.length, (match?.item ?? 0) + behind + 1);
  return [...(from > 0 ? ['…'] : []), ...words.slice(from, to), ...(to < words.length ? ['…'] : [])].join(' ');
}
