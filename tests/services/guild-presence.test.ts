import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { ClubSettings } from '../../src/services/club-settings.ts';
import { GuildPresence } from '../../src/services/guild-presence.ts';
import { Turns } from '../../src/services/turns.ts';
import { storesInMemory } from '../support/database.ts';
import { someEvening } from '../support/requests.ts';

/** Ids whose shards of two are 0, 1, 0. */
const [even, odd, other] = ['4194304000000000000', '4194304000004194304', '4194304000008388608'] as const;

let now: Temporal.Instant;
let members: Set<string>;
let silent: boolean;
let asked: string[];
let stores: ReturnType<typeof storesInMemory>;
let settings: ClubSettings;
let turns: Turns;
let presence: GuildPresence;

beforeEach(() => {
  now = someEvening;
  members = new Set();
  silent = false;
  asked = [];
  stores = storesInMemory();
  settings = new ClubSettings({ store: stores.settings, changes: stores.changes });
  const log = pino({ level: 'silent' });
  turns = new Turns({ bags: stores.bags, isShared: false, random: () => 0, log });
  presence = newPresence();
});

/** As a process has it that has just started. */
const newPresence = (): GuildPresence =>
  new GuildPresence({
    ...{ store: stores.guilds, settings, turns, clock: () => now, log: pino({ level: 'silent' }) },
    isMember: async (guildId) => {
      asked.push(guildId);
      if (silent) throw new Error('an outage');
      return members.has(guildId);
    },
  });

const rate = (guildId: string) =>
  stores.ratings.put({ guildId, userId: '7', filmId: 'a', score: 5, source: 'button', updatedAt: someEvening });
const isKept = async (guildId: string): Promise<boolean> => (await stores.ratings.tally(guildId, 'a')).count > 0;
const ready = (...guildIds: string[]) => presence.ready({ shard: 0, of: 1, guildIds });
const pass = (days: number): void => {
  now = now.add({ minutes: 24 * 60 * days });
};

describe('the data of a guild', () => {
  beforeEach(async () => {
    await rate(even);
    await ready(even, odd);
  });

  test('goes 30 days after the bot was taken out of it, and not before', async () => {
    await presence.left(even);
    pass(29.5);
    await presence.purge();
    expect(await isKept(even)).toBe(true);
    pass(1);
    await presence.purge();
    expect(await isKept(even)).toBe(false);
  });

  test('goes, too, when the bot was taken out while it was away', async () => {
    presence = newPresence();
    await ready(odd);
    pass(31);
    await presence.purge();
    expect(await isKept(even)).toBe(false);
  });

  test('goes, too, where all that is known of the guild is what is kept about it', async () => {
    const place = { userId: '7', guildId: other };
    await stores.lists.add({ ...place, list: 'seen', filmId: 'a', addedAt: someEvening });
    await ready(even, odd);
    pass(29);
    await presence.purge();
    expect(await stores.lists.knownIn(other)).toEqual(['a']);
    pass(2);
    await presence.purge();
    expect(await stores.lists.knownIn(other)).toEqual([]);
    // The person's own list stays.
    expect(await stores.lists.films({ userId: '7', list: 'seen' })).toEqual(['a']);
  });

  test('stays when the bot is invited back in time', async () => {
    await presence.left(even);
    pass(29);
    await presence.joined(even);
    pass(29);
    await presence.purge();
    expect([await isKept(even), asked]).toEqual([true, []]);
  });

  test('stays when the bot is back while it was away, and the 30 days begin anew when it is taken out again', async () => {
    await presence.left(even);
    presence = newPresence();
    await ready(even, odd);
    pass(20);
    await presence.left(even);
    pass(20);
    await presence.purge();
    expect(await isKept(even)).toBe(true);
    pass(11);
    await presence.purge();
    expect(await isKept(even)).toBe(false);
  });

  test('stays when Discord says that the bot is there after all', async () => {
    await presence.left(even);
    members.add(even);
    pass(31);
    await presence.purge();
    pass(31);
    await presence.purge();
    expect([await isKept(even), asked]).toEqual([true, [even]]);
  });

  test('stays while members use the commands of a guild that has these alone, and no connection lists', async () => {
    for (let month = 0; month < 3; month += 1) {
      presence = newPresence();
      await ready(odd);
      pass(29);
      await presence.used(even);
      await presence.purge();
    }
    expect([await isKept(even), asked]).toEqual([true, []]);
    await ready(odd);
    pass(31);
    await presence.purge();
    expect(await isKept(even)).toBe(false);
  });

  test('waits while Discord does not say whether the bot is there', async () => {
    await presence.left(even);
    silent = true;
    pass(31);
    await presence.purge();
    expect(await isKept(even)).toBe(true);
    silent = false;
    await presence.purge();
    expect(await isKept(even)).toBe(false);
  });
});

test('however often a guild is used, it is put down once', async () => {
  let written = 0;
  const putJoined = stores.guilds.putJoined.bind(stores.guilds);
  stores.guilds.putJoined = (guildIds) => {
    written += guildIds.length;
    return putJoined(guildIds);
  };
  await ready(even);
  for (const id of [even, odd, even, odd, odd]) await presence.used(id);
  expect(written).toBe(2);
});

test('a guild that comes back after that begins anew: what it had chosen is gone from memory, too', async () => {
  await settings.change(even, { language: 'ru' }, someEvening);
  expect((await settings.of(even)).language).toBe('ru');
  await presence.left(even);
  pass(31);
  await presence.purge();
  await presence.joined(even);
  expect((await settings.of(even)).language).toBeUndefined();
});

test('a guild that comes back after its data was deleted draws from the whole library again', async () => {
  await ready(even);
  const draw = async () => (await turns.next(`guild ${even}`, 'random', ['a', 'b', 'c'])).left;
  expect(await draw()).toBe(2);
  await presence.left(even);
  pass(31);
  await presence.purge();
  await presence.joined(even);
  expect(await draw()).toBe(2);
});

test('an empty list of guilds deletes nothing of those that the bot is in', async () => {
  for (const id of [even, odd, other]) await rate(id);
  await ready(even, odd, other);
  presence = newPresence();
  await ready();
  members = new Set([even, odd, other]);
  pass(31);
  await presence.purge();
  expect(await Promise.all([even, odd, other].map(isKept))).toEqual([true, true, true]);
});

test('a connection says nothing about the guilds of another', async () => {
  for (const id of [even, odd, other]) await rate(id);
  await presence.ready({ shard: 0, of: 2, guildIds: [even, other] });
  await presence.ready({ shard: 1, of: 2, guildIds: [odd] });
  presence = newPresence();
  await presence.ready({ shard: 0, of: 2, guildIds: [even] });
  pass(31);
  await presence.purge();
  expect(await Promise.all([even, odd, other].map(isKept))).toEqual([true, true, false]);
});

test('Discord’s bad day is not made worse: after five guilds without an answer the others wait', async () => {
  const many = Array.from({ length: 20 }, (_, at) => String(at + 1));
  await ready(...many);
  await ready();
  silent = true;
  pass(31);
  await presence.purge();
  expect(asked).toHaveLength(5);
});

test('what comes in quick succession counts in its order', async () => {
  await rate(even);
  await Promise.all([ready(even), presence.left(even), presence.joined(even), presence.left(even)]);
  expect(await stores.guilds.joined()).toEqual([]);
  await Promise.all([presence.joined(even), presence.left(even), presence.joined(even)]);
  expect(await stores.guilds.joined()).toEqual([even]);
});
