import { z } from 'zod';
import { Id, Line, Name, Sentence, Text } from './text.ts';
import type { Language } from './text.ts';

/** How much of a theme a film really shows. `listed`: on the original list although the film shows none of it. */
export const relevances = ['central', 'part', 'echo', 'listed'] as const;

const factKinds = ['award', 'adaptation', 'production', 'reception', 'history', 'music', 'cast'] as const;

/** `confirmed`: read in a listed source. `well-known`: common knowledge. `disputed`: sources differ, or the only one is weak. */
const confidences = ['confirmed', 'well-known', 'disputed'] as const;

/** `https://films.example@evil.example/` leads to another place than it seems to. */
function hasLogin(url: string): boolean {
  const { username = '', password = '' } = URL.parse(url) ?? {};
  return username + password !== '';
}

const Source = z.strictObject({
  title: Line(300).describe('Title of the page or article'),
  publisher: Line(120).describe('Who published it'),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https link' })
    .max(2048)
    .refine((url) => !hasLogin(url), 'expected a link without a user or password in it')
    .describe('Link that a reader can open'),
});

export const Fact = z
  .strictObject({
    text: Text(600).describe('One statement, in your own words'),
    kind: z.enum(factKinds),
    confidence: z.enum(confidences),
    sources: z.array(Source).max(8),
  })
  .refine((fact) => fact.confidence !== 'confirmed' || fact.sources.length > 0, {
    path: ['sources'],
    error: 'expected at least one source for a confirmed fact',
  });
export type Fact = Readonly<z.infer<typeof Fact>>;

/** How a film relates to a theme. On the theme `evacuation`, relevance and note are required (the club's first question). */
export const FilmTheme = z
  .strictObject({
    id: Id.describe('Id of a theme in themes.json'),
    relevance: z.enum(relevances).optional(),
    note: Sentence(300).optional().describe('One honest sentence on how the film relates to the theme'),
  })
  .refine((theme) => theme.id !== 'evacuation' || (theme.relevance !== undefined && theme.note !== undefined), {
    error: 'expected relevance and note for the theme evacuation',
  });
export type FilmTheme = Readonly<z.infer<typeof FilmTheme>>;

const year = z.int().min(1895).max(2100);
const people = z.array(Id).max(10);

/** A film as its file in `src/data/films` says it. Title is English, originalTitle what a Russian reader sees first. */
export const Film = z
  .strictObject({
    $schema: z.string().optional(),
    id: Id.describe('The file is named by it'),
    title: Line(200).describe('Usual English title'),
    originalTitle: Line(200).describe('Title in the original language'),
    aliases: z.array(Line(200)).max(20).default([]).describe('Other titles, transliterations, common misspellings'),
    year: year.describe('Year of completion or first showing'),
    endYear: year.optional().describe('Year of the last part, when parts followed later'),
    runtimeMinutes: z.int().min(1).max(2000).optional().describe('Whole minutes, all parts together'),
    directors: people.min(1).describe('Ids of people.json'),
    writers: people.default([]).describe('Ids of people.json'),
    studio: Name(150).optional().describe('Who made it'),
    countries: z.array(Name(60)).min(1).max(8).describe('Where it was made'),
    languages: z.array(Name(60)).max(8).default([]).describe('What is spoken in it'),
    basedOn: z
      .strictObject({ work: Name(200), authors: people.default([]).describe('Ids of people.json') })
      .optional()
      .describe('What it is made after'),
    awards: z
      .array(z.strictObject({ name: Name(150), festival: Name(150), year: year.optional() }))
      .max(20)
      .default([])
      .describe('Prizes that were given'),
    themes: z.array(FilmTheme).min(1).max(10).describe('What it has in common with other films'),
    description: Text(1200).describe('What makes a club want to see it; no spoilers'),
    spoilers: Text(800).optional().describe('How it ends; shown masked'),
    facts: z.array(Fact).min(1).max(20).describe('One true statement each, with where it can be read'),
    contentWarnings: z.array(Name(100)).max(12).default([]).describe('What a viewer may want to know beforehand'),
    imdbId: z
      .string()
      .regex(/^tt\d{7,10}$/, 'expected tt and 7-10 digits')
      .optional()
      .describe('As in the address of its page on IMDb'),
  })
  .refine((film) => film.endYear === undefined || film.endYear >= film.year, {
    path: ['endYear'],
    error: 'expected a year not before the film’s year',
  });
export type Film = Readonly<z.infer<typeof Film>>;

/** The title that a reader of the language sees first. */
export const titleIn = (film: Film, language: Language): string =>
  language === 'ru' ? film.originalTitle : film.title;

/** The decade of a film, as its first year: 1957 → 1950. */
export const decadeOf = (film: Film): number => Math.floor(film.year / 10) * 10;
