// Validates the library, or with a folder named, that folder together with the shipped one; for people, not for parsers.
import { checkLibrary, folderLack, shippedDir } from '../src/data/load-library.ts';
import { exitCodes } from '../src/errors.ts';

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
  console.error(`library: ${counted(problems, 'problem')}`);
  process.exit(1);
}
const { films, collections, themes, people } = library;
const contents = [
  ...[counted(films, 'film'), counted(collections, 'collection'), counted(themes, 'theme')],
  counted(people, 'person', 'people'),
];
console.log(`library: ${contents.join(', ')}: no problems`);

function counted(things: readonly unknown[], one: string, more = `${one}s`): string {
  return `${things.length} ${things.length === 1 ? one : more}`;
}
