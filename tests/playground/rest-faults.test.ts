import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const rest = () => stage.playground.faults.rest;
const me = () => stage.call('GET /users/@me');
const hello = { content: 'Hello' };
const faults = () => stage.playground.ledger.events('fault').map(({ what, detail }) => ({ what, ...detail }));

test.each([500, 401] as const)(
  'the next requests are answered with %i, as Discord words it, and then no more',
  async (status) => {
    rest().next('other', { status }, 2);
    expect(await me()).toMatchObject({ status, code: 0 });
    expect(await me()).toMatchObject({ status });
    expect(await me()).toMatchObject({ status: 200 });
    expect(faults()).toEqual(
      Array.from({ length: 2 }, () => ({ what: 'request', method: 'GET', path: '/users/@me', status })),
    );
  },
);

test.each([502, 503, 504] as const)('%i comes from what stands before Discord: HTML', async (status) => {
  rest().next('any', { status });
  await expect(me()).rejects.toThrow(/JSON/);
});

test('a request that is cut off before changed nothing; cut off after, all of it', async () => {
  const told = await stage.used();
  rest().next('callback', { cut: 'before' });
  await expect(stage.answer(told, 4, hello)).rejects.toThrow('fetch failed');
  expect(stage.world.interactions.get(told.id)?.answered).toBe(false);
  rest().next('callback', { cut: 'after' });
  await expect(stage.answer(told, 4, hello)).rejects.toThrow('fetch failed');
  expect(stage.world.interactions.get(told.id)?.answered).toBe(true);
  expect(await stage.answer(told, 4, hello)).toMatchObject({ status: 400, code: 40060 });
});

test.each([
  ['user', null],
  ['shared', null],
  ['global', 'true'],
] as const)('a rate limit of the scope %s says so', async (scope, global) => {
  rest().next('any', { limited: scope, retryAfterS: 1.5 });
  const { status, body, headers } = await me();
  expect({ status, body }).toMatchObject({ status: 429, body: { retry_after: 1.5, global: scope === 'global' } });
  expect(headers.get('retry-after')).toBe('2');
  expect(headers.get('x-ratelimit-scope')).toBe(scope);
  expect(headers.get('x-ratelimit-global')).toBe(global);
});

test('Discord’s own no comes with its code; an error after the request was handled leaves what it did', async () => {
  rest().next('other', { refused: 400, code: 200_000 });
  expect(await me()).toMatchObject({ status: 400, body: { code: 200_000 } });
  const channel = stage.world.channels[0]?.id ?? '';
  rest().next('other', { status: 500, after: true });
  expect(await stage.call(`POST /channels/${channel}/messages`, hello)).toMatchObject({ status: 500 });
  expect([...stage.world.messages.values()].map(({ message }) => message.content)).toEqual(['Hello']);
});

test('a delayed request is handled late', async () => {
  rest().next('other', { delayMs: 150 });
  const started = performance.now();
  expect((await me()).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(140);
});

test('a fault meets the requests that it is meant for, in the order in which faults were planned', async () => {
  const told = await stage.used();
  rest().next('edit', { status: 500 });
  rest().next('edit', { limited: 'user', retryAfterS: 1 });
  rest().next('followup', { status: 503 });
  rest().next({ method: 'DELETE', path: /@original$/ }, { status: 401 });
  expect((await stage.answer(told, 5)).status).toBe(204);
  const edit = () => stage.webhook(told, 'PATCH /messages/@original', hello);
  expect((await edit()).status).toBe(500);
  expect((await edit()).status).toBe(429);
  expect((await edit()).status).toBe(200);
  await expect(stage.webhook(told, 'POST ', hello)).rejects.toThrow('JSON');
  expect((await stage.webhook(told, 'DELETE /messages/@original')).status).toBe(401);
});

test('what is cleared does not happen', async () => {
  rest().next('any', { status: 500 });
  rest().during(60_000, 'any', { status: 500 });
  stage.playground.faults.clear();
  expect((await me()).status).toBe(200);
});
