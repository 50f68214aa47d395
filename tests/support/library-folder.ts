import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aFilm } from './library.ts';

/** What files hold: a string or bytes as they are, anything else as JSON of two spaces. */
export type Contents = Readonly<Record<string, unknown>>;

const both = (text: string) => ({ en: text, ru: `${text} (ru)` });

/** A small library that is right, one file a key; a test breaks what it is about. */
export const soundFiles: Contents = {
  'films/daisies.json': aFilm({ id: 'daisies' }),
  'films/the-cremator.json': aFilm({ id: 'the-cremator', directors: ['juraj-herz'], writers: ['vera-chytilova'] }),
  'collections/czech-new-wave.json': {
    id: 'czech-new-wave',
    name: both('Czech New Wave'),
    introduction: both('Young, and not polite.'),
    films: ['the-cremator', 'daisies'],
  },
  'themes.json': { 'home-front': { name: both('Home front'), definition: both('Life behind the front.') } },
  'people.json': { 'vera-chytilova': both('Věra Chytilová'), 'juraj-herz': both('Juraj Herz') },
};

/** A folder of these files, gone again with the end of the block (`using`). */
export class LibraryFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'kinoklub-library-'));

  constructor(files: Contents = soundFiles) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: unknown): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(path, raw ? content : JSON.stringify(content, null, 2));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
