// Writes the JSON Schemas by which an editor completes and checks the library's files; --check only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { librarySchemas } from '../src/data/library-schemas.ts';

const folder = new URL('../src/data/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(librarySchemas())) {
  const file = new URL(name, folder);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`src/data/schemas/${name} is not what the rules say: npm run library:schemas`);
    process.exitCode = 1;
  }
}
