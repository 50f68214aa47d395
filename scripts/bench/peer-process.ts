import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposableSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const probe = new URL('probe.mjs', import.meta.url).href;

/** CPU in µs, user and system together; resident memory in bytes. */
export type Usage = Readonly<{ cpuUs: number; rssBytes: number }>;

/** One measured process, given node's flags and a file: a bot on a core of its own (where `taskset` is there), in an empty folder, with this environment alone. */
export class PeerProcess implements AsyncDisposable {
  readonly startedMs = performance.now();
  readonly #folder = mkdtempDisposableSync(join(tmpdir(), 'kinoklub-bench-'));
  readonly #child: ChildProcess;

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    const node = [process.execPath, '--expose-gc', '--import', probe, ...command];
    const [file = '', ...args] = pinned ? ['taskset', '-c', '1', ...node] : node;
    this.#child = spawn(file, args, {
      cwd: this.#folder.path,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Rejects when the process ends, which no bot does by itself; never resolves. */
  async failed(): Promise<never> {
    const [code] = await once(this.#child, 'exit');
    throw new Error(`a bot ended by itself, with ${code}`);
  }

  /** What it has used since its start; with `collect` after a full garbage collection. */
  async usage(question: 'usage' | 'collect' = 'usage'): Promise<Usage> {
    const answered = once(this.#child, 'message');
    this.#child.send(question);
    const [usage] = (await answered) as [Usage];
    return usage;
  }

  /** Asks it to stop, and insists after five seconds. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      const insist = setTimeout(() => this.#child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(insist);
    }
    this.#folder.remove();
  }
}

/** The bench keeps to one core and leaves the other to the bot; without that "on one core" would include the bench. */
const pinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-a', '-c', '-p', '0', String(process.pid)]).status === 0;
