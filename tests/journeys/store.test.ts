import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { Playground } from '../../src/playground/server.ts';
import { startClub, textOf, Visitor } from '../support/club.ts';
import { CuttingProxy } from '../support/cutting-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { noPostgres, PostgresServer } from '../support/postgres.ts';
import { startProcess } from '../support/process.ts';

/*
 * The real process and its store: what it keeps, what it says when it cannot, and that it comes back.
 */
let playground: Playground;
let folder: string;
let anna: Visitor;

beforeEach(async () => {
  playground = await Playground.start({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'kinoklub-journey-'));
  anna = new Visitor(playground.url, playground.snapshot('').people[0]?.id ?? '');
});
afterEach(async () => {
  await anna[Symbol.asyncDispose]();
  await playground[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const start = (env: Record<string, string> = {}) =>
  startProcess(
    'src/main.ts',
    { DISCORD_API_URL: playground.apiUrl, DISCORD_TOKEN: playground.token, LOG_FORMAT: 'json', ...env },
    folder,
  );
const left = (text: string): number => Number(/(\d+) of \d+ left/.exec(text)?.[1]);

test('what was drawn is remembered when the bot is stopped and started again', async () => {
  await using club = await startClub();
  const visitor = await club.as();
  const first = textOf(await visitor.command('/film random'));
  await club.restartBot();
  const second = textOf(await visitor.command('/film random'));
  expect(left(second)).toBe(left(first) - 1);
  expect(second.split('\n')[0]).not.toBe(first.split('\n')[0]);
});

test('without further word the store is ./var/kinoklub.db', async () => {
  const { child, ended, until } = start();
  await until('kinoklub is ready');
  expect(existsSync(join(folder, 'var', 'kinoklub.db'))).toBe(true);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test('a second bot on the same store ends with 73 before it reaches Discord, and says who has it, also of the same port', async () => {
  const port = { HTTP_PORT: String(await freePort()) };
  const first = start(port);
  await first.until('kinoklub is ready');
  const identifies = playground.ledger.requests.length;
  const { code, stderr } = await start(port).ended;
  expect(code).toBe(73);
  expect(stderr).toMatch(new RegExp(`^kinoklub: the store .* is held by process ${first.child.pid} on .*: stop .*\n$`));
  expect(playground.ledger.requests.length).toBe(identifies);
  first.child.kill('SIGTERM');
  expect((await first.ended).code).toBe(0);
});

test('a store that cannot be used ends the bot with 74 before it reaches Discord', async () => {
  writeFileSync(join(folder, 'club.db'), 'a letter to somebody '.repeat(500));
  const { code, stderr } = await start({ DATABASE_URL: 'sqlite:club.db' }).ended;
  expect(code).toBe(74);
  expect(stderr).toMatch(/^kinoklub: the store .*club\.db is damaged .*: npm run restore -- BACKUP.*\n$/);
});

test('while another program writes into the store members are told so in time, and so is the operator', async () => {
  const port = String(await freePort());
  const bot = start({ HTTP_PORT: port });
  await bot.until('kinoklub is ready');
  const isReady = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    return [response.status, await response.json()] as const;
  };
  using other = new DatabaseSync(join(folder, 'var', 'kinoklub.db'));
  other.exec('begin immediate');
  expect(textOf(await anna.command('/film rate', { film: 'wings', score: 4 }))).toBe(enUS['error.store']);
  const problems = ['the store did not take the last change: the log says why'];
  expect(await isReady()).toEqual([503, { ok: false, problems }]);
  expect(textOf(await anna.command('/film info', { film: 'wings' }))).toContain('Wings');
  other.exec('rollback');
  expect(await isReady()).toEqual([200, { ok: true }]);
  expect(textOf(await anna.command('/film rate', { film: 'wings', score: 4 }))).not.toBe(enUS['error.store']);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
});

describe.skipIf(noPostgres !== '')(`on PostgreSQL${noPostgres}`, () => {
  let server: PostgresServer;
  beforeEach(async () => {
    server = await PostgresServer.start();
  });
  afterEach(() => server[Symbol.asyncDispose]());

  test('the bot waits for it before it asks for a session, goes on without it, and recovers', async () => {
    const url = await server.freshUrl();
    await server.stop();
    const bot = start({ DATABASE_URL: url });
    await bot.until('waiting for it');
    expect(bot.output.stdout).not.toContain('connected to the gateway');
    await server.resume();
    await bot.until('kinoklub is ready');

    const before = left(textOf(await anna.command('/film random')));
    const asked = await anna.command('/filmdata delete', { scope: 'everywhere' });
    await server.terminateAll();
    await server.stop();
    expect(textOf(await anna.press(asked, 'Delete'))).toBe(enUS['error.store']);
    expect(textOf(await anna.command('/film random'))).toBe(enUS['error.store']);
    await anna.act({ do: 'locale', locale: 'ru' });
    expect(textOf(await anna.command('/film random'))).toBe(ru['error.store']);
    await anna.act({ do: 'locale', locale: 'en-US' });
    expect(textOf(await anna.command('/film info', { film: 'the-ascent' }))).toContain('The Ascent');

    await server.resume();
    expect(left(textOf(await anna.command('/film random')))).toBe(before - 1);
    await server.terminateAll();
    await sleep(200);
    expect(left(textOf(await anna.command('/film random', { private: true })))).toBe(before - 2);

    // Asked to stop while the store is away, it stops.
    await server.stop();
    bot.child.kill('SIGTERM');
    const { code, stdout, stderr } = await bot.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('a-password-for-tests');
  });

  test.each(['"secrets"', '"posts"', '"session_starts"', '"guild_changes"'])(
    'the bot waits when it vanishes just before the start reads %s',
    async (table) => {
      await using wire = await CuttingProxy.start(server.port, table);
      const url = new URL(await server.freshUrl());
      const first = start({ DATABASE_URL: url.href });
      await first.until('kinoklub is ready');
      first.child.kill('SIGTERM');
      await first.ended;

      url.port = String(wire.port);
      const bot = start({ DATABASE_URL: url.href });
      await bot.until('kinoklub is ready');
      expect(wire.cuts).toBe(1);
      bot.child.kill('SIGTERM');
      expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
    },
  );
});
