import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { request } from './wire.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

/** As the page says it. */
async function cause(fault: string): Promise<number> {
  const { url } = stage.playground;
  const body = JSON.stringify({ as: stage.anna, do: 'fault', fault });
  const headers = { 'content-type': 'application/json', origin: url };
  return (await fetch(`${url}/act`, { method: 'POST', headers, body })).status;
}
const lasting = () => stage.playground.snapshot(stage.anna).faults;

test('a visitor may cut the connection', async () => {
  expect(await cause('cut')).toBe(200);
  expect(await stage.line.closed()).toBe(1006);
});

test('a visitor may end the session', async () => {
  await cause('endSession');
  expect(await stage.line.op(9)).toMatchObject({ d: false });
});

test('a visitor may ask the bot to reconnect', async () => {
  await cause('reconnect');
  expect(await stage.line.op(7)).toMatchObject({ d: null });
});

test('a visitor may let the connection fall silent', async () => {
  stage.line.send(1, null);
  await stage.line.op(11);
  await cause('silence');
  stage.line.send(1, null);
  await sleep(300);
  expect(stage.line.frames.filter(({ op }) => op === 11).length).toBe(1);
  expect(stage.line.closeCode).toBeUndefined();
});

test('a visitor may have the next three events sent twice', async () => {
  await cause('double');
  await stage.used();
  await stage.used();
  const told = stage.line.frames.filter(({ t }) => t === 'INTERACTION_CREATE').map(({ s }) => s);
  expect(told.length).toBe(4);
  expect(new Set(told).size).toBe(2);
});

test('a visitor may have three answers taken without a word', async () => {
  await cause('lose');
  const told = await stage.used();
  await expect(stage.answer(told, 4, { content: 'Hello' })).rejects.toThrow('fetch failed');
  expect(stage.world.interactions.get(told.id)?.answered).toBe(true);
});

test('a visitor may have the next three answers limited', async () => {
  await cause('limit');
  const told = await stage.used();
  const answer = await stage.answer(told, 4, { content: 'Hello' });
  expect(answer).toMatchObject({ status: 429, body: { retry_after: 1 } });
});

test('a visitor may let the next three answers fail', async () => {
  await cause('errors');
  const told = await stage.used();
  const answer = async () => (await stage.answer(told, 4, { content: 'Hello' })).status;
  expect([await answer(), await answer(), await answer(), await answer()]).toEqual([500, 500, 500, 204]);
  expect(lasting()).toEqual([]);
});

test('a visitor may slow Discord down, and sees that it is slow until they mend it', async () => {
  await cause('slow');
  expect(lasting()).toEqual(['slow']);
  const started = performance.now();
  await request(stage.playground, 'GET /gateway');
  expect(performance.now() - started).toBeGreaterThan(1400);
  await cause('none');
  expect(lasting()).toEqual([]);
});

test('a visitor may send Discord away and bring it back', async () => {
  await cause('outage');
  expect(lasting()).toEqual(['outage']);
  await expect(request(stage.playground, 'GET /gateway')).rejects.toThrow('fetch failed');
  await cause('none');
  expect((await request(stage.playground, 'GET /gateway')).status).toBe(200);
});

test('a visitor may take the bot out of the server, and invite it again', async () => {
  const isMember = () => stage.playground.snapshot(stage.anna).bot.isMember;
  await cause('kick');
  expect(await stage.line.event('GUILD_DELETE')).toMatchObject({ d: { id: stage.world.guild.id } });
  expect(isMember()).toBe(false);
  await cause('invite');
  expect(isMember()).toBe(true);
});

test('what is no fault is refused', async () => {
  expect(await cause('flood')).toBe(400);
});
