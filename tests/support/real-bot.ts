import { resolve } from 'node:path';
import type { Playground } from '../../src/playground/server.ts';
import { startProcess } from './process.ts';

/** The bot as a process of its own, in a playground. */
export function startRealBot(playground: Playground, env: Record<string, string> = {}) {
  const address = { DISCORD_TOKEN: playground.token, DISCORD_API_URL: playground.apiUrl };
  return startProcess('src/main.ts', { ...address, LOG_FORMAT: 'json', ...env });
}

/** With this environment the process can be measured; its young generation is as small as `npm start` makes it. */
export const withProbe = {
  NODE_OPTIONS: `--max-semi-space-size=16 --import=${resolve('tests/support/memory-probe.mjs')}`,
};

/** What a process with the probe keeps in memory, garbage left out, and what the system counts; in megabytes. */
export async function memoryOf({ child, output }: ReturnType<typeof startRealBot>) {
  const reports = () => output.stdout.match(/^\{"keptMb".*\}$/gm) ?? [];
  const before = reports().length;
  child.kill('SIGUSR2');
  while (reports().length === before) await new Promise((done) => setTimeout(done, 20));
  return JSON.parse(reports().at(-1) ?? '') as { keptMb: number; rssMb: number };
}
