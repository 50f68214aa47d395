import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Stage } from './stage.ts';
import { faultsOf } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

test.each(['', 'Bot wrong', 'Bearer x'])('Discord knows no bot by the authorization "%s"', async (authorization) => {
  const { status, body } = await stage.call('GET /users/@me', undefined, { authorization });
  expect(status).toBe(401);
  expect(body).toEqual({ message: '401: Unauthorized', code: 0 });
});

test.each(['', 'node', 'DiscordBot', 'DiscordBot (https://example.org)'])(
  'the edge turns away a client that calls itself "%s"',
  async (agent) => {
    const { status, code } = await stage.call('GET /users/@me', undefined, { 'user-agent': agent });
    expect([status, code]).toEqual([403, 40333]);
  },
);

test.each(['/api/v9/users/@me', '/api/users/@me'])('%s is not of the tenth version', async (path) => {
  const response = await fetch(stage.playground.url + path);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 50041 });
});

test('Discord answers 404 where there is nothing', async () => {
  expect(await stage.call('GET /films')).toMatchObject({ status: 404, code: 0 });
  expect(await stage.call('GET /guilds/1')).toMatchObject({ status: 404, code: 10004 });
  expect(await stage.call('GET /channels/1')).toMatchObject({ status: 404, code: 10003 });
});

test('an id that is none is a fault in the request', async () => {
  const answer = await stage.call('GET /channels/general');
  expect(answer).toMatchObject({ status: 400, code: 50035 });
  expect(faultsOf(answer)).toEqual(['channel_id NUMBER_TYPE_COERCE']);
});

test('a body must be JSON, and say so', async () => {
  const to = `POST /channels/${stage.channel}/messages`;
  expect(await stage.call(to, '{"content":')).toMatchObject({ status: 400, code: 50109 });
  const plain = await stage.call(to, '{"content":"hello"}', { 'content-type': 'text/plain' });
  expect(faultsOf(plain)).toEqual(['CONTENT_TYPE_INVALID']);
});

test('a body of more than 25 MiB is too large', async () => {
  const body = JSON.stringify({ content: 'x'.repeat(25 * 1024 * 1024) });
  expect(await stage.call(`POST /channels/${stage.channel}/messages`, body)).toMatchObject({
    status: 413,
    code: 40005,
  });
});

test('every answer says how much more the bot may ask', async () => {
  const get = `GET /channels/${stage.channel}`;
  const [first, second] = [await stage.call(get), await stage.call(get)];
  expect(first.headers.get('x-ratelimit-bucket')).toBe(second.headers.get('x-ratelimit-bucket'));
  const left = [first, second].map(({ headers }) => Number(headers.get('x-ratelimit-remaining')));
  expect(left[1]).toBe((left[0] ?? 0) - 1);
  expect(Number(first.headers.get('x-ratelimit-reset-after'))).toBeGreaterThan(0);
});

test('who asks too often is told when to come back, and then may', async () => {
  const answers = await Promise.all(Array.from({ length: 80 }, () => stage.call('GET /users/@me')));
  const limited = answers.find(({ status }) => status === 429);
  expect(limited?.headers.get('x-ratelimit-scope')).toMatch(/user|global/);
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(limited?.body).toMatchObject({ retry_after: expect.any(Number), global: expect.any(Boolean) });
  const { retry_after: waitS } = (limited?.body ?? {}) as { retry_after: number };
  await new Promise((resolve) => setTimeout(resolve, waitS * 1000 + 20));
  expect((await stage.call('GET /users/@me')).status).toBe(200);
});

test('the guild is told with its roles', async () => {
  const { body } = await stage.call(`GET /guilds/${stage.world.guild.id}`);
  expect(body).toMatchObject({ id: stage.world.guild.id, preferred_locale: 'en-US', roles: expect.any(Array) });
});

const foreign = [
  ['another host', { host: 'evil.example' }],
  ['another port', { host: '127.0.0.1:1' }],
  ['another origin', { origin: 'http://evil.example' }],
  ['a hidden origin', { origin: 'null' }],
] as const;

test.each(foreign)('a request by way of %s is refused, on every route', async (_, headers) => {
  for (const path of ['/', '/api/v10/users/@me', '/act']) {
    const asked = httpRequest(stage.playground.url + path, { headers });
    const answered = once(asked, 'response');
    asked.end();
    const [response] = (await answered) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(403);
  }
});

test.each(foreign)('a socket by way of %s is refused, on the gateway and for the page', async (_, headers) => {
  for (const path of ['/gateway/?v=10&encoding=json', '/live']) {
    const socket = new WebSocket(stage.playground.url.replace('http', 'ws') + path, { headers });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
  }
});

test.each(['//', '//:', '/\\', 'http://[', '*'])(
  'a socket that asks for %j is refused, and the playground goes on',
  async (target) => {
    const { port, hostname: host } = new URL(stage.playground.url);
    const headers = {
      host: `${host}:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
    };
    const asked = httpRequest({ host, port, path: target, headers: { ...headers, 'sec-websocket-key': 'YQ==' } });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(404);
    expect((await fetch(stage.playground.url)).status).toBe(200);
  },
);

test('the ledger has each request as it was answered, with its query', async () => {
  await stage.call(`GET /channels/${stage.channel}/messages?limit=3`);
  await stage.call(`POST /channels/${stage.channel}/messages`, {});
  expect(
    stage.playground.ledger.requests.map(({ method, path, status, code }) => [method, path, status, code]),
  ).toEqual([
    ['GET', `/channels/${stage.channel}/messages?limit=3`, 200, undefined],
    ['POST', `/channels/${stage.channel}/messages`, 400, 50006],
  ]);
});
