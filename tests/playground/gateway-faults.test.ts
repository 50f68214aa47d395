import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spoilings } from '../../src/playground/faults/dispatch-faults.ts';
import { Stage } from './stage.ts';
import { Line, request, someIntents } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open({ intents: someIntents | (1 << 9) });
  await stage.line.event('GUILD_CREATE');
});
afterEach(() => stage[Symbol.asyncDispose]());

const faults = () => stage.playground.faults;
const noted = () => stage.playground.ledger.events('fault').map(({ what }) => what);
const say = (content: string) => stage.act({ do: 'say', channelId: stage.channel, content });
const said = () => stage.line.frames.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ s }) => s);
const sessionId = async () => ((await stage.line.event('READY')).d as { session_id: string }).session_id;

async function resumed(seq: number): Promise<Line> {
  const line = new Line(stage.playground);
  await line.op(10);
  line.send(6, { token: stage.playground.token, session_id: await sessionId(), seq });
  return line;
}

test('an event may come twice', async () => {
  faults().gateway.events.double(1);
  await say('one');
  await say('two');
  await stage.line.until(() => said().length === 3 || undefined);
  expect(said()).toEqual([3, 3, 4]);
  expect(noted()).toEqual(['doubled']);
});

test('events may come in another order', async () => {
  faults().gateway.events.reverse(2);
  for (const words of ['one', 'two', 'three']) await say(words);
  await stage.line.until(() => said().length === 3 || undefined);
  expect(said()).toEqual([4, 3, 5]);
});

test('events may come spoiled; a resume brings them whole', async () => {
  const frames: [text: string, isBinary: boolean][] = [];
  stage.line.socket.removeAllListeners('message');
  stage.line.socket.on('message', (data: Buffer, isBinary) => frames.push([data.toString(), isBinary]));
  faults().gateway.events.spoil(...spoilings);
  for (const way of spoilings) await say(way);
  await vi.waitFor(() => expect(frames).toHaveLength(spoilings.length), 20_000);
  await using line = await resumed(2);
  await line.event('RESUMED');
  expect(line.frames.filter(({ t }) => t === 'MESSAGE_CREATE')).toHaveLength(spoilings.length);
  expect(frames.filter(([, isBinary]) => isBinary)).toHaveLength(1);
  expect(noted()).toEqual(spoilings.map((way) => `spoiled: ${way}`));
});

test('an event of 5 MB comes', async () => {
  faults().gateway.oversize(5 * 1024 * 1024);
  const { d } = await stage.line.until(() => stage.line.frames.findLast(({ s }) => s === 3));
  expect(Buffer.byteLength(JSON.stringify(d))).toBeGreaterThan(5 * 1024 * 1024);
});

test('a session that is taken away may be resumed on the same line, or not', async () => {
  const { line } = stage;
  faults().gateway.invalidate(true);
  expect(await line.op(9)).toMatchObject({ d: true });
  line.send(6, { token: stage.playground.token, session_id: await sessionId(), seq: 2 });
  await line.event('RESUMED');
  faults().gateway.invalidate(false);
  await line.until(() => line.frames.find(({ op, d }) => op === 9 && d === false));
  await using other = await resumed(2);
  expect(await other.op(9)).toMatchObject({ d: false });
});

test('a connection may be closed with any code; its session lives on', async () => {
  faults().gateway.close(4000);
  expect(await stage.line.closed()).toBe(4000);
  await using line = await resumed(2);
  await line.event('RESUMED');
});

test('the next resumes and identifies may be refused, with op 9 or with a code', async () => {
  faults().gateway.refuse('resume', 1);
  faults().gateway.refuse('identify', 1, 4014);
  await using first = await resumed(2);
  expect(await first.op(9)).toMatchObject({ d: false });
  await using second = new Line(stage.playground);
  await second.identify(stage.playground);
  expect(await second.closed()).toBe(4014);
  await using third = await resumed(2);
  await third.event('RESUMED');
  expect(noted()).toEqual(['refuse resume', 'refuse identify']);
});

test('in an outage nobody is connected and nobody gets through; the page stays', async () => {
  faults().outage(60_000);
  expect(await stage.line.closed()).toBe(1006);
  await expect(request(stage.playground, 'GET /users/@me')).rejects.toThrow('fetch failed');
  const line = new Line(stage.playground);
  line.socket.on('error', () => undefined);
  expect(await line.closed()).toBe(1006);
  expect((await fetch(stage.playground.url)).status).toBe(200);
  faults().clear();
  await using again = await resumed(2);
  await again.event('RESUMED');
});
