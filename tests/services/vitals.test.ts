import { expect, test } from 'vitest';
import { Checkup } from '../../src/services/checkup.ts';
import { ailments, obstacles } from '../../src/services/vitals.ts';
import type { Vitals } from '../../src/services/vitals.ts';

const shard = { id: 0, connected: true, downMs: 0, missedHeartbeat: false, heartbeatMs: 40 };
const well: Vitals = {
  ...{ shards: [shard], guilds: 3, commands: 'registered', schedulerStalledMs: 2100 },
  store: { answers: true, refusedMs: 0, waiting: 7, stalledMs: 0 },
};
const down = (downMs: number) => ({ ...shard, connected: false, downMs });
const stalled = (stalledMs: number) => ({ ...well.store, stalledMs });

test('a bot that is connected and has its store is healthy and ready', () => {
  expect([ailments(well), obstacles(well)]).toEqual([[], []]);
});

test('a bot that has just lost a connection is healthy, but not ready; after long it is neither', () => {
  const lost = { ...well, shards: [shard, { ...down(60_000), id: 1 }] };
  expect(ailments(lost)).toEqual([]);
  expect(obstacles(lost)).toEqual(['shard 1 is not connected']);
  expect(ailments({ ...well, shards: [down(301_000)] })).toEqual(['shard 0 has not been connected for 301 s']);
});

test('a bot that misses a heartbeat is not healthy, at once', () => {
  const silent = { ...well, shards: [{ ...down(100), missedHeartbeat: true }] };
  expect(ailments(silent)).toEqual(['shard 0 missed a heartbeat and is not connected again']);
});

test('a store that is away makes the bot not ready; changes that wait for long make it unhealthy', () => {
  expect(obstacles({ ...well, store: { ...well.store, answers: false } })).toEqual(['the store does not answer']);
  expect(ailments({ ...well, store: { ...well.store, answers: false } })).toEqual([]);
  expect(ailments({ ...well, store: stalled(29_000) })).toEqual([]);
  expect(ailments({ ...well, store: stalled(31_000) })).toEqual(['7 changes have been waiting for the store for 31 s']);
});

test('a store that did not take the last change makes the bot not ready; one that takes none for long makes it unhealthy', () => {
  const refusing = (refusedMs: number) => ({ ...well, store: { ...well.store, refusedMs } });
  expect(obstacles(refusing(10))).toEqual(['the store did not take the last change: the log says why']);
  expect(ailments(refusing(29_000))).toEqual([]);
  expect(ailments(refusing(31_000))).toEqual(['the store has taken no change for 31 s: the log says why']);
});

test('a bot that is starting is healthy, and ready only with all its parts', async () => {
  const checkup = new Checkup();
  const starting = await checkup.vitals();
  expect(ailments(starting)).toEqual([]);
  expect(obstacles(starting)).toHaveLength(3);
  checkup.gateway = { vitals: well };
  let takes = false;
  checkup.store = { answers: async () => true, takesChanges: async () => takes };
  expect(obstacles(await checkup.vitals())).toEqual(['the commands are not registered yet']);
  checkup.commands = 'registered';
  checkup.queue = { waiting: 2, stalledMs: 40_000 };
  expect(obstacles(await checkup.vitals())).toEqual([]);
  expect(ailments(await checkup.vitals())).toHaveLength(1);
});

test('changes of whatever kind that the store has refused for half a minute make the bot unhealthy, until it takes one', async () => {
  const checkup = new Checkup();
  let takes = false;
  checkup.store = { answers: async () => true, takesChanges: async () => takes };
  checkup.lastChange = { refusedMs: 40_000 };
  expect(ailments(await checkup.vitals())).toEqual(['the store has taken no change for 40 s: the log says why']);
  takes = true;
  expect(ailments(await checkup.vitals())).toEqual([]);
});
