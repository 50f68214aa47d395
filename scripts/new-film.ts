import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filmHints, filmTemplate } from '../src/data/film-template.ts';
import { shippedDir } from '../src/data/load-library.ts';
import { Id } from '../src/domain/text.ts';
import { badArguments, helpIfAsked, readArguments, reporting } from './arguments.ts';

const usage = 'npm run library:new -- ID [DIR]';

helpIfAsked({
  does: 'Writes a film file to fill in, and says what belongs where: for the library that comes with the bot, or for that in DIR.',
  usage: `${usage}, an id of 1-40 of a-z, 0-9 and hyphen`,
});
await reporting(() => {
  const [id = '', dir = shippedDir, ...rest] = readArguments(usage).positionals;
  if (rest.length > 0) throw badArguments('one film at a time', usage);
  if (!Id.safeParse(id).success)
    throw badArguments(`${JSON.stringify(id)} is no id for a film`, `1-40 of a-z, 0-9 and hyphen: ${usage}`);

  const folder = join(dir, 'films');
  const path = join(folder, `${id}.json`);
  const fromHere = relative('.', path);
  const shown = fromHere.startsWith('..') ? path : fromHere;
  const schemaPath = relative(folder, join(shippedDir, 'schemas', 'film.schema.json')).replaceAll(sep, '/');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, filmTemplate(id, schemaPath), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EEXIST') throw badArguments(`${shown} exists already`, 'choose another id, or edit that file');
    throw badArguments(`${shown} cannot be written (${String(error.code)})`, 'name a folder that can');
  }

  console.log(`${shown} is there to be filled in:\n`);
  for (const { field, required, hint } of filmHints()) {
    console.log(`  ${required ? '*' : ' '} ${field.padEnd(16)} ${hint}`);
  }
  const check = dir === shippedDir ? 'npm run library:check' : `npm run library:check -- ${dir}`;
  console.log(`\n* must be there. An editor that knows JSON Schema completes the rest; ${check} says what is missing.`);
});
