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
