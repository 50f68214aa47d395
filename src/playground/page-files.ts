import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const pageDir = fileURLToPath(new URL('page', import.meta.url));
const litDir = dirname(fileURLToPath(import.meta.resolve('lit-html')));

const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.ts', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

const ready = new Map<string, { body: string; type: string }>();

/** A file of the page or of lit-html by its path in the address; TypeScript comes out as JavaScript. */
export function pageFile(path: string): { body: string; type: string } | undefined {
  const known = ready.get(path);
  if (known) return known;
  const made = readPageFile(path);
  if (made) ready.set(path, made);
  return made;
}

function readPageFile(path: string): { body: string; type: string } | undefined {
  const [dir, rest] = path === '/' ? [pageDir, 'index.html'] : rootOf(path);
  const type = types.get(extname(rest));
  const file = join(dir, rest);
  // Only what really lies inside: no dots, no links out.
  if (type === undefined || !existsSync(file) || !realpathSync(file).startsWith(realpathSync(dir) + sep))
    return undefined;
  const text = readFileSync(file, 'utf8');
  return { body: extname(file) === '.ts' ? stripTypeScriptTypes(text) : text, type };
}

function rootOf(path: string): [dir: string, rest: string] {
  if (path.startsWith('/page/')) return [pageDir, path.slice('/page/'.length)];
  if (path.startsWith('/vendor/lit-html/')) return [litDir, path.slice('/vendor/lit-html/'.length)];
  return [pageDir, ''];
}
