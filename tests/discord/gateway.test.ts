import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayDispatchPayload } from 'discord.js';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Gateway } from '../../src/discord/gateway.ts';
import { createRest } from '../../src/discord/rest.ts';
import { OperatorError } from '../../src/errors.ts';
import { LocalGateway } from './local-gateway.ts';

let discord: LocalGateway;
let gateway: Gateway;
let events: GatewayDispatchPayload[];
let lines: string[];

beforeEach(async () => {
  discord = await LocalGateway.start();
  events = [];
  lines = [];
  gateway = gatewayTo(discord.apiUrl);
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await discord[Symbol.asyncDispose]();
});

function gatewayTo(apiUrl: string): Gateway {
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const rest = createRest({ apiUrl, token: 'token', log });
  return new Gateway({
    rest,
    token: 'token',
    apiUrl,
    random: () => 0,
    log,
    starts: { admit: () => Promise.resolve(false), succeeded: () => Promise.resolve() },
    onDispatch: (event) => void events.push(event),
  });
}

const until = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { timeout: 10_000, interval: 10 });
const sentOps = () => discord.received.map(({ op }) => op);

test('the bot identifies with two ordinary intents and hands on every event', async () => {
  expect(await gateway.connect()).toBe('6');
  expect(discord.received).toMatchObject([{ op: 2, d: { token: 'token', intents: 1025, shard: [0, 1] } }]);
  discord.send(discord.socket, { op: 0, t: 'INTERACTION_CREATE', s: 2, d: { id: '1' } });
  discord.send(discord.socket, { op: 0, t: 'SOMETHING_NEW', s: 3, d: null });
  await until(() => events.length === 3);
  expect(events.map(({ t }) => t)).toEqual(['READY', 'INTERACTION_CREATE', 'SOMETHING_NEW']);
});

test('a stop closes normally and connects no more', async () => {
  await gateway.connect();
  await gateway[Symbol.asyncDispose]();
  await until(() => discord.closeCodes.length === 1);
  await sleep(700);
  expect(discord.closeCodes).toEqual([1000]);
  expect(discord.connections).toBe(1);
});

test('a stop while a lost connection is being replaced connects no more either', async () => {
  await gateway.connect();
  discord.socket.terminate();
  await sleep(100);
  await gateway[Symbol.asyncDispose]();
  await sleep(700);
  expect(discord.connections).toBe(1);
});

test('a stop while the server says nothing at all is quick, too', async () => {
  discord.hello = { op: 77 };
  const connecting = gateway.connect().catch((error: unknown) => error);
  await until(() => discord.connections === 1);
  const started = performance.now();
  await gateway[Symbol.asyncDispose]();
  expect(performance.now() - started).toBeLessThan(3000);
  expect(await connecting).toBeInstanceOf(Error);
  await sleep(700);
  expect(discord.connections).toBe(1);
});

test('a dropped connection is resumed where it was', async () => {
  await gateway.connect();
  discord.send(discord.socket, { op: 0, t: 'ANYTHING', s: 7, d: {} });
  await until(() => events.length === 2);
  discord.socket.terminate();
  await until(() => lines.join('').includes('session resumed'));
  expect(discord.received[1]).toMatchObject({ op: 6, d: { token: 'token', session_id: 'session', seq: 7 } });
});

test('a server that asks for a reconnect gets a resume', async () => {
  await gateway.connect();
  discord.send(discord.socket, { op: 7, d: null });
  await until(() => sentOps().includes(6));
});

test('a session that is over is replaced by a new one, at an address asked anew', async () => {
  await gateway.connect();
  const asked = discord.asked;
  discord.send(discord.socket, { op: 9, d: false });
  await until(() => sentOps().filter((op) => op === 2).length === 2);
  expect(discord.asked).toBeGreaterThan(asked);
  expect(sentOps()).not.toContain(6);
});

test('a session that is lost is replaced only as Discord allows it, however long it has lasted', async () => {
  await gateway.connect();
  discord.info = () => ({
    status: 200,
    body: { ...discord.usualInfo, session_start_limit: { remaining: 0, reset_after: 1000 } },
  });
  discord.send(discord.socket, { op: 9, d: false });
  await until(() => lines.join('').includes('allows no more sessions'));
  expect(sentOps().filter((op) => op === 2)).toHaveLength(1);
});

test('as many sessions are waited for as there are shards', async () => {
  let remaining = 1;
  const limit = () => ({ total: 1000, remaining, reset_after: 100, max_concurrency: 16 });
  discord.info = () => ({ status: 200, body: { ...discord.usualInfo, shards: 2, session_start_limit: limit() } });
  const connecting = gateway.connect();
  await until(() => lines.join('').includes('allows no more sessions'));
  expect(discord.connections).toBe(0);
  remaining = 2;
  await connecting;
  expect(sentOps()).toEqual([2, 2]);
});

test('an address with a query of its own, and a place to resume with one, are taken without', async () => {
  discord.info = () => ({ status: 200, body: { ...discord.usualInfo, url: `${discord.usualInfo.url}/?route=a` } });
  await gateway.connect();
  expect(discord.paths).toEqual(['/?v=10&encoding=json']);
});

test('a peer that is gone is not waited for: the session is resumed within seconds', async () => {
  discord.hello = { op: 10, d: { heartbeat_interval: 300 } };
  await gateway.connect();
  discord.acknowledges = false;
  discord.freeze();
  const lostAt = performance.now();
  discord.acknowledges = true;
  await until(() => sentOps().includes(6));
  expect(performance.now() - lostAt).toBeLessThan(8000);
});

test('a connection that does not acknowledge heartbeats is dropped and resumed', async () => {
  discord.hello = { op: 10, d: { heartbeat_interval: 200 } };
  await gateway.connect();
  discord.acknowledges = false;
  await until(() => sentOps().includes(6));
  expect(discord.closeCodes[0]).not.toBe(1000);
});

test('messages that nobody can read do no harm', async () => {
  await gateway.connect();
  const { socket } = discord;
  for (const text of [
    '',
    '{',
    'null',
    '5',
    '[]',
    '{"op":9,"d":null}',
    '{"op":10,"d":null}',
    '{"op":77}',
    '{"op":0,"t":"READY","d":null,"s":1}',
  ]) {
    socket.send(text);
  }
  socket.send(Buffer.from([1, 2, 3]));
  discord.send(socket, { op: 0, t: 'INTERACTION_CREATE', s: 8, d: {} });
  await until(() => events.some(({ t }) => t === 'INTERACTION_CREATE'));
  expect(discord.connections).toBe(1);
});

test('a connection that breaks is resumed, too, and so is one that cannot be replaced at once', async () => {
  await gateway.connect();
  await discord.breakFor(1200);
  await until(() => sentOps().includes(6));
  expect(sentOps()).toEqual([2, 6]);
});

test('a greeting that comes twice does no harm to the next connection', async () => {
  discord.hello = { op: 10, d: { heartbeat_interval: 200 } };
  await gateway.connect();
  discord.send(discord.socket, { op: 10, d: { heartbeat_interval: 200 } });
  await sleep(450);
  discord.hello = { op: 10, d: { heartbeat_interval: 41_250 } };
  discord.socket.terminate();
  await until(() => sentOps().includes(6));
  await sleep(500);
  expect(discord.connections).toBe(2);
  expect(lines.join('')).not.toContain('trying again');
});

describe('when Discord refuses', () => {
  test.each([
    [4004, 'Discord refuses the token'],
    [4010, 'shard'],
    [4011, 'shards'],
    [4012, 'version'],
    [4013, 'intents'],
    [4014, 'intents'],
  ])('close code %i is for the operator', async (code, words) => {
    discord.onMessage = (_message, socket) => socket.close(code);
    const error = await gateway.connect().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OperatorError);
    expect(error).toMatchObject({ exitCode: 69, message: expect.stringContaining(words) as string });
  });

  test('a token that stops working later ends the bot, too, and nobody tries again', async () => {
    await gateway.connect();
    discord.socket.close(4004);
    await expect(gateway.failed).rejects.toMatchObject({ exitCode: 69 });
    await sleep(700);
    expect(discord.connections).toBe(1);
  });

  test('a refused token is known before any connection', async () => {
    discord.info = () => ({ status: 401, body: { code: 0, message: '401: Unauthorized' } });
    await expect(gateway.connect()).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('Discord refuses the token: ') as string,
    });
    expect(discord.connections).toBe(0);
  });

  test('a server that is not Discord is named', async () => {
    discord.info = () => ({ status: 404, body: { message: 'no such page' } });
    await expect(gateway.connect()).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('DISCORD_API_URL') as string,
    });
    discord.info = () => ({ status: 200, body: { hello: 'world' } });
    await expect(gateway.connect()).rejects.toMatchObject({ exitCode: 78 });
  });
});

describe('when Discord is away', () => {
  test('the bot keeps asking, and says so', async () => {
    let asked = 0;
    discord.info = () => {
      asked += 1;
      return asked <= 4 ? { status: 503, body: {} } : { status: 200, body: discord.usualInfo };
    };
    await gateway.connect();
    expect(lines.join('')).toContain('trying again');
  });

  test('an address where nobody listens is asked again', async () => {
    await using nowhere = gatewayTo('http://127.0.0.1:1/api');
    void nowhere.connect().catch(() => undefined);
    await until(() => lines.join('').includes('trying again'));
  });

  test('a gateway that closes at once is tried again, a little later each time', async () => {
    discord.refusals = 3;
    await gateway.connect();
    expect(discord.connections).toBe(4);
    expect(lines.join('')).toContain('the gateway is not ready, trying again');
  });
});

test('when no more sessions are allowed today the bot waits, and says so', async () => {
  let remaining = 0;
  discord.info = () => {
    const { session_start_limit: limit, ...info } = discord.usualInfo;
    return { status: 200, body: { ...info, session_start_limit: { ...limit, remaining, reset_after: 300 } } };
  };
  const connected = gateway.connect();
  await until(() => lines.join('').includes('no more sessions'));
  expect(discord.connections).toBe(0);
  remaining = 5;
  await connected;
  expect(discord.connections).toBe(1);
});

test('before every new session the bot asks how many are left, also after one that lasted long', async () => {
  await gateway.connect();
  expect(discord.asked).toBe(1);
  vi.useFakeTimers({ toFake: ['performance'], now: 0 });
  try {
    vi.advanceTimersByTime(10 * 60_000);
    discord.send(discord.socket, { op: 9, d: false });
    await until(() => sentOps().filter((op) => op === 2).length === 2);
    expect(discord.asked).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a session that nobody could take up for minutes is given up for a new one', async () => {
  await gateway.connect();
  vi.useFakeTimers({ toFake: ['performance'], now: 0 });
  try {
    discord.socket.terminate();
    await until(() => lines.join('').includes('connection closed'));
    vi.advanceTimersByTime(4 * 60_000);
    await until(() => sentOps().length === 2);
    expect(sentOps()).toEqual([2, 2]);
  } finally {
    vi.useRealTimers();
  }
});

test('several shards connect one after the other', async () => {
  discord.info = () => {
    const { session_start_limit: limit, ...info } = discord.usualInfo;
    return { status: 200, body: { ...info, shards: 3, session_start_limit: { ...limit, max_concurrency: 3 } } };
  };
  await gateway.connect();
  expect(discord.received.map(({ d }) => (d as { shard: unknown }).shard)).toEqual(
    expect.arrayContaining([
      [0, 3],
      [1, 3],
      [2, 3],
    ]),
  );
});
