import type { Film } from '../domain/film.ts';
import type { Findings } from './findings.ts';
import type { Path } from './json-document.ts';
import type { LibraryFile } from './library-files.ts';

/** A machine that has forgotten what day it is must not refuse the library that comes with the bot. */
const thisYearAtLeast = 2026;

/** No film is from the year after next, and none gets a prize before there is one. */
export function checkYears(files: readonly LibraryFile<Film>[], thisYear: number, findings: Findings): void {
  const latest = Math.max(thisYear, thisYearAtLeast) + 1;
  for (const file of files) {
    if (!file.value) continue;
    const { year: first, endYear, awards } = file.value;
    const years: [Path, number | undefined][] = [
      [['year'], first],
      [['endYear'], endYear],
      ...awards.map(({ year }, at): [Path, number | undefined] => [['awards', at, 'year'], year]),
    ];
    for (const [path, year = first] of years) {
      if (year > latest) findings.value(file, path, `at most ${latest}`);
      else if (year < first) findings.value(file, path, 'a year not before the film’s year');
    }
  }
}
