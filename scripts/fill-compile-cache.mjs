/*
 * At install, so that the first start of the bot is as quick as every other: loads what it loads, and Node keeps what it made
 * of the TypeScript. Plain JavaScript, and nothing fails here: what is wrong with the machine is told to who starts the bot.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const app = new URL('../src/app.ts', import.meta.url);
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 26;
// An image may be built from package.json alone, and get the sources in a later layer.
if (isNewEnough && existsSync(app)) {
  const { startFlags } = await import('./start-flags.ts');
  // What was compiled is good for the flags with which it was, and no others.
  if (startFlags.every((flag) => process.execArgv.includes(flag))) await fill();
  else spawnSync(process.execPath, [...startFlags, fileURLToPath(import.meta.url)], { stdio: 'inherit' });
}

async function fill() {
  const { compileCache } = await import('../src/compile-cache.ts');
  module.enableCompileCache(compileCache);
  await import(app).catch(() => undefined);
  module.flushCompileCache();
}
