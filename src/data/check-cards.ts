import { cardLength, cardTexts, factText, fieldLength } from '../domain/card-text.ts';
import type { Names } from '../domain/card-text.ts';
import type { Film } from '../domain/film.ts';
import { escapeMarkdown } from '../domain/markdown.ts';
import type { Language, Text } from '../domain/text.ts';
import type { Findings } from './findings.ts';
import type { Path } from './json-document.ts';
import { entries } from './library-files.ts';
import type { LibraryFiles } from './library-files.ts';

const languages: Readonly<Record<Language, string>> = { en: 'English', ru: 'Russian' };

/** Room for how sure a fact is, in whichever language. */
export const confidenceLength = 24;

/** Room for the card's own words, in whichever language: names of fields, the running time, the club's rating, a footer. */
const ownWords = 300;

/** Each text of a film may fit and all of them together not: a card would lose the last, and nobody would be told. */
export function checkCards(files: LibraryFiles, findings: Findings): void {
  const names = namesIn(files);
  for (const file of files.films) {
    if (!file.value) continue;
    for (const [language, name] of Object.entries(languages) as [Language, string][]) {
      for (const [path, text] of textsOf(file.value, language, names)) {
        if (text.length <= fieldLength) continue;
        findings.value(file, path, `at most ${fieldLength}`, `${text.length} characters on the card in ${name}`);
      }
      const length = longestCard(file.value, language, names);
      if (length <= cardLength) continue;
      findings.value(file, [], `at most ${cardLength}`, `${length} characters on the whole card in ${name}`);
    }
  }
}

/** How long a card of the film can become: with all that it may tell, no field longer than it may be. */
export function longestCard(film: Film, language: Language, names: Names): number {
  const evacuation = film.themes.filter(({ id }) => id === 'evacuation');
  const head = [film.title, film.originalTitle, film.description[language]];
  const named = [
    ...film.directors.flatMap((id) => names.person(id)?.name ?? []),
    ...film.countries,
    ...evacuation.flatMap(({ id, note }) => [names.theme(id)?.name ?? [], note ?? []].flat()),
  ];
  const beside = [...head, ...named.map((text) => text[language])].map(escapeMarkdown);
  const fields = textsOf(film, language, names).map(([, text]) => text.slice(0, fieldLength));
  // Each with what sets it apart from the next.
  return [...beside, ...fields].reduce((sum, text) => sum + text.length + ' · '.length, ownWords);
}

function textsOf(film: Film, language: Language, names: Names): [Path, string][] {
  // Of the facts the card tells the first.
  const fact = film.facts.slice(0, 1).map((one) => factText(one, language, ' '.repeat(confidenceLength)));
  return [
    ...Object.entries(cardTexts).map(([part, tell]): [Path, string] => [[part], tell(film, language, names)]),
    ...fact.map((text): [Path, string] => [['facts', 0], text]),
  ];
}

/** The names of people and themes, as far as their files fit their schemas. */
function namesIn({ people, themes }: LibraryFiles): Names {
  const byPerson = new Map(people.flatMap(({ value }) => entries(value)) as [string, Text][]);
  const byTheme = new Map(themes.flatMap(({ value }) => entries(value)) as [string, { name: Text }][]);
  return {
    person: (id) => {
      const name = byPerson.get(id);
      return name && { name };
    },
    theme: (id) => byTheme.get(id),
  };
}
