import type { Film } from '../domain/film.ts';
import type { Person, Theme } from '../domain/library.ts';
import type { Language } from '../domain/text.ts';
import { excerpt } from './excerpt.ts';
import { letters, readable } from './fold.ts';
import { hasLetterKeys } from './keyboard.ts';
import { isTooShort, NameIndex } from './name-index.ts';
import type { Closeness, FindOptions, Match, Near } from './name-index.ts';
import { withoutEndings } from './word-forms.ts';

/** What a search looks through, the most telling first. */
const fields = ['title', 'alias', 'person', 'theme', 'year', 'fact'] as const;
type SearchField = (typeof fields)[number];

/** Where a search looks; titles are aliases, too. */
export type SearchPlace = 'everything' | Exclude<SearchField, 'alias' | 'year'>;

/** A film that was found: in which field, and what is written there. */
export type Hit = Readonly<{ film: Film; field: SearchField; text: string }>;

type Found = Hit & Readonly<{ closeness: Closeness }>;

type Indexes = Readonly<{ person: NameIndex<Person>; theme: NameIndex<Theme> }>;
type FilmsWith = (filter: Readonly<{ person?: string; theme?: string }>) => readonly Film[];

/** Finds films by everything that is written about them. Built once; no query does I/O. */
export class FilmSearch {
  readonly #films: readonly Film[];
  readonly #titles: NameIndex<Hit>;
  readonly #names: Indexes;
  readonly #filmsWith: FilmsWith;
  /** By language; made when first asked: facts have many more words than all names, and few searches get so far. */
  readonly #facts = new Map<Language, NameIndex<Hit>>();

  constructor(films: readonly Film[], names: Indexes, filmsWith: FilmsWith) {
    this.#films = films;
    this.#titles = new NameIndex(films.flatMap(titlesOf), ({ text }) => [text, text.replace(article, '')]);
    this.#names = names;
    this.#filmsWith = filmsWith;
  }

  /**
   * Films best first: whole titles; then what fits without a slip before the other keyboard, that before typos, and in each
   * titles, aliases, people, themes, the year, facts. Another form of a word is no slip. Names with a typo are found only
   * where no name fits without, facts with one only where nothing else is found. A year behind words, as films are shown,
   * puts first what the words find of that year.
   */
  search(typed: string, place: SearchPlace, language: Language): readonly Hit[] {
    const query = readable(typed);
    const [, words, year] = yearBehind.exec(query) ?? [];
    const dated = words === undefined ? [] : this.#find(words, place, language).filter(({ film }) => isOf(film, year));
    const found = distinct([...dated, ...this.#find(query, place, language)], ({ film }) => film);
    const forms = `${query} ${withoutEndings(query)}`;
    return found.map(({ film, field, text }) => ({
      film,
      field,
      text: field === 'fact' ? excerpt(text, forms) : text,
    }));
  }

  #find(query: string, place: SearchPlace, language: Language): readonly Found[] {
    const forms = withoutEndings(query);
    const names = closest([...this.#inAllNames(query, place, language), ...this.#inYears(query, place)], query);
    const bent = forms === query ? [] : this.#inAllNames(forms, place, language).filter(isSlipless);
    const facts = place === 'fact' || place === 'everything' ? this.#inFacts(query, forms, language) : [];
    const named = bent.length > 0 ? [...names.filter(isSlipless), ...bent] : names;
    return ranked([...named, ...(named.length === 0 ? facts : facts.filter(isSlipless))]);
  }

  #inAllNames(query: string, place: SearchPlace, language: Language): Found[] {
    const asked = (field: SearchPlace): boolean => place === field || place === 'everything';
    return [
      ...(asked('title') ? this.#inTitles(query) : []),
      ...(asked('person') ? this.#inNames('person', query, language) : []),
      ...(asked('theme') ? this.#inNames('theme', query, language) : []),
    ];
  }

  /** The films of a year, if the query is one. */
  #inYears(query: string, place: SearchPlace): Found[] {
    const year = query.trim();
    if (place !== 'everything' || !/^\d{4}$/.test(year)) return [];
    return this.#films
      .filter((film) => isOf(film, year))
      .map((film) => ({ film, field: 'year', text: year, closeness: 'words' }));
  }

  /** Makes what the first searches through facts would wait for; waits for `pause` before each step of some 20 ms. */
  async warmUp(pause: () => Promise<unknown>): Promise<void> {
    for (const language of ['en', 'ru'] as const) {
      await pause();
      this.#factsIn(language);
    }
  }

  /**
   * For an option that names a film: those called so, and behind them those whose director is. A year behind words, as films
   * are shown, is read where nothing is called so.
   */
  find(typed: string, options: FindOptions = {}): readonly Match<Film>[] {
    const query = readable(typed);
    const found = this.#called(query, options);
    const [, words, year] = yearBehind.exec(query) ?? [];
    if (found.length > 0 || words === undefined) return found;
    return this.#called(words, options).filter(({ item }) => isOf(item, year));
  }

  /**
   * For an option that names a film, where none is called so: whatever is written about films, best first. Who made it or
   * what it is about is as sure as a title; the year and facts, which speak of much, are not.
   */
  about(typed: string): readonly Readonly<{ item: Film; isSure: boolean }>[] {
    return this.#find(readable(typed), 'everything', 'en')
      .filter((found) => found.field !== 'fact' || isSlipless(found))
      .map((found) => ({ item: found.film, isSure: isSlipless(found) && !['year', 'fact'].includes(found.field) }));
  }

  #called(typed: string, { limit = Infinity, typos = 'instead' }: FindOptions): readonly Match<Film>[] {
    const directed = this.#inNames('person', typed, 'en', typos).filter(({ film, id }) => film.directors.includes(id));
    const found = [...this.#inTitles(typed, typos), ...directed];
    return ranked(closest(found, typed, typos))
      .slice(0, limit)
      .map(({ film, closeness }) => ({ item: film, closeness }));
  }

  /** The films with the title or the director most like a text, the likest first. */
  nearest(typed: string, limit: number): readonly Near<Film>[] {
    const titled = this.#titles.nearest(typed, Infinity).map(({ item, likeness }) => ({ item: item.film, likeness }));
    const directed = this.#names.person.nearest(typed, limit).flatMap(({ item: { id }, likeness }) =>
      this.#filmsWith({ person: id })
        .filter(({ directors }) => directors.includes(id))
        .map((film) => ({ item: film, likeness })),
    );
    const near = [...titled, ...directed].toSorted((a, b) => b.likeness - a.likeness);
    return distinct(near, ({ item }) => item).slice(0, limit);
  }

  #inTitles(query: string, typos: FindOptions['typos'] = 'instead'): Found[] {
    return this.#titles.find(query, { typos }).map(({ item, closeness }) => ({ ...item, closeness }));
  }

  /** With the id of who or what was found. */
  #inNames(
    field: 'person' | 'theme',
    query: string,
    language: Language,
    typos: FindOptions['typos'] = 'instead',
  ): (Found & Readonly<{ id: string }>)[] {
    return this.#names[field]
      .find(query, { typos })
      .flatMap(({ item: { id, name }, closeness }) =>
        this.#filmsWith({ [field]: id }).map((film) => ({ film, field, text: name[language], closeness, id })),
      );
  }

  /** Facts in the reader’s language, also by other forms of the words; in the other one where that says nothing of it. */
  #inFacts(query: string, forms: string, language: Language): Found[] {
    const inLanguage = (spoken: Language): Found[] => {
      const find = (text: string): Found[] =>
        this.#factsIn(spoken)
          .find(text)
          .map(({ item, closeness }) => ({ ...item, closeness }));
      const bent = forms === query ? [] : find(forms).filter(isSlipless);
      return closest([...find(query), ...bent], query);
    };
    const own = inLanguage(language);
    return own.length > 0 ? own : inLanguage(language === 'en' ? 'ru' : 'en');
  }

  #factsIn(language: Language): NameIndex<Hit> {
    const made = this.#facts.get(language);
    if (made) return made;
    const facts = this.#films.flatMap((film) =>
      film.facts.map(({ text }): Hit => ({ film, field: 'fact', text: text[language] })),
    );
    const index = new NameIndex(facts, ({ text }) => [text]);
    this.#facts.set(language, index);
    return index;
  }
}

/** Nobody begins with it who looks for The Cranes Are Flying among films with cranes. */
const article = /^(?:the|an?)\s+(?=\S)/i;

const titlesOf = (film: Film): Hit[] => [
  { film, field: 'title', text: film.title },
  { film, field: 'title', text: film.originalTitle },
  ...film.aliases.map((text): Hit => ({ film, field: 'alias', text })),
];

/** How far what was typed is from what was found: not at all, by the keyboard, by a typo, by both. */
const slips = ({ closeness }: Found): number =>
  ({ whole: 0, start: 0, words: 0, layout: 1, typo: 2, both: 3 })[closeness];

const slipOfKeyboard = 1;

/** `The Ascent (1977)` in words and year. */
const yearBehind = /^(.*\S)\s*\b(\d{4})\)?\s*$/s;

const isSlipless = (found: Found): boolean => slips(found) === 0;

/** Whether a film, or one of its parts, is of a year. */
const isOf = ({ year, endYear = year }: Film, asked: string | undefined): boolean =>
  year <= Number(asked) && Number(asked) <= endYear;

/**
 * What is found with the fewest slips, and what fits on the other keyboard, which is rarely by chance. Typos behind it if they
 * are asked for, or where it is the keyboard alone that fits: then either may be meant.
 */
function closest(found: readonly Found[], query: string, typos: FindOptions['typos'] = 'instead'): Found[] {
  const fewest = Math.min(...found.map(slips));
  const forgiven: Closeness[] = typos === 'behind' || fewest === slipOfKeyboard ? ['typo'] : [];
  if (!isTooShort(letters(query))) forgiven.push('layout');
  if (hasLetterKeys(query)) forgiven.push('layout', 'both');
  return found.filter((each) => slips(each) === fewest || forgiven.includes(each.closeness));
}

/** Each film once, as best found. */
function ranked(found: readonly Found[]): Found[] {
  const rank = (each: Found): number => {
    const field = fields.indexOf(each.field);
    return each.closeness === 'whole' && field <= fields.indexOf('alias') ? -1 : slips(each) * fields.length + field;
  };
  return distinct(
    found.toSorted((a, b) => rank(a) - rank(b)),
    ({ film }) => film,
  );
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
