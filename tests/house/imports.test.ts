import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Who may import whom, besides itself. A room is a folder of src/ (or a file in it); a package is named as imported, a
 * trailing * stands for the rest. `types` after a colon: only `import type`.
 */
const rooms: Record<string, readonly string[]> = {
  domain: ['zod', 'node:assert'],
  locales: ['intl-messageformat', 'domain:types'],
  'errors.ts': ['locales:types'],
  'config.ts': ['errors.ts', 'zod'],
  'log.ts': ['config.ts:types', 'pino', 'pino-pretty:types', 'node:module'],
  data: ['domain', 'errors.ts', 'zod', '@humanwhocodes/momoa', 'node:fs', 'node:module', 'node:path', 'node:url'],
  stores: [
    ...['domain', 'errors.ts', 'zod', 'kysely', 'pino:types', 'node:timers/promises', 'node:crypto'],
    'stores/database:types',
  ],
  // The one place that knows what a store is made of. Stores get an open one and see its queries alone.
  'stores/database': [
    ...['stores:types', 'errors.ts', 'kysely', 'pg', 'pino:types'],
    ...['node:sqlite', 'node:fs', 'node:path', 'node:os', 'node:crypto', 'node:timers/promises'],
  ],
  services: ['domain', 'data', 'stores', 'errors.ts', 'pino:types', 'node:timers/promises'],
  discord: [
    ...['services', 'data:types', 'domain', 'locales', 'errors.ts', 'zod', 'pino:types'],
    ...['discord-api-types/v10', '@discordjs/ws', '@discordjs/rest', 'undici', '@resvg/resvg-js'],
    ...['node:timers/promises', 'node:crypto'],
  ],
  commands: [
    ...['components', 'discord', 'services:types', 'data:types', 'domain', 'locales', 'errors.ts', 'zod'],
    'discord-api-types/v10',
  ],
  components: [
    ...['discord', 'services:types', 'data:types', 'domain', 'locales', 'errors.ts', 'zod'],
    'discord-api-types/v10',
  ],
  http: [
    ...['services', 'errors.ts', 'hono', '@hono/node-server', 'prom-client', 'pino:types'],
    ...['node:events', 'node:http:types'],
  ],
  listeners: ['discord', 'services', 'domain', 'errors.ts', 'zod', 'discord-api-types/v10', 'pino:types'],
  jobs: ['services', 'domain', 'errors.ts', 'pino:types', 'node:timers/promises'],
  playground: [
    'discord.js',
    'hono',
    'hono/*',
    '@hono/node-server',
    'ws',
    'zod',
    'lit-html',
    '/vendor/lit-html/*',
    'node:*',
  ],
  'compile-cache.ts': ['node:url'],
  'main.ts': ['app.ts', 'compile-cache.ts', 'config.ts', 'errors.ts', 'log.ts', 'pino:types', 'node:*'],
};

/** app.ts is the composition root, and app/ its steps: everything but the playground. */
const forbiddenToApp = ['playground'];

type Import = { from: string; to: string; typeOnly: boolean };

/** A room within a room has rules of its own. */
const innerRooms = Object.keys(rooms).filter((room) => room.includes('/'));

const roomOf = (path: string): string =>
  innerRooms.find((room) => path.startsWith(`${room}/`)) ?? path.split('/')[0] ?? path;

function importsOf(file: string): Import[] {
  const source = readFileSync(`src/${file}`, 'utf8');
  const statement =
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm;
  return [...source.matchAll(statement)].map(([, typeOnly, to, dynamic]) => {
    const target = to ?? dynamic ?? '';
    const inside = target.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), target)) : target;
    return { from: file, to: inside, typeOnly: typeOnly !== undefined };
  });
}

function allowed({ from, to, typeOnly }: Import): boolean {
  const room = roomOf(from);
  const internal = !to.includes(':') && (to.endsWith('.ts') || to.endsWith('.json'));
  const target = internal ? roomOf(to) : to;
  if (internal && target === room) return true;
  if (room === 'app.ts' || room === 'app') return !forbiddenToApp.includes(target);
  return (rooms[room] ?? []).some((rule) => {
    const [name = '', types] = /^node:|^@/.test(rule) && !rule.endsWith(':types') ? [rule] : rule.split(/:(?=types$)/);
    if (types && !typeOnly) return false;
    return name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : target === name;
  });
}

const files = globSync('**/*.ts', { cwd: 'src' }).map((file) => file.replaceAll('\\', '/'));

test('every room imports only what the house allows', () => {
  expect(files.length).toBeGreaterThan(20);
  const stray = files
    .flatMap(importsOf)
    .filter((found) => !allowed(found))
    .map(({ from, to, typeOnly }) => `src/${from} may not import ${typeOnly ? 'the types of ' : ''}${to}`);
  expect(stray).toEqual([]);
});

test('the table notices a stray import', () => {
  expect(allowed({ from: 'domain/film.ts', to: 'discord.js', typeOnly: false })).toBe(false);
  expect(allowed({ from: 'services/a.ts', to: 'discord/clamp.ts', typeOnly: false })).toBe(false);
  expect(allowed({ from: 'components/a.ts', to: 'commands/film/info.ts', typeOnly: true })).toBe(false);
  expect(allowed({ from: 'commands/film/info.ts', to: 'data/film-index.ts', typeOnly: false })).toBe(false);
  expect(allowed({ from: 'commands/film/info.ts', to: 'data/film-index.ts', typeOnly: true })).toBe(true);
  expect(allowed({ from: 'stores/bag-store.ts', to: 'node:sqlite', typeOnly: false })).toBe(false);
  expect(allowed({ from: 'services/turns.ts', to: 'stores/database/sqlite.ts', typeOnly: true })).toBe(false);
  expect(allowed({ from: 'app.ts', to: 'playground/server.ts', typeOnly: false })).toBe(false);
});

test('nothing in the house is reached by folders of leftovers', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers|common|lib)(\/|\.ts$)/.test(file))).toEqual([]);
});

test('the clock and chance reach rules and services as arguments', () => {
  const asking = files
    .filter((file) => /^(domain|services)\//.test(file))
    .filter((file) => /Temporal\.Now|Date\.now|new Date\(\)|Math\.random/.test(readFileSync(`src/${file}`, 'utf8')));
  expect(asking).toEqual([]);
});
