/*
 * At install, so that the first start of the bot is as quick as every other: starts it over a store that is none, by when it
 * has loaded all that a start loads, and Node keeps what it made of the TypeScript. One file that is missing there would bring
 * in what strips types, which is 15 MB. Plain JavaScript, and nothing fails or hangs here: what is wrong with the machine is
 * told to who starts the bot. An argument says how long to wait, in milliseconds, if not as usual.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [patienceMs = 120_000] = process.argv.slice(2).map(Number);
const start = fileURLToPath(new URL('start.mjs', import.meta.url));
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 26;
// An image may be built from package.json alone, and get the sources in a later layer.
if (isNewEnough && existsSync(new URL('../src/app.ts', import.meta.url))) {
  const { startFlags } = await import('./start-flags.ts');
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const env = { ...process.env, DISCORD_TOKEN: 'none', DATABASE_URL: `sqlite:${folder}`, LIBRARY_DIR: '' };
  // With the bot's flags: what was compiled is good for those with which it was, and no others.
  spawnSync(process.execPath, [...startFlags, start], {
    ...{ env, stdio: 'ignore', timeout: patienceMs, killSignal: 'SIGKILL' },
  });
}
