import type { Film, FilmTheme } from '../domain/film.ts';
import type { Collection, Library, Person, Theme } from '../domain/library.ts';
import { decadeOf, relevances, titleIn } from '../domain/film.ts';
import type { Language } from '../domain/text.ts';
import { FilmSearch } from './film-search.ts';
import type { Hit, SearchPlace } from './film-search.ts';
import { fold, readable, readings } from './fold.ts';
import { otherLayout } from './keyboard.ts';
import { NameIndex } from './name-index.ts';
import type { FindOptions, Match, Near } from './name-index.ts';
import { similarFilms } from './similar.ts';
import type { Similar } from './similar.ts';
import { usualFilms, usualNamed } from './usual.ts';

/** Every given condition must hold. Years are inclusive, the runtime is in minutes. */
export type FilmFilter = Readonly<{
  theme?: string | undefined;
  collection?: string | undefined;
  person?: string | undefined;
  decade?: number | undefined;
  yearFrom?: number | undefined;
  yearTo?: number | undefined;
  maxRuntime?: number | undefined;
}>;

export type Sort = 'year' | 'title' | 'relevance';

type Kinds = { film: Film; theme: Theme; person: Person; collection: Collection };

/** What options can name. */
export type Nameable = keyof Kinds;

/** What a typed text means: one thing, a choice of several, or nothing, with the nearest instead. */
export type Found<T> =
  | Readonly<{ kind: 'one'; item: T }>
  | Readonly<{ kind: 'several'; items: readonly T[] }>
  | Readonly<{ kind: 'none'; nearest: readonly T[] }>;

/** Finds things by what they are called; best first. */
type Finder<T> = Readonly<{
  find: (typed: string, options: FindOptions) => readonly Match<T>[];
  nearest: (typed: string, limit: number) => readonly Near<T>[];
  /** What else is written of a thing, where nothing is called so; sure where it is as good as a name. */
  about?: (typed: string) => readonly Readonly<{ item: T; isSure: boolean }>[];
}>;

/** As many as a menu has room for. */
const mostOffered = 25;

/** The whole library in memory, by everything one may ask for. Built once; no query does I/O, waits or throws. */
export class FilmIndex {
  readonly films: readonly Film[];
  readonly themes: readonly Theme[];
  readonly people: readonly Person[];
  readonly collections: readonly Collection[];
  /** First years of the decades that have films, ascending. */
  readonly decades: readonly number[];
  readonly #byId: { readonly [K in Nameable]: ReadonlyMap<string, Kinds[K]> };
  readonly #finders: { readonly [K in Nameable]: Finder<Kinds[K]> };
  readonly #search: FilmSearch;
  readonly #people: NameIndex<Person>;
  readonly #themes: NameIndex<Theme>;
  /** What is offered before a letter is typed. */
  readonly #usual: { readonly [K in Nameable]: readonly Kinds[K][] };
  /** Without the films that a guild has switched off with all their collections. */
  readonly #shown: readonly Film[];
  /** Libraries as guilds see them, by what they have switched off. */
  readonly #views = new Map<string, FilmIndex>();
  /** The library with nothing switched off. */
  readonly whole: FilmIndex;

  /** `of`: the whole library, of which this is what is left; `library` then differs in its collections alone. */
  constructor(library: Library, of?: FilmIndex) {
    this.whole = of ?? this;
    this.films = library.films;
    this.themes = library.themes;
    this.people = library.people;
    this.collections = library.collections;
    const hidden = hiddenFilms(library.collections, of?.collections ?? []);
    this.#shown = library.films.filter(({ id }) => !hidden.has(id));
    this.decades = [...new Set(library.films.map(decadeOf))].toSorted((a, b) => a - b);
    this.#byId = {
      film: byId(library.films),
      theme: byId(library.themes),
      person: byId(library.people),
      collection: byId(library.collections),
    };
    const named = ({ name }: { name: Readonly<Record<Language, string>> }): string[] => [name.en, name.ru];
    this.#people = of ? of.#people : new NameIndex(library.people, named);
    this.#themes = of ? of.#themes : new NameIndex(library.themes, named);
    const names = { person: this.#people, theme: this.#themes };
    this.#search = of ? of.#search : new FilmSearch(library.films, names, (filter) => this.select(filter));
    this.#finders = {
      ...names,
      film: this.#search,
      collection: new NameIndex(library.collections, named),
    };
    this.#usual = {
      film: usualFilms(library.collections, this.#byId.film),
      theme: usualNamed(library.themes, library.films, (film) => film.themes.map(({ id }) => id)),
      person: usualNamed(library.people, library.films, peopleOf),
      collection: library.collections,
    };
  }

  /**
   * The library as a guild sees it that has switched these collections off: they are not there, and a film that is in no
   * other collection is in no list, no count and no draw. Who asks for it by name still finds it.
   */
  without(collections: readonly string[]): FilmIndex {
    const off = this.collections.filter(({ id }) => collections.includes(id));
    if (off.length === 0) return this;
    const key = off.map(({ id }) => id).join(' ');
    const known = this.#views.get(key);
    if (known) return known;
    const rest = this.collections.filter((collection) => !off.includes(collection));
    const { films, themes, people } = this;
    const view = new FilmIndex({ films, themes, people, collections: rest }, this);
    // Guilds have few ideas of what to leave out; should they have many, making one anew takes a millisecond.
    if (this.#views.size >= mostViews) this.#views.clear();
    this.#views.set(key, view);
    return view;
  }

  film(id: string): Film | undefined {
    return this.#byId.film.get(id);
  }
  theme(id: string): Theme | undefined {
    return this.#byId.theme.get(id);
  }
  person(id: string): Person | undefined {
    return this.#byId.person.get(id);
  }
  collection(id: string): Collection | undefined {
    return this.#byId.collection.get(id);
  }

  /**
   * What a member typed or picked: an id, a whole name, or whatever else it may mean; of films that nothing is called also
   * what a search finds; else the nearest three.
   */
  resolve<K extends Nameable>(kind: K, text: string): Found<Kinds[K]> {
    const picked = this.#byId[kind].get(text.trim());
    if (picked) return { kind: 'one', item: picked };
    const finder: Finder<Kinds[K]> = this.#finders[kind];
    const found = finder.find(text, { limit: mostOffered });
    const whole = found.filter(({ closeness }) => closeness === 'whole');
    const about = found.length === 0 ? (finder.about?.(text).slice(0, mostOffered) ?? []) : [];
    const items = [...(whole.length > 0 ? whole : found), ...about].map(({ item }) => item);
    const [only, another] = items;
    if (another) return { kind: 'several', items };
    const isSure = whole.length > 0 || (!isOneLetter(text) && about.every((each) => each.isSure));
    if (only && isSure) return { kind: 'one', item: only };
    return { kind: 'none', nearest: [...new Set([...items, ...this.nearest(kind, text, 3)])].slice(0, 3) };
  }

  /**
   * For autocomplete: what the typed text may mean, else up to five that are like it; for nothing typed, what is asked for most.
   * Nothing for what is like nothing: Enter takes the first that is offered, and would rate or nominate another film.
   */
  suggest<K extends Nameable>(kind: K, typed: string, limit = mostOffered): readonly Kinds[K][] {
    const text = readable(typed);
    if (readings(text).length + readings(otherLayout(text)).length === 0) return this.#usual[kind].slice(0, limit);
    const found = this.#finders[kind].find(text, { limit, typos: 'behind' }).map(({ item }) => item);
    if (found.length > 0) return isHeldKey(text) ? [] : found;
    const near = this.#finders[kind].nearest(text, Math.min(5, limit));
    return near.filter(({ likeness }) => likeness > leastLikeness).map(({ item }) => item);
  }

  /** What is called most like a text that nothing is called. Not empty while there is anything of the kind. */
  nearest<K extends Nameable>(kind: K, text: string, limit: number): readonly Kinds[K][] {
    return this.#finders[kind].nearest(text, limit).map(({ item }) => item);
  }

  /** The films that fit the whole filter, in no order that anybody may rely on: for draws and counts. */
  fitting(filter: FilmFilter): readonly Film[] {
    if (Object.values(filter).every((condition) => condition === undefined)) return this.#shown;
    return this.#shown.filter((film) => this.#fits(film, filter));
  }

  /**
   * The films that fit the whole filter. Without a sort a collection keeps its own order, a theme goes by relevance, and all
   * else by year. `language` decides which title `title` sorts by.
   */
  select(filter: FilmFilter, sort?: Sort, language: Language = 'en'): readonly Film[] {
    const collection = filter.collection === undefined ? undefined : this.collection(filter.collection);
    const order = sort ?? (collection ? 'collection' : filter.theme === undefined ? 'year' : 'relevance');
    const ranks = {
      year: (film: Film) => film.year,
      title: () => 0,
      relevance: (film: Film) => this.#rank(film, filter.theme),
      collection: (film: Film) => collection?.films.indexOf(film.id) ?? 0,
    };
    const byTitle = (a: Film, b: Film): number =>
      collators[language].compare(titleIn(a, language), titleIn(b, language));
    const rank = ranks[order];
    return this.fitting(filter).toSorted(
      (a, b) => rank(a) - rank(b) || (order === 'title' ? byTitle(a, b) : a.year - b.year || byTitle(a, b)),
    );
  }

  /** Films by what is written about them, each with the field that matched, best first. */
  search(query: string, place: SearchPlace = 'everything', language: Language = 'en'): readonly Hit[] {
    return this.#search.search(query, place, language);
  }

  /**
   * Makes what is made late, so that no member waits for it; for a moment after the start. Waits for `pause` before each step
   * of some 20 ms, so that members are answered in between.
   */
  warmUp(pause: () => Promise<unknown>): Promise<void> {
    return this.#search.warmUp(pause);
  }

  /** The films most like one, each with the reasons, the most telling first. None for an unknown id. */
  similar(id: string, limit = 5): readonly Similar[] {
    const film = this.film(id);
    return film ? similarFilms(film, this.films, this, limit) : [];
  }

  /** The films whose whole title or alias stands in a text, in the order of the library. */
  mentionedIn(text: string): readonly Film[] {
    const words = ` ${fold(text)} `;
    return this.films.filter((film) => titlesOf(film).some((name) => names(words, fold(name))));
  }

  /** The entry by which a film carries a theme. */
  relation(film: Film, themeId: string): FilmTheme | undefined {
    return film.themes.find(({ id }) => id === themeId);
  }

  #fits(film: Film, filter: FilmFilter): boolean {
    const { theme, collection, person, decade, yearFrom, yearTo, maxRuntime } = filter;
    return (
      (theme === undefined || this.relation(film, theme) !== undefined) &&
      (collection === undefined || (this.collection(collection)?.films.includes(film.id) ?? false)) &&
      (person === undefined || peopleOf(film).includes(person)) &&
      (decade === undefined || decadeOf(film) === decade) &&
      (yearFrom === undefined || (film.endYear ?? film.year) >= yearFrom) &&
      (yearTo === undefined || film.year <= yearTo) &&
      (maxRuntime === undefined || (film.runtimeMinutes !== undefined && film.runtimeMinutes <= maxRuntime))
    );
  }

  /** Central first; a theme without a stated relevance is a part of the film. */
  #rank(film: Film, themeId: string | undefined): number {
    return themeId === undefined ? 0 : relevances.indexOf(this.relation(film, themeId)?.relevance ?? 'part');
  }
}

const mostViews = 50;

/** What people mistype is more like what they mean than this; titles that are not there are mostly less like any other. */
const leastLikeness = 0.5;

/** `qqqq`, which is read as the one letter that it is. */
const isHeldKey = (text: string): boolean => /^(.)\1{2,}$/u.test(text.trim());

/** Films of the collections that are gone and of none that is left. */
function hiddenFilms(left: readonly Collection[], all: readonly Collection[]): ReadonlySet<string> {
  const gone = all.filter((collection) => !left.includes(collection)).flatMap(({ films }) => films);
  return new Set(gone).difference(new Set(left.flatMap(({ films }) => films)));
}

/** By language, made once: making one takes longer than sorting the library with it. */
const collators = { en: new Intl.Collator('en'), ru: new Intl.Collator('ru') };

const titlesOf = (film: Film): readonly string[] => [film.title, film.originalTitle, ...film.aliases];

/** Whether a folded text holds a folded name as whole words. */
const names = (words: string, name: string): boolean => name !== '' && words.includes(` ${name} `);

/** `з`, and `зззз` of which nothing else is read: too little to be taken for the start of a name without asking. */
const isOneLetter = (text: string): boolean => /^\S?(?: \S)*$/u.test(fold(readable(text)));

const peopleOf = (film: Film): readonly string[] => [
  ...film.directors,
  ...film.writers,
  ...(film.basedOn?.authors ?? []),
];

const byId = <T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));
