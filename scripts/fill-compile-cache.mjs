/*
 * At install, so that the first start of the bot is as quick as every other: loads what it loads, and Node keeps what it made
 * of the TypeScript. Plain JavaScript, and nothing fails here: what is wrong with the machine is told to who starts the bot.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';

const app = new URL('../src/app.ts', import.meta.url);
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 26;
// An image may be built from package.json alone, and get the sources in a later layer.
if (isNewEnough && existsSync(app)) {
  const { compileCache } = await import('../src/compile-cache.ts');
  module.enableCompileCache(compileCache);
  await import(app).catch(() => undefined);
  module.flushCompileCache();
}
