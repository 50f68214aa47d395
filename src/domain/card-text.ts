import type { Fact, Film } from './film.ts';
import { escapeMarkdown, link, masked } from './markdown.ts';
import type { Language, Text } from './text.ts';

/** What a field of a card holds, which is Discord's limit: what is longer loses its end. */
export const fieldLength = 1024;

/** What all texts of a card may have together, which is Discord's limit: beyond it the last fields are left out. */
export const cardLength = 6000;

/** Who and what the ids of a film stand for. */
export type Names = Readonly<{ person: NameOf; theme: NameOf }>;
type NameOf = (id: string) => Readonly<{ name: Text }> | undefined;

type Tell = (film: Film, language: Language, names: Names) => string;

/**
 * The fields of a card that the library fills, most of them from several texts, by what of the film they tell: as a reader
 * of the language gets them, in markdown, empty where there is nothing to tell.
 */
export const cardTexts = {
  contentWarnings: ({ contentWarnings }, language) => joined(contentWarnings, ' · ', language),
  // One that the film is merely listed under says so in a field of its own.
  themes: ({ themes }, language, names) => {
    const shown = themes.filter(({ relevance }) => relevance !== 'listed');
    return joined(
      shown.flatMap(({ id }) => names.theme(id)?.name ?? []),
      ' · ',
      language,
    );
  },
  writers: ({ writers }, language, names) => joined(peopleOf(writers, names), ', ', language),
  basedOn: ({ basedOn }, language, names) =>
    basedOn ? joined([basedOn.work, ...peopleOf(basedOn.authors, names)], ', ', language) : '',
  languages: ({ studio, languages }, language) => joined([...(studio ? [studio] : []), ...languages], ' · ', language),
  awards: ({ awards }, language) =>
    awards
      .map(({ name, festival, year }) => [festival[language], ...(year === undefined ? [] : [year]), name[language]])
      .map((award) => escapeMarkdown(award.join(', ')))
      .join('\n'),
  spoilers: ({ spoilers }, language) => (spoilers ? masked(spoilers[language]) : ''),
} satisfies Partial<Record<keyof Film, Tell>>;

/** A fact, its sources as links, two at most, for a card is read on a phone; and how sure it is, in the reader's words. */
export function factText({ text, sources }: Fact, language: Language, confidence: string): string {
  const links = sources.slice(0, 2).map(({ publisher, url }) => link(publisher, url));
  const basis = [...(links.length === 0 ? [] : [links.join(', ')]), confidence].join(' · ');
  return `${escapeMarkdown(text[language])}\n— ${basis}`;
}

const peopleOf = (ids: readonly string[], names: Names): Text[] => ids.flatMap((id) => names.person(id)?.name ?? []);

const joined = (texts: readonly Text[], separator: string, language: Language): string =>
  escapeMarkdown(texts.map((text) => text[language]).join(separator));
