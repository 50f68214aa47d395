import { realTypos } from '../../tests/data/real-typos.ts';
import { warFilms } from '../../tests/data/war-films.ts';
import { seededRandom } from '../../tests/support/library.ts';

type Alphabet = Readonly<{ consonants: string; vowels: string; small: readonly string[] }>;

const latin: Alphabet = {
  consonants: 'bcdfghklmnprstvwyz',
  vowels: 'aeiou',
  small: ['the', 'of', 'and', 'in', 'a', 'to'],
};
const cyrillic: Alphabet = {
  consonants: 'бвгджзклмнпрстфхцчшщ',
  vowels: 'аеиоуыэюя',
  small: ['и', 'в', 'на', 'не', 'с', 'о'],
};

/**
 * Titles of one to four words of one to four syllables, seven of ten in Latin letters, the others in Cyrillic; a fifth of
 * the words are the small ones that every language repeats. The same number, the same titles.
 */
export function syntheticTitles(count: number): string[] {
  const random = seededRandom(1957);
  const below = (limit: number): number => Math.floor(random() * limit);
  const word = ({ consonants, vowels, small }: Alphabet): string => {
    if (random() < 0.2) return small[below(small.length)] ?? '';
    const syllables = Array.from(
      { length: 2 + below(3) },
      () => consonants.charAt(below(consonants.length)) + vowels.charAt(below(vowels.length)),
    );
    return syllables.join('') + (random() < 0.4 ? consonants.charAt(below(consonants.length)) : '');
  };
  return Array.from({ length: count }, () => {
    const alphabet = random() < 0.7 ? latin : cyrillic;
    const text = Array.from({ length: 1 + below(4) }, () => word(alphabet)).join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  });
}

/** What was typed, and the place of the title that was meant. */
export type Query = Readonly<{ typed: string; meant: number }>;

/** The first one to five letters of any word of any title. */
export const prefixQueries = (titles: readonly string[], count: number): Query[] =>
  queries(titles, count, 1, (word, below) => word.slice(0, 1 + below(5)));

/** A word of five letters or more of any title, with one letter left out, put in, or replaced, or two neighbours swapped. */
export const typoQueries = (titles: readonly string[], count: number): Query[] =>
  queries(titles, count, 5, (word, below) => {
    const at = below(word.length - 1);
    const [head, letter, next, tail] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
    const other = word.charAt(below(word.length));
    const slips = [head + next + tail, head + other + letter + next + tail, head + other + next + tail];
    return [...slips, head + next + letter + tail][below(4)] ?? word;
  });

function queries(
  titles: readonly string[],
  count: number,
  shortest: number,
  type: (word: string, below: (limit: number) => number) => string,
): Query[] {
  const random = seededRandom(1945);
  const below = (limit: number): number => Math.floor(random() * limit);
  const found: Query[] = [];
  while (found.length < count) {
    const meant = below(titles.length);
    const words = (titles[meant] ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= shortest);
    const word = words[below(words.length)];
    if (word !== undefined) found.push({ typed: type(word, below), meant });
  }
  return found;
}

const films = warFilms();

/** The titles of the 61 films, and the names of those who made them. */
export const realTitles = (): string[][] =>
  films.films.map(({ title, originalTitle, aliases, directors }) => [
    ...[title, originalTitle, ...aliases],
    ...films.people.filter(({ id }) => directors.includes(id)).flatMap(({ name }) => [name.en, name.ru]),
  ]);

/** What people mistype for them. */
export const realQueries = (): Query[] =>
  realTypos.map(([typed, meant]) => ({ typed, meant: films.films.findIndex(({ id }) => id === meant) }));
