import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startFlags } from '../scripts/start-flags.ts';
import { Playground } from '../src/playground/server.ts';
import { textOf, Visitor } from './support/club.ts';
import { startProcess } from './support/process.ts';

// A process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** A port and what frees it. */
async function takePort(): Promise<{ port: string; free: () => Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const free = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
  };
  return { port: String((server.address() as AddressInfo).port), free };
}

test('npm start without a token opens the playground, says where, and stops on Ctrl+C', async () => {
  const { port, free } = await takePort();
  await free();
  const cwd = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=info\n');
  // The playground's store is new at each start, whatever the last one left.
  const store = join(cwd, 'var', 'playground.db');
  mkdirSync(join(cwd, 'var'));
  writeFileSync(store, 'the day before');
  const { child, until, ended } = startProcess('scripts/start.mjs', { PLAYGROUND_PORT: port }, cwd);
  await until(`http://127.0.0.1:${port}/api`);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(readFileSync(store, 'utf8')).toContain('SQLite format 3');
  expect(readdirSync(join(cwd, 'var')).filter((name) => name.includes('kinoklub'))).toEqual([]);
  expect(stderr).toBe('Note: the .env file here lacks DISCORD_TOKEN. The bot needs it there to reach Discord.\n');
});

test('an install compiles the bot, so that its first start need not', async () => {
  const env = { NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'kinoklub-')) };
  const { code, stdout, stderr } = await startProcess('scripts/fill-compile-cache.mjs', env).ended;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  // As `npm start` starts it, over a store that is none; Node tells what it does with its cache.
  const told = spawnSync(process.execPath, [...startFlags, 'src/main.ts'], {
    ...{ env: { ...env, DISCORD_TOKEN: 'none', DATABASE_URL: 'sqlite:src', NODE_DEBUG_NATIVE: 'COMPILE_CACHE' } },
    ...{ encoding: 'utf8', maxBuffer: 2 ** 26 },
  }).stderr;
  const files = (what: RegExp): number => told.split('\n').filter((line) => what.test(line)).length;
  expect(files(/\.ts\b.* was accepted/)).toBeGreaterThan(
    globSync('src/{commands,discord,services,stores}/**/*.ts').length,
  );
  expect(files(/\.ts\b.* was not initialized/)).toBe(0);
});

/** Of every Unix; Node itself cannot make a pipe with a name. */
const makePipe = 'mkfifo';

test.skipIf(process.platform === 'win32')('an install waits only so long for a start that hangs', async () => {
  // Who reads a pipe waits for somebody to write to it.
  const cwd = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  expect(spawnSync(makePipe, [join(cwd, '.env')]).status).toBe(0);
  const { code, stdout, stderr } = await startProcess('scripts/fill-compile-cache.mjs', {}, cwd, ['1000']).ended;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a service is told to start the bot as npm start does', () => {
  const flags = startFlags.filter((flag) => !flag.startsWith('--disable-warning'));
  expect(readFileSync('README.md', 'utf8')).toContain(`node_modules/.bin/node ${flags.join(' ')} src/main.ts`);
});

test('npm start with a token is the bot', async () => {
  const { code, stderr } = await startProcess('scripts/start.mjs', { DISCORD_TOKEN: 'two words' }).ended;
  expect(code).toBe(78);
  expect(stderr).toContain('kinoklub: DISCORD_TOKEN is not usable: ');
});

test('a port that is taken is named, with the variable that changes it', async () => {
  const { port, free } = await takePort();
  const { code, stderr } = await startProcess('scripts/playground.ts', { PLAYGROUND_PORT: port }).ended;
  await free();
  expect(code).toBe(78);
  expect(stderr).toMatch(new RegExp(`^kinoklub: port ${port} is in use: .*PLAYGROUND_PORT.*\n$`));
});

test('a second playground in the same folder needs only a port of its own', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  const playgrounds = [];
  for (const { port, free } of [await takePort(), await takePort()]) {
    await free();
    const { child, until, ended } = startProcess('scripts/playground.ts', { PLAYGROUND_PORT: port }, cwd);
    await until(`http://127.0.0.1:${port}/api`);
    playgrounds.push({ child, ended });
  }
  for (const { child } of playgrounds) child.kill('SIGTERM');
  for (const { ended } of playgrounds) expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('a second playground leaves the store of the first alone, also while the bot of that is stopped', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  const open = async () => {
    const { port, free } = await takePort();
    await free();
    const process = startProcess('scripts/playground.ts', { PLAYGROUND_PORT: port }, cwd);
    await process.until(`http://127.0.0.1:${port}/api`);
    return { ...process, url: `http://127.0.0.1:${port}` };
  };
  const first = await open();
  await using stranger = new Visitor(first.url, '');
  const anna = await stranger.until('somebody', ({ people }) => people.find(({ role }) => role === 'member'));
  await using visitor = new Visitor(first.url, anna.id);
  const botIs = (wanted: string) =>
    visitor.until(`the bot to be ${wanted}`, ({ bot }) => (bot.state === wanted ? true : undefined), 30_000);
  await botIs('online');
  await visitor.command('/film watchlist add', { film: 'wings' });
  await visitor.act({ do: 'bot', run: false });
  await botIs('offline');

  const second = await open();
  second.child.kill('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0, stderr: '' });

  await visitor.act({ do: 'bot', run: true });
  await botIs('online');
  expect(textOf(await visitor.command('/film watchlist show'))).toContain('Wings');
  first.child.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
});

test('the playground needs nothing of what the bot needs', async () => {
  const { port, free } = await takePort();
  await free();
  const env = { PLAYGROUND_PORT: port, DISCORD_TOKEN: 'two words', DISCORD_API_URL: 'nonsense' };
  const { child, until, ended } = startProcess('scripts/playground.ts', env);
  await until('The page');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('commands are registered and cleared by hand, with the difference printed', async () => {
  await using playground = await Playground.start({ port: 0 });
  const env = { DISCORD_API_URL: playground.apiUrl, DISCORD_TOKEN: playground.token };
  const register = () => startProcess('scripts/register-commands.ts', env).ended;
  expect(await register()).toMatchObject({
    code: 0,
    stderr: '',
    stdout: 'added everywhere: film, filmdata, filmconfig, filmweek, Film details, Rate this film, Recount ratings\n',
  });
  expect(await register()).toMatchObject({ code: 0, stdout: 'nothing to change everywhere\n' });
  const cleared = await startProcess('scripts/clear-commands.ts', env).ended;
  expect(cleared).toMatchObject({
    code: 0,
    stdout: 'removed everywhere: film, filmdata, filmconfig, filmweek, Film details, Rate this film, Recount ratings\n',
  });
  const refused = await startProcess('scripts/clear-commands.ts', { ...env, DISCORD_TOKEN: 'another' }).ended;
  expect(refused).toMatchObject({ code: 69, stderr: expect.stringContaining('Discord refuses the token') as string });
  const elsewhere = await startProcess('scripts/register-commands.ts', { ...env, DISCORD_DEV_GUILD_ID: '1' }).ended;
  expect(elsewhere).toMatchObject({ code: 78, stderr: expect.stringContaining('DISCORD_DEV_GUILD_ID') as string });
});

test('commands that cannot be registered because nobody answers are one line, not a stack', async () => {
  const { port, free } = await takePort();
  await free();
  const env = { DISCORD_API_URL: `http://127.0.0.1:${port}/api`, DISCORD_TOKEN: 'a-token' };
  const { code, stderr } = await startProcess('scripts/register-commands.ts', env).ended;
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'kinoklub: Discord does not answer: check the network and DISCORD_API_URL, and try again\n',
  });
});

test('the process runs against a playground of its own, as against Discord', async () => {
  await using playground = await Playground.start({ port: 0 });
  const env = { DISCORD_API_URL: playground.apiUrl, DISCORD_TOKEN: playground.token, LOG_LEVEL: 'trace' };
  const { child, until, ended } = startProcess('src/main.ts', env);
  await until('kinoklub is ready');
  expect(playground.snapshot('').commands.map(({ name }) => name)).toEqual([
    'film',
    'filmdata',
    'filmconfig',
    'filmweek',
    'Film details',
    'Rate this film',
    'Recount ratings',
  ]);
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout).not.toContain(playground.token);
});

test.each([
  ['doctor', 'npm run doctor\n', 'DISCORD_TOKEN'],
  ['backup', 'npm run backup -- FILE', 'DATABASE_URL'],
  ['restore', 'npm run restore -- FILE\n', 'DATABASE_URL'],
  ['simulate', 'npm run simulate -- --guild ID --from DATE --to DATE', 'LIBRARY_DIR'],
  ['check-library', 'npm run library:check [-- DIR]', 'DIR'],
  ['new-film', 'npm run library:new -- ID [DIR]', 'DIR'],
  ['register-commands', 'npm run commands:register\n', 'DISCORD_TOKEN'],
  ['clear-commands', 'npm run commands:clear\n', 'DISCORD_TOKEN'],
])('%s says what it is for to who asks, and refuses an option that it does not know', async (script, usage, reads) => {
  const run = (...args: string[]) => startProcess(`scripts/${script}.ts`, {}, undefined, args).ended;
  const [help, short, refused] = await Promise.all([run('--help'), run('-h'), run('--nope')]);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toContain(`\n${usage}`);
  expect(help.stdout).toContain(reads);
  expect(help.stdout.trim().split('\n').length).toBeLessThanOrEqual(3);
  expect(short.stdout).toBe(help.stdout);
  expect(refused.code).toBe(64);
  expect(refused.stdout + refused.stderr).toContain('--nope');
});
