import { existsSync } from 'node:fs';

// npm start: the bot where there is a token for it, else the playground, so that a fresh clone shows something.
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
