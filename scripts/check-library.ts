// Validates the library, or with a folder named, that folder together with the shipped one; for people, not for parsers.
import { existsSync } from 'node:fs';
import { checkLibrary, shippedDir } from '../src/data/load-library.ts';
import { exitCodes } from '../src/errors.ts';

const [dir, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (dir !== undefined && !existsSync(dir))) {
  console.error(`kinoklub: ${dir} is not a folder: npm run library:check [-- DIR]`);
  process.exit(exitCodes.badArguments);
}
const { library, problems } = checkLibrary(dir === undefined ? [shippedDir] : [shippedDir, dir]);
for (const { place, text } of problems) console.error(`${place}: ${text}`);
if (!library) {
  console.error(`library: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
  process.exit(1);
}
const { films, collections, themes, people } = library;
console.log(
  `library: ${films.length} films, ${collections.length} collections, ${themes.length} themes, ${people.length} people, no problems`,
);
