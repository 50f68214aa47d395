import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Starts a file of ours under the project's node, in a folder (an empty one by default) and with this environment alone. */
export function startProcess(
  file: string,
  env: Record<string, string>,
  cwd = mkdtempSync(join(tmpdir(), 'kinoklub-')),
  args: readonly string[] = [],
) {
  const child = spawn(resolve('node_modules/.bin/node'), [resolve(file), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
  }));
  /** Waits for words on stdout. */
  const until = async (words: string): Promise<void> => {
    while (!output.stdout.includes(words)) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`ended before “${words}”: ${output.stderr}${output.stdout}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return { child, ended, until, output };
}
