import { checkLibrary, folderLack, shippedDir } from '../src/data/load-library.ts';
import { badArguments, helpIfAsked, readArguments, reporting } from './arguments.ts';
import { counted } from './counted.ts';

// Validates the library, or with a folder named, that folder together with the shipped one; for people, not for parsers.
const usage = 'npm run library:check [-- DIR], a folder laid out as src/data';

helpIfAsked({
  does: 'Checks films and collections, those of DIR beside those that come with the bot, and names each problem with its file, line and column.',
  usage,
});
await reporting(() => {
  const [dir, ...rest] = readArguments(usage).positionals;
  if (rest.length > 0) throw badArguments('one folder at a time', usage);
  const lack = dir === undefined ? undefined : folderLack(dir);
  if (lack !== undefined) throw badArguments(`there is nothing to check in ${lack}`, usage);
  const { library, problems } = checkLibrary(dir === undefined ? [shippedDir] : [shippedDir, dir]);
  for (const { place, text } of problems) console.error(`${place}: ${text}`);
  if (!library) {
    console.error(`library: ${counted(problems.length, 'problem')}`);
    process.exitCode = 1;
    return;
  }
  const { films, collections, themes, people } = library;
  const contents = [
    ...[counted(films.length, 'film'), counted(collections.length, 'collection'), counted(themes.length, 'theme')],
    counted(people.length, 'person', 'people'),
  ];
  console.log(`library: ${contents.join(', ')}: no problems`);
});
