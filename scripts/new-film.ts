// Writes a film file to fill in and says what belongs where: npm run library:new -- ID [DIR]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filmHints, filmTemplate } from '../src/data/film-template.ts';
import { shippedDir } from '../src/data/load-library.ts';
import { Id } from '../src/domain/text.ts';
import { exitCodes } from '../src/errors.ts';

const [id = '', dir = shippedDir, ...rest] = process.argv.slice(2);
if (rest.length > 0 || !Id.safeParse(id).success || id.startsWith('-')) {
  refuse(`${JSON.stringify(id)} is no id for a film`, '1-40 of a-z, 0-9 and hyphen: npm run library:new -- ID [DIR]');
}

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
  if (error.code === 'EEXIST') refuse(`${shown} exists already`, 'choose another id, or edit that file');
  refuse(`${shown} cannot be written (${String(error.code)})`, 'name a folder that can');
}

console.log(`${shown} is there to be filled in:\n`);
for (const { field, required, hint } of filmHints()) {
  console.log(`  ${required ? '*' : ' '} ${field.padEnd(16)} ${hint}`);
}
const check = dir === shippedDir ? 'npm run library:check' : `npm run library:check -- ${dir}`;
console.log(`\n* must be there. An editor that knows JSON Schema completes the rest; ${check} says what is missing.`);

function refuse(problem: string, remedy: string): never {
  console.error(`kinoklub: ${problem}: ${remedy}`);
  process.exit(exitCodes.badArguments);
}
