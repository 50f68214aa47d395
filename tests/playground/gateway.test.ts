import { afterEach, beforeEach, expect, test } from 'vitest';
import { Playground } from '../../src/playground/server.ts';
import { Line, request, someIntents } from './wire.ts';

let playground: Playground;
const lines: Line[] = [];

beforeEach(async () => {
  playground = await Playground.start({ port: 0 });
});
afterEach(async () => {
  for (const line of lines.splice(0)) await line[Symbol.asyncDispose]();
  await playground[Symbol.asyncDispose]();
});

function dial(query?: string): Line {
  const line = new Line(playground, query);
  lines.push(line);
  return line;
}

/** A session that is open, with what is needed to resume it. */
async function session(more: object = {}): Promise<{ line: Line; id: string }> {
  const line = dial();
  await line.identify(playground, more);
  const { d } = await line.event('READY');
  return { line, id: (d as { session_id: string }).session_id };
}

async function resume(id: string, seq: number, token = playground.token): Promise<Line> {
  const line = dial();
  await line.op(10);
  line.send(6, { token, session_id: id, seq });
  return line;
}

const say = (content: string) => {
  const [person] = playground.world.people;
  const [channel] = playground.world.channels;
  return playground.act({ do: 'say', as: person?.id ?? '', channelId: channel?.id ?? '', content });
};
const withMessages = { intents: someIntents | (1 << 9) };

test('Discord says hello, then READY, then tells of the guild that was unavailable', async () => {
  const { line } = await session();
  const [hello, ready, guild] = [await line.op(10), await line.event('READY'), await line.event('GUILD_CREATE')];
  const { world } = playground;
  expect(hello.d).toEqual({ heartbeat_interval: 41_250 });
  expect(ready).toMatchObject({
    s: 1,
    d: { v: 10, user: { bot: true }, guilds: [{ id: world.guild.id, unavailable: true }] },
  });
  expect(guild).toMatchObject({
    s: 2,
    d: {
      id: world.guild.id,
      unavailable: false,
      channels: expect.any(Array),
      members: [{ user: { id: world.bot.id } }],
    },
  });
  expect(playground.gateway.online).toBe(true);
});

test('without the intent for guilds nothing is told of them', async () => {
  const { line } = await session({ intents: 1 << 10 });
  line.send(1, null);
  await line.op(11);
  expect(line.frames.map(({ t }) => t)).not.toContain('GUILD_CREATE');
});

test('a heartbeat is acknowledged', async () => {
  const line = dial();
  await line.op(10);
  line.send(1, null);
  expect(await line.op(11)).toEqual({ op: 11 });
});

test.each<[code: number, why: string, identify: object]>([
  [4004, 'its token is wrong', { token: 'wrong' }],
  [4010, 'its shard does not exist', { shard: [1, 1] }],
  [4013, 'an intent does not exist', { intents: 1 << 30 }],
  [4014, 'an intent is privileged', { intents: someIntents | (1 << 15) }],
  [4002, 'it does not say which intents', { intents: undefined }],
])('a bot is turned away with %i when %s', async (code, _, identify) => {
  const line = dial();
  await line.identify(playground, identify);
  expect(await line.closed()).toBe(code);
});

test.each<[code: number, what: string, say: (line: Line) => void]>([
  [4001, 'an opcode that does not exist', (line) => line.send(99, {})],
  [4002, 'what is no JSON', (line) => line.socket.send('hello')],
  [4002, 'what is binary', (line) => line.socket.send(Buffer.from('{"op":1,"d":null}'))],
  [4002, 'more than 4,096 bytes', (line) => line.send(1, 'ф'.repeat(2048))],
  [4002, 'a heartbeat that counts in words', (line) => line.send(1, 'seven')],
  [4005, 'a second identify', (line) => line.send(2, { token: playground.token, intents: 1, properties: {} })],
  [4008, 'more than 120 events in a minute', (line) => Array.from({ length: 121 }, () => line.send(1, null))],
])('a bot is cut off with %i when it sends %s', async (code, _, send) => {
  const { line } = await session();
  send(line);
  expect(await line.closed()).toBe(code);
});

test('who has not identified may do nothing but wait', async () => {
  const line = dial();
  await line.op(10);
  line.send(3, {});
  expect(await line.closed()).toBe(4003);
});

test.each([
  ['', 4012],
  ['?v=9&encoding=json', 4012],
  ['?v=10&encoding=etf', 4002],
])('a connection that asks for "%s" is closed with %i', async (query, code) => {
  expect(await dial(query).closed()).toBe(code);
});

test('a bot that sends no heartbeat loses its session', async () => {
  await using hasty = await Playground.start({ port: 0, heartbeatIntervalMs: 50 });
  await using line = new Line(hasty);
  await line.identify(hasty);
  expect(await line.closed()).toBe(4009);
});

test('after a lost connection the bot is told all it missed, in order and once', async () => {
  const { line, id } = await session(withMessages);
  await line.event('GUILD_CREATE');
  playground.faults.gateway.drop();
  await line.closed();
  await say('one');
  await say('two');
  const again = await resume(id, 2);
  await again.event('RESUMED');
  expect(again.frames.filter(({ op }) => op === 0).map(({ t, s }) => [t, s])).toEqual([
    ['MESSAGE_CREATE', 3],
    ['MESSAGE_CREATE', 4],
    ['RESUMED', 5],
  ]);
});

test('a session lives on when the bot closes with a code of its own, and ends with 1000', async () => {
  const first = await session();
  first.line.socket.close(4000);
  await first.line.closed();
  await (await resume(first.id, 2)).event('RESUMED');
  const second = await session();
  second.line.socket.close(1000);
  await second.line.closed();
  expect(await (await resume(second.id, 2)).op(9)).toMatchObject({ d: false });
});

test('a session that never was cannot be resumed', async () => {
  expect(await (await resume('none', 1)).op(9)).toMatchObject({ d: false });
});

test('a resume with a number that was never given is closed with 4007, with a wrong token 4004', async () => {
  const { id } = await session();
  expect(await (await resume(id, 99)).closed()).toBe(4007);
  expect(await (await resume(id, 1, 'wrong')).closed()).toBe(4004);
});

test('a resume takes the session from the connection that had it', async () => {
  const { line, id } = await session();
  await (await resume(id, 2)).event('RESUMED');
  expect(await line.closed()).toBe(1006);
});

test('Discord may ask for a reconnect, end a session, or fall silent', async () => {
  const { line, id } = await session();
  playground.faults.gateway.reconnect();
  await line.op(7);
  playground.faults.gateway.silence();
  line.send(1, null);
  const other = await resume(id, 2);
  await other.event('RESUMED');
  playground.faults.gateway.invalidate(false);
  expect(await other.op(9)).toMatchObject({ d: false });
  expect(line.frames.map(({ op }) => op)).not.toContain(11);
  expect(await (await resume(id, 2)).op(9)).toMatchObject({ d: false });
});

test('each guild is on one shard; interactions there go to that shard', async () => {
  const at = Number((BigInt(playground.world.guild.id) >> 22n) % 2n);
  const here = await session({ ...withMessages, shard: [at, 2] });
  const there = await session({ ...withMessages, shard: [1 - at, 2] });
  await say('hello');
  await here.line.event('MESSAGE_CREATE');
  expect((await there.line.event('READY')).d).toMatchObject({ guilds: [] });
  expect(there.line.frames.map(({ t }) => t)).not.toContain('MESSAGE_CREATE');
});

test('GET /gateway/bot tells how often a bot may still identify, and that many it may', async () => {
  const limit = async () => {
    const { body } = await request(playground, 'GET /gateway/bot');
    return (body as { session_start_limit: { remaining: number; max_concurrency: number } }).session_start_limit;
  };
  const { remaining, max_concurrency: most } = await limit();
  for (let times = 0; times < most; times++) await session();
  expect((await limit()).remaining).toBe(remaining - most);
  const line = dial();
  await line.identify(playground);
  expect(await line.op(9)).toMatchObject({ d: false });
});
