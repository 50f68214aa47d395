import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PostsNow } from '../../src/services/posts-now.ts';
import { Engine } from '../support/engine.ts';
import { anItem } from '../support/schedules.ts';

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.start();
});
afterEach(() => engine[Symbol.asyncDispose]());

const by = () => ({ userId: '7', now: engine.clock.now });
const now = (): PostsNow => engine.services.postsNow;
const pendingWeek = async () => (await engine.services.schedules.get(engine.key)).schedule.pending?.week;
const week = '2026-11-23';

describe('as the film of the week', () => {
  test('the one that is planned comes now instead of on its day, with all that belongs to it', async () => {
    await engine.schedule({ pin: true });
    const { kind, record } = await now().asThisWeek(engine.key, undefined, by());
    expect([kind, record.key, record.filmId]).toEqual(['now', week, 'wings']);
    expect([await engine.queue(), await pendingWeek()]).toEqual([['daisies'], '2026-11-30']);
    await engine.friday({ hours: 1 });
    expect(engine.titles()).toEqual(['wings (1966)']);
    expect(engine.messages()[0]?.message).toMatchObject({ pinned: true });
    expect(engine.messages()[0]?.reactions.size).toBe(5);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
  });

  test('another one leaves the queue where it is in it, and what was pinned to the week comes next', async () => {
    await engine.schedule({}, anItem(), anItem({ id: 'b', filmId: 'daisies' }));
    const pinned = anItem({ id: 'c', filmId: 'ivan', date: '2026-11-27' });
    await engine.services.queue.add(engine.key, pinned, undefined, by());
    await now().asThisWeek(engine.key, 'daisies', by());
    expect(await engine.queue()).toEqual(['ivan', 'wings']);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['daisies (1966)', 'ivan (1966)']);
  });

  test('however often and by however many it is asked for, it comes once', async () => {
    await engine.schedule();
    const others = [engine.another(), engine.another()];
    const asked = await Promise.all([1, 2, 3].map(() => now().asThisWeek(engine.key, 'wings', by())));
    await Promise.all(others.map((posts) => posts.run()));
    expect(asked.map(({ kind }) => kind).toSorted()).toEqual(['already', 'already', 'now']);
    expect(engine.messages()).toHaveLength(1);
    await expect(now().asThisWeek(engine.key, undefined, by())).rejects.toThrow('week.post.had');
    expect(await pendingWeek()).toBe('2026-11-30');
  });

  test('a process that dies before it has posted is replaced by another, which posts once', async () => {
    await engine.schedule();
    now().carriedBy(({ record }) => Promise.resolve(record));
    const { record } = await now().asThisWeek(engine.key, 'ascent', by());
    expect(record.posting.state).toBe('sending');
    await engine.another().run();
    expect(engine.messages()).toHaveLength(0);
    await engine.pass({ minutes: 3 });
    await engine.another().run();
    await engine.friday();
    expect(engine.titles()).toEqual(['ascent (1966)']);
  });

  test('an answer of Discord that is lost makes no second post', async () => {
    await engine.schedule();
    engine.playground.faults.rest.next({ method: 'POST', path: /messages$/ }, { cut: 'after' });
    await now().asThisWeek(engine.key, 'ascent', by());
    await engine.pass({ minutes: 1 });
    expect(engine.titles()).toEqual(['ascent (1966)']);
  });

  test('a week that was to be left out has its film after all, and the one after it is next', async () => {
    await engine.schedule();
    await engine.services.schedules.skip(engine.key, undefined, undefined, by());
    expect((await now().asThisWeek(engine.key, undefined, by())).record).toMatchObject({ key: week, filmId: 'wings' });
    const { schedule } = await engine.services.schedules.get(engine.key);
    expect([schedule.pending?.week, schedule.state.skips]).toEqual(['2026-11-30', []]);
  });

  test('where it is refused it waits for the permission, and comes once that is there', async () => {
    await engine.schedule();
    engine.deny(PermissionFlagsBits.SendMessages);
    const { record } = await now().asThisWeek(engine.key, 'ascent', by());
    expect(record.posting).toMatchObject({ state: 'parked', reason: 'permission' });
    engine.deny();
    await engine.pass({ minutes: 1 });
    await engine.services.refused.retry(engine.key.guildId);
    await engine.pass({ minutes: 1 });
    expect(engine.titles()).toEqual(['ascent (1966)']);
  });

  test('is refused while nothing is planned, and at the moment when it comes by itself', async () => {
    await engine.schedule();
    await engine.services.schedules.pause(engine.key, undefined, undefined, by());
    await expect(now().asThisWeek(engine.key, 'wings', by())).rejects.toThrow('schedule.nothing-next');
    await engine.services.schedules.resume(engine.key, by());
    engine.clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
    await expect(now().asThisWeek(engine.key, 'wings', by())).rejects.toThrow('week.post.due');
    await expect(now().asThisWeek({ ...engine.key, name: 'none' }, 'wings', by())).rejects.toThrow('schedule.none');
  });
});

describe('beside the film of the week', () => {
  test('a film comes without its pin, once a day, and the week keeps its own', async () => {
    await engine.schedule({ pin: true, thread: true });
    const asked = await Promise.all([1, 2].map(() => now().extra(engine.key, 'ascent', by())));
    expect(asked.map(({ kind }) => kind).toSorted()).toEqual(['already', 'now']);
    await engine.friday();
    expect(engine.titles()).toEqual(['ascent (1966)', 'wings (1966)']);
    expect(engine.messages().map(({ message }) => message.pinned)).toEqual([false, true]);
    expect(engine.messages()[0]?.message.content).toContain('One more film');
    expect(engine.messages()[0]?.reactions.size).toBe(5);
    await now().extra(engine.key, 'ascent', by());
    expect(engine.messages()).toHaveLength(3);
  });

  test('a film that waits in line comes with the note it has there, and is out of the queue once it is posted', async () => {
    const pinned = anItem({ id: 'c', filmId: 'daisies', date: '2026-12-04' });
    await engine.schedule({}, anItem(), anItem({ id: 'b', filmId: 'daisies', note: 'Bring tea' }), pinned);
    engine.deny(PermissionFlagsBits.SendMessages);
    const { record } = await now().extra(engine.key, 'daisies', by());
    expect([record.posting.state, await engine.queue()]).toEqual(['parked', ['daisies', 'wings', 'daisies']]);
    engine.deny();
    await engine.pass({ minutes: 1 });
    await engine.services.refused.retry(engine.key.guildId);
    await engine.pass({ minutes: 1 });
    expect(engine.messages()[0]?.message.content).toContain('Bring tea');
    // It comes on its date all the same.
    expect(await engine.queue()).toEqual(['daisies', 'wings']);
    await engine.friday();
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['daisies (1966)', 'wings (1966)', 'daisies (1966)']);
  });

  test('a process that dies with it leaves the film in line until another has posted it', async () => {
    await engine.schedule();
    now().carriedBy(({ record }) => Promise.resolve(record));
    await now().extra(engine.key, 'daisies', by());
    expect(await engine.queue()).toEqual(['wings', 'daisies']);
    await engine.pass({ minutes: 3 });
    await engine.another().run();
    expect([engine.titles(), await engine.queue()]).toEqual([['daisies (1966)'], ['wings']]);
  });

  test.each(['comes when it is asked for again', 'comes by the button under its notice'])(
    'a film that could not come in its time %s, once, and the film of the week and what is pinned to dates stay',
    async (how) => {
      const pinned = anItem({ id: 'c', filmId: 'ivan', date: '2026-12-04' });
      await engine.schedule({ graceHours: 1 }, anItem(), pinned);
      engine.deny(PermissionFlagsBits.SendMessages);
      const { record } = await now().extra(engine.key, 'ascent', by());
      await engine.pass({ hours: 2 });
      expect((await engine.history(1))[0]?.posting.state).toBe('skipped');
      engine.deny();
      const ask = () =>
        how === 'comes when it is asked for again'
          ? now().extra(engine.key, 'ascent', by())
          : now().missed(record, by());
      const asked = await Promise.all([ask(), ask()]);
      expect(asked.map(({ kind }) => kind).toSorted()).toEqual(['already', 'now']);
      expect(engine.titles()).toEqual(['ascent (1966)']);
      expect(engine.messages()[0]?.message.content).toContain('One more film');
      await engine.friday();
      await engine.friday({ hours: 168 });
      expect(engine.titles()).toEqual(['ascent (1966)', 'wings (1966)', 'ivan (1966)']);
    },
  );

  test('a film that is refused for its text stays in line, and its notice does not offer to queue it', async () => {
    const logChannel = engine.playground.world.channels[1]?.id ?? '';
    await engine.services.settings.change(engine.key.guildId, { logChannel }, engine.clock.now);
    await engine.schedule({ graceHours: 1 });
    const refused = { refused: 400, code: 200_000 } as const;
    engine.playground.faults.rest.next({ method: 'POST', path: /messages$/ }, refused);
    await now().extra(engine.key, 'daisies', by());
    await engine.pass({ hours: 2 });
    await engine.pass({ minutes: 1 });
    const notice = engine.messages(logChannel).at(-1)?.message;
    expect(notice?.content).toContain('refused the text');
    expect(JSON.stringify(notice?.components)).not.toContain('requeue');
    expect(await engine.queue()).toEqual(['wings', 'daisies']);
  });

  test('asked for again at the other end of the same day it is shown the post', async () => {
    await engine.schedule();
    engine.clock.now = Temporal.Instant.from('2026-11-24T22:00:00Z');
    await now().extra(engine.key, 'ascent', by());
    engine.clock.now = engine.clock.now.add({ hours: 20 });
    expect((await now().extra(engine.key, 'ascent', by())).kind).toBe('already');
    expect(engine.titles()).toEqual(['ascent (1966)']);
  });

  test('it changes nothing about which week is next when a schedule is resumed', async () => {
    await engine.schedule();
    await now().extra(engine.key, 'ascent', by());
    await engine.services.schedules.pause(engine.key, undefined, undefined, by());
    await engine.services.schedules.resume(engine.key, by());
    expect(await pendingWeek()).toBe(week);
  });
});

describe('after it was missed', () => {
  beforeEach(async () => {
    await engine.schedule({}, anItem({ filmId: 'ivan', date: '2026-11-27' }), anItem({ id: 'b', filmId: 'daisies' }));
    await engine.friday({ hours: 25 });
  });

  test('the film of that week comes late and says so, once, and the next one on its day', async () => {
    expect(engine.messages()).toHaveLength(0);
    // What was pinned to that week has not come: it is the first in line.
    expect(await engine.queue()).toEqual(['ivan', 'daisies']);
    const key = { guildId: engine.key.guildId, schedule: 'main', key: week };
    const asked = await Promise.all([1, 2, 3].map(() => now().missed(key, by())));
    expect(asked.map(({ kind }) => kind).toSorted()).toEqual(['already', 'already', 'now']);
    expect(engine.titles()).toEqual(['ivan (1966)']);
    expect(engine.messages()[0]?.message.content).toContain('late');
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['ivan (1966)', 'daisies (1966)']);
    expect((await engine.history()).map(({ posting }) => posting.state)).toEqual(['done', 'done']);
  });

  test('is refused for a week of which nothing is known', async () => {
    const key = { guildId: engine.key.guildId, schedule: 'main', key: '2020-01-06' };
    await expect(now().missed(key, by())).rejects.toThrow('error.old-component');
  });
});

describe('what only a person can tell', () => {
  const sends = () => ({ method: 'POST', path: new RegExp(`^/channels/${engine.channelId}/messages$`) });
  const logChannel = () => engine.playground.world.channels[1]?.id ?? '';
  /** The button under the latest notice, by which schedule and week it names; pressed. */
  const press = async () => {
    const notice = JSON.stringify(engine.messages(logChannel()).at(-1)?.message.components);
    expect(notice).toContain('Post now');
    expect(notice).toContain(`post-missed:main:${week}`);
    return now().missed({ guildId: engine.key.guildId, schedule: 'main', key: week }, by());
  };
  beforeEach(async () => {
    await engine.services.settings.change(engine.key.guildId, { logChannel: logChannel() }, engine.clock.now);
    await engine.schedule();
  });

  test('whether a post came where the past may not be read: it comes at a moderator’s word, once', async () => {
    const { world, posts } = engine.playground;
    const channel = world.channel(engine.channelId);
    // Somebody has written: it may have been the bot.
    if (channel) posts.create(channel, world.founder, { body: { content: 'Hello' }, uploads: [] });
    engine.deny(PermissionFlagsBits.ReadMessageHistory);
    await engine.friday();
    expect(engine.messages()).toHaveLength(0);
    const presses = await Promise.all([press(), press()]);
    expect(presses.map(({ kind }) => kind).toSorted()).toEqual(['already', 'now']);
    await engine.pass({ minutes: 5 });
    expect([engine.titles(), await engine.queue()]).toEqual([['wings (1966)'], ['daisies']]);
  });

  test('whether a text that was refused passes now', async () => {
    engine.playground.faults.rest.next(sends(), { refused: 400, code: 200_000 });
    await engine.friday();
    await engine.pass({ hours: 1 });
    expect(engine.messages()).toHaveLength(0);
    expect((await press()).record.posting.post).toBeDefined();
    expect(engine.titles()).toEqual(['wings (1966)']);
  });

  test('whether a film comes in the place of one that was refused for its text: that one is not queued again by its button', async () => {
    engine.playground.faults.rest.next(sends(), { refused: 400, code: 200_000 });
    await engine.friday();
    await engine.pass({ hours: 25 });
    await press();
    expect(engine.titles()).toEqual(['daisies (1966)']);
    const occurrence = { guildId: engine.key.guildId, schedule: 'main', key: week };
    await expect(engine.services.queue.putBack(occurrence, by())).rejects.toThrow('queue.requeue-late');
    expect(await engine.queue()).toEqual([]);
  });

  test.each([
    ['access', () => engine.deny(PermissionFlagsBits.ViewChannel), () => engine.deny()],
    ['permission', () => engine.deny(PermissionFlagsBits.SendMessages), () => engine.deny()],
    [
      'outage',
      () => engine.playground.faults.rest.during(600_000, sends(), { status: 503 }),
      () => engine.playground.faults.rest.clear(),
    ],
  ] as const)('whether a film that could not come in its time (%s) is wanted yet', async (reason, begin, end) => {
    begin();
    await engine.friday();
    await engine.pass({ hours: 25 });
    expect((await engine.history(1))[0]).toMatchObject({ reason, posting: { state: 'skipped' } });
    end();
    const presses = await Promise.all([press(), press()]);
    expect(presses.map(({ kind }) => kind).toSorted()).toEqual(['already', 'now']);
    expect([engine.titles(), await engine.queue()]).toEqual([['wings (1966)'], ['daisies']]);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
  });

  test('whether what was in the way of a film is gone, in its time: the button tries at once', async () => {
    engine.deny(PermissionFlagsBits.SendMessages);
    await engine.friday();
    await engine.pass({ hours: 1 });
    expect((await press()).record.posting.state).toBe('parked');
    engine.deny();
    await engine.pass({ minutes: 1 });
    expect((await press()).record.posting.post).toBeDefined();
    expect([engine.titles(), await engine.queue()]).toEqual([['wings (1966)'], ['daisies']]);
  });

  test('whether a film whose channel is gone is wanted in another one', async () => {
    const { world } = engine.playground;
    const films = world.addChannel('films', ChannelType.GuildText);
    const { settings } = (await engine.services.schedules.get(engine.key)).schedule;
    await engine.services.schedules.put(engine.key, { ...settings, channelId: films.id }, by());
    world.channels.splice(world.channels.indexOf(films), 1);
    await engine.friday();
    await engine.pass({ hours: 25 });
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'channel-gone', posting: { state: 'skipped' } });
    await engine.services.schedules.put(engine.key, settings, by());
    await press();
    expect([engine.titles(), await engine.queue()]).toEqual([['wings (1966)'], ['daisies']]);
  });
});
