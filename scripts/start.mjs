/*
 * npm start: the bot where there is a token for it, else the playground, so that a fresh clone shows something. Plain
 * JavaScript: once all TypeScript is in the compile cache, Node does not even load what strips types, which is 20 MB.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// The place that src/compile-cache.ts names; importing that would be TypeScript.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
const { OperatorError } = await import('../src/errors.ts');
const { loadEnvFile } = await import('../src/config.ts');

try {
  loadEnvFile();
} catch (error) {
  // Whichever starts below tells it, with the exit code that belongs to it.
  if (!(error instanceof OperatorError)) throw error;
}
if ((process.env['DISCORD_TOKEN'] ?? '').trim() !== '') {
  await import('../src/main.ts');
} else {
  console.log(
    'No DISCORD_TOKEN, so this is the playground: the same bot beside a pretend Discord, on this machine only.',
  );
  if (existsSync('.env'))
    console.warn('Note: the .env file here lacks DISCORD_TOKEN. The bot needs it there to reach Discord.');
  await import('./playground.ts');
}
