import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OperatorServer } from '../../src/http/operator-server.ts';
import { FilmOfTheWeek } from '../../src/jobs/film-of-the-week.ts';
import { Checkup } from '../../src/services/checkup.ts';
import { Engine } from '../support/engine.ts';
import { freePort } from '../support/free-port.ts';

const log = pino({ level: 'silent' });
const minutes = 60_000;

let origin: string;
let checkup: Checkup;
let server: OperatorServer;
beforeEach(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  checkup = new Checkup();
  server = await OperatorServer.listen({ port, host: '127.0.0.1', log, vitals: () => checkup.vitals() });
});
afterEach(() => server[Symbol.asyncDispose]());

/** What is counted about weekly posts, without the name that all of it has. */
async function counted(): Promise<Record<string, number>> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const samples = text.matchAll(/^kinoklub_weekly_(\w+_total\{.*\}) (\d+)$/gm);
  return Object.fromEntries([...samples].map(([, name = '', value]) => [name.replaceAll('_total', ''), Number(value)]));
}

async function health(): Promise<unknown> {
  const response = await fetch(`${origin}/healthz`);
  const { problems = [] } = (await response.json()) as { problems?: string[] };
  return [response.status, ...problems];
}

test('what becomes of weekly posts is counted: in time, late, skipped, waiting for a permission, tried again', async () => {
  await using engine = await Engine.start(undefined, server.metrics);
  await engine.services.settings.change(engine.key.guildId, { ratingMode: 'off' }, engine.clock.now);
  await engine.schedule();
  await engine.friday();
  expect(await counted()).toEqual({
    'posts{what="due",reason=""}': 1,
    'posts{what="posted",reason=""}': 1,
    'attempts{what="look",answer="done"}': 1,
    'attempts{what="send",answer="done"}': 1,
  });
  // Late, after an outage that lets one call fail.
  engine.playground.faults.rest.next({ method: 'POST', path: /messages$/ }, { status: 503 });
  await engine.friday({ hours: 168 + 2 });
  await engine.pass({ minutes: 1 });
  expect(await counted()).toMatchObject({
    'posts{what="due",reason=""}': 2,
    'posts{what="posted",reason=""}': 2,
    'posts{what="late",reason=""}': 1,
    'attempts{what="send",answer="unknown"}': 1,
  });
  const channel = engine.playground.world.channel(engine.channelId);
  const deny = PermissionFlagsBits.SendMessages;
  const { id } = engine.playground.world.bot;
  if (channel) channel.overwrites = [{ id, type: OverwriteType.Member, allow: 0n, deny }];
  await engine.friday({ hours: 2 * 168 });
  await engine.friday({ hours: 4 * 168 - 1 });
  expect(await counted()).toMatchObject({
    'posts{what="due",reason=""}': 4,
    'posts{what="parked",reason="permission"}': 1,
    'posts{what="skipped",reason="permission"}': 1,
    'posts{what="skipped",reason="missed"}': 1,
  });
});

test('a scheduler that hangs is unhealthy after five minutes, and healthy again as soon as it goes on', async () => {
  let nowMs = 0;
  let goOn = Promise.withResolvers<void>();
  const posts = { moves: 0, run: () => goOn.promise, stop: async () => goOn.resolve() };
  await using scheduler = new FilmOfTheWeek({ posts, log, nowMs: () => nowMs });
  expect(await health()).toEqual([200]);
  checkup.scheduler = scheduler;
  nowMs = 4 * minutes;
  expect(await health()).toEqual([200]);
  nowMs = 6 * minutes;
  expect(await health()).toEqual([503, 'nobody has looked after the weekly posts for 360 s']);
  expect(await (await fetch(`${origin}/metrics`)).text()).toContain('kinoklub_scheduler_stalled_seconds 360\n');
  // A thousand posts take longer than that; as long as they move, it is at work.
  posts.moves += 1;
  expect(await health()).toEqual([200]);
  nowMs = 12 * minutes;
  expect(await health()).toHaveLength(2);
  goOn.resolve();
  goOn = Promise.withResolvers();
  await vi.waitFor(async () => expect(await health()).toEqual([200]));
});

test('a bot one of whose schedules is parked is healthy for as long as that lasts', async () => {
  await using engine = await Engine.start();
  await engine.schedule();
  engine.deny(PermissionFlagsBits.SendMessages);
  await engine.friday();
  let nowMs = 0;
  await using scheduler = new FilmOfTheWeek({ posts: engine.posts, log, nowMs: () => nowMs });
  checkup.scheduler = scheduler;
  for (let round = 0; round < 2; round += 1) {
    nowMs += 4 * minutes;
    expect(await health()).toEqual([200]);
    // Nothing moves; it has looked again all the same.
    await vi.waitFor(() => expect(scheduler.stalledMs).toBe(0), { timeout: 20_000 });
  }
  expect(await engine.services.schedules.parked(engine.key.guildId)).toEqual(new Map([['main', 'permission']]));
});

test('whoever waits for a post of days ahead looks at the clock within a minute: a machine may have slept', async () => {
  await using engine = await Engine.start();
  await engine.schedule();
  await using _ = new FilmOfTheWeek({ posts: engine.posts, log });
  // Joins the first look.
  await engine.posts.run();
  expect(engine.messages()).toEqual([]);
  engine.clock.now = engine.clock.now.add({ hours: 48 });
  await vi.waitFor(() => expect(engine.messages()).toHaveLength(1), { timeout: 60_000 });
}, 90_000);
