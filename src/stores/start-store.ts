import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Remembers when processes of this bot asked for a new session (epoch milliseconds, oldest first), over restarts. */
export interface StartStore {
  get(): Promise<readonly number[]>;
  /** Durable when it resolves. */
  put(startsMs: readonly number[]): Promise<void>;
}

/** For a bot that shares its process with the playground: its restarts cost nobody anything. */
export class MemoryStartStore implements StartStore {
  #startsMs: readonly number[] = [];

  get(): Promise<readonly number[]> {
    return Promise.resolve(this.#startsMs);
  }

  put(startsMs: readonly number[]): Promise<void> {
    this.#startsMs = startsMs;
    return Promise.resolve();
  }
}

const Starts = z.array(z.number().int().min(0)).max(1000);

/** One small JSON file, replaced as a whole: a crash leaves the old one or the new one. Its folder is made when needed. */
export class FileStartStore implements StartStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Nothing for a file that is missing, damaged or unreadable: the memory of a crash loop is no reason not to start. */
  async get(): Promise<readonly number[]> {
    try {
      return Starts.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return [];
    }
  }

  async put(startsMs: readonly number[]): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const fresh = `${this.#path}.new`;
    {
      await using file = await open(fresh, 'w');
      await file.writeFile(JSON.stringify(startsMs));
      await file.sync();
    }
    await rename(fresh, this.#path);
  }
}
