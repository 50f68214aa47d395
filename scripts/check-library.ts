// Validates the library, or with a folder named, that folder together with the shipped one; for people, not for parsers.
import { checkLibrary, folderLack, shippedDir } from '../src/data/load-library.ts';
import { exitCodes } from '../src/errors.ts';
import { counted } from './counted.ts';

const [dir, ...rest] = process.argv.slice(2);
const lack = dir === undefined ? undefined : folderLack(dir);
if (rest.length > 0 || lack !== undefined) {
  const problem = rest.length > 0 ? 'one folder at a time' : `there is nothing to check in ${lack}`;
  console.error(`kinoklub: ${problem}: npm run library:check [-- DIR], a folder laid out as src/data`);
  process.exit(exitCodes.badArguments);
}
const { library, problems } = checkLibrary(dir === undefined ? [shippedDir] : [shippedDir, dir]);
for (const { place, text } of problems) console.error(`${place}: ${text}`);
if (!library) {
  console.error(`library: ${counted(problems.length, 'problem')}`);
  process.exit(1);
}
const { films, collections, themes, people } = library;
const contents = [
  ...[counted(films.length, 'film'), counted(collections.length, 'collection'), counted(themes.length, 'theme')],
  counted(people.length, 'person', 'people'),
];
console.log(`library: ${contents.join(', ')}: no problems`);
