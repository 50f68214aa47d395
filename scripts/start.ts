import { existsSync } from 'node:fs';
import { OperatorError } from '../src/errors.ts';
import { loadEnvFile } from '../src/config.ts';

// npm start: the bot where there is a token for it, else the playground, so that a fresh clone shows something.
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
