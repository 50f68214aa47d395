// Writes the JSON Schemas by which an editor completes and checks the library's files; --check only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { librarySchemas } from '../src/data/library-schemas.ts';

const checking = process.argv.includes('--check');
const folder = new URL('../src/data/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(librarySchemas())) {
  const file = new URL(name, folder);
  // As `npm run fix` would leave it, so that the format check has nothing to say about a new one.
  const { code } = await format(name, schema, { printWidth: 120 });
  if (!checking) writeFileSync(file, code);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== code) {
    console.error(`src/data/schemas/${name} is not what the rules say: npm run library:schemas`);
    process.exitCode = 1;
  }
}
