import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalGateway } from './discord/local-gateway.ts';
import { freePort } from './support/free-port.ts';
import { startProcess } from './support/process.ts';

/*
 * The process as an operator starts it: node strips the types here, nothing else does. vitest would forgive an enum.
 */
let discord: LocalGateway;
beforeEach(async () => {
  discord = await LocalGateway.start();
});
afterEach(() => discord[Symbol.asyncDispose]());

const start = (env: Record<string, string>, cwd?: string, args?: readonly string[]) =>
  startProcess('src/main.ts', env, cwd, args);
const token = 'a-token-for-tests';

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a store that is away is waited for, and %s meanwhile is a stop',
  async (signal) => {
    const env = { DISCORD_TOKEN: token, DATABASE_URL: `postgres://kino:secret@127.0.0.1:${await freePort()}/kino` };
    const { child, ended, until } = start({ ...env, LOG_FORMAT: 'json' });
    await until('waiting for it before anything else starts');
    child.kill(signal);
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).not.toContain('unexpected');
  },
);

describe.concurrent('an environment that cannot work', () => {
  test('without a token the process says where to get one', async ({ expect }) => {
    const { code, stderr } = await start({}).ended;
    expect(code).toBe(78);
    expect(stderr).toMatch(/^kinoklub: DISCORD_TOKEN is not set: put the bot token into \.env .*\n$/);
  });

  test('every problem is one line', async ({ expect }) => {
    const { code, stderr, stdout } = await start({ LOG_LEVEL: 'loud', DISCORD_API_URL: 'x', PLAYGROUND_PORT: '0' })
      .ended;
    expect(code).toBe(78);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => !/^kinoklub: [A-Z_]+ is not (set|usable): ./.test(line))).toEqual([]);
  });

  test('an argument is refused, not ignored', async ({ expect }) => {
    const { code, stderr } = await start({ DISCORD_TOKEN: token }, undefined, ['--token=x']).ended;
    expect(code).toBe(64);
    expect(stderr).toMatch(/^kinoklub: an argument that means nothing here: --token=x: .*\n$/);
  });

  test('a token with a space is none', async ({ expect }) => {
    const { code, stderr } = await start({ DISCORD_TOKEN: 'Bot s3cr3t-token' }).ended;
    expect(code).toBe(78);
    expect(stderr).not.toContain('s3cr3t');
  });
});

test('what stands in .env counts, and what is set already counts more', async () => {
  const home = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  writeFileSync(join(home, '.env'), `DISCORD_TOKEN=${token}\nDISCORD_API_URL=x\nLOG_LEVEL=loud\n`);
  const { code, stderr } = await start({ LOG_LEVEL: 'info' }, home).ended;
  expect(code).toBe(78);
  expect(stderr).toMatch(/^kinoklub: DISCORD_API_URL is not usable: .*\n$/);
});

describe('Discord', () => {
  const env = () => ({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl, LOG_FORMAT: 'json', LOG_LEVEL: 'trace' });

  test('that refuses the token ends the process with 69', async () => {
    discord.info = () => ({ status: 401, body: { code: 0, message: '401: Unauthorized' } });
    const { code, stderr } = await start(env()).ended;
    expect(code).toBe(69);
    expect(stderr).toBe(
      'kinoklub: Discord refuses the token: copy it anew from the Developer Portal (Bot, Reset Token) into DISCORD_TOKEN\n',
    );
  });

  test('that closes the gateway for good ends the process with 69, also later', async () => {
    const { ended, until } = start(env());
    await until('kinoklub is ready');
    discord.socket.close(4014);
    const { code, stderr } = await ended;
    expect(code).toBe(69);
    expect(stderr).toContain('kinoklub: Discord does not allow the requested intents (4014): ');
  });

  test('that lets the bot in only to close again is asked for a session less and less often', async () => {
    discord.onMessage = ({ op }, socket) => {
      if (op === 2) socket.close(4014);
    };
    const home = mkdtempSync(join(tmpdir(), 'kinoklub-'));
    const first = await start(env(), home).ended;
    expect(first).toMatchObject({ code: 69, stderr: expect.stringMatching(/^kinoklub: .*\n$/) as string });
    await start(env(), home).ended;
    await start(env(), home).ended;
    const { child, ended, until } = start(env(), home);
    await until('waiting before the next session');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(discord.received.filter(({ op }) => op === 2)).toHaveLength(3);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'does not see the bot any more after %s, and the token is in no log line',
    async (signal) => {
      const { child, ended, until } = start(env());
      await until('kinoklub is ready');
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(discord.closeCodes).toEqual([1000]);
      expect(stdout).not.toContain(token);
    },
  );

  test.each([
    ['says nothing at all', { op: 77 }, true],
    ['takes the bot in but is never ready', { op: 10, d: { heartbeat_interval: 41250 } }, false],
  ])('that %s does not keep the bot from stopping', async (_, hello, silent) => {
    discord.hello = hello;
    discord.onMessage = () => undefined;
    const { child, ended, until } = start(env());
    await until(silent ? 'Connecting to' : 'Identifying');
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('sees a bot that is started and stopped over and over on request each time at once', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kinoklub-'));
    for (let round = 0; round < 5; round += 1) {
      const { child, ended, until } = start(env(), home);
      await until('kinoklub is ready');
      child.kill('SIGTERM');
      const { code, stdout } = await ended;
      expect(code).toBe(0);
      expect(stdout).not.toContain('waiting before the next session');
    }
  });

  test('that is away is waited for, and a stop meanwhile is a stop', async () => {
    discord.info = () => ({ status: 503, body: {} });
    const { child, ended, until } = start(env());
    await until('trying again');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
});
