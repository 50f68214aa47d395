import { ChannelType, GatewayDispatchEvents, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScheduleKey, ScheduleSettings } from '../../src/domain/club-schedule.ts';
import { listeners } from '../../src/listeners/index.ts';
import { timestampOf } from '../../src/playground/world/world.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import type { Metrics } from '../../src/services/metrics.ts';
import { RatingStore } from '../../src/stores/rating-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { Engine } from '../support/engine.ts';
import { anItem, fridays } from '../support/schedules.ts';

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.start();
});
afterEach(() => engine[Symbol.asyncDispose]());

const bits = PermissionFlagsBits;

/** Discord tells that something about a channel is different now. */
async function permissionsChanged({ key, services, posts }: Engine): Promise<void> {
  const told = listeners.filter(({ event }) => event === GatewayDispatchEvents.ChannelUpdate);
  expect(told.length).toBeGreaterThan(0);
  for (const { shape, handle } of told) await handle(shape.parse({ guild_id: key.guildId, id: '1' }), services);
  await posts.run();
}

const emoji = (at = 0): string[] => [...(engine.messages()[at]?.reactions.keys() ?? [])];

describe('the film of the week', () => {
  test('comes on its day with its card and the reactions, and the next one a week later', async () => {
    await engine.schedule();
    await engine.pass({ hours: 1 });
    expect(engine.messages()).toHaveLength(0);
    await engine.friday();
    expect(engine.titles()).toEqual(['wings (1966)']);
    expect(emoji()).toEqual(['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣']);
    await engine.pass({ hours: 24 });
    expect(engine.messages()).toHaveLength(1);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
    expect((await engine.history()).map(({ posting }) => posting.state)).toEqual(['done', 'done']);
  });

  test('comes no second time where a removal is taken back after another of that name has shown it', async () => {
    const by = () => ({ now: engine.clock.now, userId: '7' });
    engine.clock.now = Temporal.Instant.from('2026-11-27T16:55:00Z');
    await engine.schedule();
    const removed = await engine.services.schedules.remove(engine.key, by());
    await engine.schedule();
    await engine.friday();
    await engine.services.schedules.remove(engine.key, by());
    const undone = await engine.services.schedules.undo(engine.key.guildId, removed.position ?? 0, by());
    expect(undone.kind).toBe('done');
    await engine.pass({ hours: 1 });
    expect(engine.titles()).toEqual(['wings (1966)']);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toHaveLength(2);
  });

  test('of a week that is done with holds up no other, whatever its schedule says', async () => {
    await engine.schedule();
    const schedules = new ScheduleStore(engine.database.db);
    const before = (await schedules.get(engine.key))?.schedule.pending;
    await engine.friday();
    await schedules.change(engine.key, ({ schedule }) => ({ schedule: { ...schedule, pending: before } }));
    await engine.pass({ hours: 1 });
    expect(engine.titles()).toEqual(['wings (1966)']);
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
  });

  test('carries what the club thinks of it already', async () => {
    await engine.schedule();
    const { guildId } = engine.key;
    await new RatingStore(engine.database.db).put({
      ...{ guildId, userId: '1', filmId: 'wings', score: 4, source: 'command', updatedAt: engine.clock.now },
    });
    await engine.friday();
    expect(engine.messages()[0]?.message.embeds[0]?.footer?.text).toContain('4.0 of 5, 1 rating');
  });

  test('is open for ratings as soon as it is there', async () => {
    await engine.schedule();
    await engine.friday();
    const messageId = engine.messages()[0]?.message.id ?? '';
    const post = await engine.services.posts.ofMessage(engine.key.guildId, messageId);
    expect(post).toMatchObject({ filmId: 'wings', state: 'open', mode: 'both' });
    expect(post?.closesAt).toEqual(Temporal.Instant.from('2026-12-25T17:00:00Z'));
  });

  test('comes once, however often and by however many processes it is looked for', async () => {
    await engine.schedule();
    engine.clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
    await Promise.all([engine.posts, engine.another(), engine.another()].map((posts) => posts.run()));
    await Promise.all([engine.another(), engine.another()].map((posts) => posts.run()));
    expect(engine.messages()).toHaveLength(1);
    // Discord may hold up a reaction and be asked again.
    expect(engine.requests('PUT', /reactions/).filter(({ status }) => status === 204)).toHaveLength(5);
    expect(await engine.queue()).toHaveLength(1);
  });

  test('that comes due while many others wait for what comes with them is sent before that', async () => {
    await engine[Symbol.asyncDispose]();
    const later = Temporal.Instant.from('2026-11-27T17:01:00Z');
    const metrics: Metrics = {
      ...noMetrics,
      weeklyAttempt: ({ what }) => {
        if (what === 'step') engine.clock.now = later;
      },
    };
    engine = await Engine.start(undefined, metrics);
    const { schedules, queue, settings } = engine.services;
    const by = { now: engine.clock.now };
    const put = async (key: ScheduleKey, chosen: Partial<ScheduleSettings>): Promise<void> => {
      await settings.change(key.guildId, { ratingMode: 'off' }, by.now);
      await schedules.put(key, { ...fridays, channelId: engine.channelId, ...chosen }, by);
      await queue.add(key, anItem(), undefined, by);
    };
    for (let at = 0; at < 45; at += 1) await put({ guildId: `${at}`, name: `crowd-${at}` }, { thread: true });
    await put(engine.key, { time: '20:01' });
    await engine.friday();
    const sent = engine.playground.ledger.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    const threads = sent.flatMap((path, at) => (path.endsWith('/threads') ? [at] : []));
    expect([threads.length, engine.messages().length]).toEqual([45, 46]);
    expect(sent.lastIndexOf(`/channels/${engine.channelId}/messages`)).toBeLessThan(threads[44] ?? 0);
  });

  test('mentions its role and nobody else, whatever the note says', async () => {
    const roleId = engine.playground.world.roles.at(-1)?.id ?? '';
    await engine.schedule({ roleId }, anItem({ note: 'For @everyone: **bring tea**' }));
    await engine.friday();
    const [{ message } = { message: undefined }] = engine.messages();
    expect(message?.mention_roles).toEqual([roleId]);
    expect(message?.mention_everyone).toBe(false);
    expect(message?.content).toContain('bring tea');
  });

  test('mentions the role that the guild has chosen for all, where its schedule names none', async () => {
    const ping = engine.playground.world.roles.at(-1)?.id ?? '';
    await engine.services.settings.change(engine.key.guildId, { pingRole: ping }, engine.clock.now);
    await engine.schedule();
    await engine.friday();
    expect(engine.messages()[0]?.message.content).toContain(`<@&${ping}>`);
    expect(engine.messages()[0]?.message.mention_roles).toEqual([ping]);
    const own = engine.playground.world.roles.at(-2)?.id ?? '';
    expect(own).not.toBe(ping);
    await engine.schedule({ roleId: own }, anItem({ id: 'c', filmId: 'ivan' }));
    await engine.friday({ hours: 168 });
    expect(engine.messages()[1]?.message.mention_roles).toEqual([own]);
  });

  test('is what the preview showed, for eight weeks', async () => {
    await engine.schedule({ mode: 'queue_then_random' }, anItem({ filmId: 'ascent' }));
    const preview = await engine.services.schedules.preview(engine.key, 8);
    const promised = preview.flatMap(({ pick }) => pick?.filmId ?? []);
    expect(promised).toHaveLength(5);
    for (const [week] of promised.entries()) await engine.friday({ hours: 168 * week });
    expect(engine.titles()).toEqual(promised.map((id) => `${id} (1966)`));
    await engine.friday({ hours: 168 * 5 });
    expect(engine.messages()).toHaveLength(5);
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'no-film' });
  });

  test('comes late after a downtime and says so; beyond grace it is left out with its reason', async () => {
    await engine.schedule();
    await engine.friday({ hours: 10 });
    expect(engine.messages()[0]?.message.content).toContain('late');
    await engine.friday({ hours: 168 + 25 });
    expect(engine.messages()).toHaveLength(1);
    const [latest] = await engine.history(1);
    expect(latest).toMatchObject({ reason: 'missed', posting: { state: 'skipped' } });
  });

  test('comes at its hour although the platform knows its zone no more, and by UTC from then on', async () => {
    await engine.schedule();
    const { db } = engine.database;
    const { settings } = await db.selectFrom('schedules').select('settings').executeTakeFirstOrThrow();
    const unknown = settings.replace('Europe/Moscow', 'Europe/Atlantis');
    await db.updateTable('schedules').set({ settings: unknown }).execute();
    await engine.friday();
    expect(engine.titles()).toEqual(['wings (1966)']);
    const { schedule } = await engine.services.schedules.get(engine.key);
    expect([schedule.settings.timeZone, schedule.pending?.at.toString()]).toEqual(['UTC', '2026-12-04T20:00:00Z']);
  });

  test('three missed weeks are one post', async () => {
    await engine.schedule();
    await engine.friday({ hours: 168 * 2 + 2 });
    expect(engine.titles()).toEqual(['wings (1966)']);
  });

  test('does not come while the clock is wrong, and comes when it is right', async () => {
    await engine.schedule();
    const playground = engine.playground.world as { clock: () => Temporal.Instant };
    const right = engine.clock.now;
    playground.clock = () => right;
    await engine.friday();
    expect(engine.messages()).toHaveLength(0);
    expect((await engine.services.schedules.get(engine.key)).schedule.pending?.week).toBe('2026-11-23');
    playground.clock = () => engine.clock.now;
    await engine.friday({ minutes: 1 });
    expect(engine.messages()).toHaveLength(1);
  });
});

describe('what comes with it', () => {
  test('a thread, a pin that takes the place of the one before, and those of people stay', async () => {
    await engine.schedule({ thread: true, pin: true });
    await engine.friday();
    await engine.friday({ hours: 168 });
    expect(engine.messages().map(({ message }) => message.pinned)).toEqual([false, true]);
    expect(engine.playground.world.channels.filter(({ thread }) => thread).map(({ name }) => name)).toEqual([
      'wings (1966)',
      'daisies (1966)',
    ]);
  });

  test('a step that is refused is told with its permission, and holds up none of the others', async () => {
    const { guild } = engine.playground.world;
    const logChannel = engine.playground.world.channels[1]?.id ?? '';
    await engine.services.settings.change(guild.id, { logChannel }, engine.clock.now);
    await engine.schedule({ thread: true, pin: true });
    engine.deny(bits.CreatePublicThreads);
    await engine.friday();
    expect(emoji()).toHaveLength(5);
    expect(engine.messages()[0]?.message.pinned).toBe(true);
    expect(engine.messages(logChannel).map(({ message }) => message.content)).toEqual([
      expect.stringMatching(/the thread\. Give me Create Public Threads there\./),
    ]);
  });

  test('announcements are published, once', async () => {
    const news = engine.playground.world.channels.find(({ type }) => type === ChannelType.GuildAnnouncement);
    if (!news) throw new Error('the playground has announcements');
    news.overwrites = [];
    await engine.schedule({ channelId: news.id, channelKind: 'announcement' });
    await engine.friday();
    expect(engine.messages(news.id)[0]?.message.flags).toBe(1);
    expect(engine.requests('POST', /crosspost/)).toHaveLength(1);
  });

  test('a forum gets a post of its own', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    await engine.schedule({ channelId: forum.id, channelKind: 'forum' });
    await engine.friday();
    const thread = engine.playground.world.channels.find((channel) => channel.thread?.parentId === forum.id);
    expect(thread?.name).toBe('wings (1966)');
    expect([...(engine.messages(thread?.id)[0]?.reactions.keys() ?? [])]).toHaveLength(5);
  });
});

describe('a post that is refused', () => {
  test('is told once and tried no more, and comes when the permission is back', async () => {
    const logChannel = engine.playground.world.channels[1]?.id ?? '';
    await engine.services.settings.change(engine.key.guildId, { logChannel }, engine.clock.now);
    await engine.schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    await engine.pass({ hours: 1 });
    await engine.pass({ hours: 1 });
    expect(engine.requests('POST', new RegExp(`${engine.channelId}/messages`))).toHaveLength(1);
    expect(engine.messages(logChannel)).toHaveLength(1);
    engine.deny();
    await permissionsChanged(engine);
    expect(engine.titles()).toEqual(['wings (1966)']);
  });

  test('is given up when its time is over, and its film is the next one again', async () => {
    await engine.schedule();
    engine.deny(bits.ViewChannel);
    await engine.friday();
    await engine.pass({ hours: 25 });
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'access', posting: { state: 'skipped' } });
    expect(await engine.queue()).toEqual(['wings', 'daisies']);
    engine.deny();
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)']);
  });
});

describe('a store that forgot', () => {
  /** As if the last seconds, or days, had never been. */
  async function forget(settings: Partial<ScheduleSettings> = {}): Promise<void> {
    await engine.database.db.deleteFrom('occurrences').execute();
    await engine.database.db.deleteFrom('schedules').execute();
    await engine.database.db.deleteFrom('queue_items').execute();
    const now = engine.clock.now;
    engine.clock.now = Temporal.Instant.from('2026-11-25T18:00:00Z');
    await engine.schedule(settings);
    engine.clock.now = now;
  }

  test('posts nothing twice: within minutes by the nonce, later by what is in the channel', async () => {
    await engine.schedule();
    await engine.friday();
    for (const passed of [{ seconds: 20 }, { minutes: 10 }, { hours: 5 }]) {
      await forget();
      await engine.pass(passed);
      expect(engine.messages()).toHaveLength(1);
      expect((await engine.history(1))[0]).toMatchObject({ posting: { state: 'done' } });
    }
    expect(emoji()).toHaveLength(5);
  });

  test('takes neither the post of another week for that of this one, nor what another bot wrote', async () => {
    await engine.schedule();
    await engine.friday();
    const [mine] = engine.messages();
    const { world, posts } = engine.playground;
    const channel = world.channel(engine.channelId);
    const other = world.user(world.addStranger({ bot: true }));
    if (!mine || !channel || !other) throw new Error('the playground has all of them');
    // A changed schedule is looked for far back.
    await engine.schedule({}, anItem({ id: 'c', filmId: 'ivan' }));
    engine.clock.now = Temporal.Instant.from('2026-12-04T17:00:00Z');
    const copied = JSON.stringify(mine.message.components).replaceAll('2026-11-23', '2026-11-30');
    posts.create(channel, other, {
      body: { content: 'Mine', components: JSON.parse(copied) as never },
      uploads: [],
    });
    await engine.friday({ hours: 168 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
  });

  test('guesses nothing where the past may not be read', async () => {
    await engine.schedule();
    await engine.friday();
    await forget();
    engine.deny(bits.ReadMessageHistory);
    await engine.pass({ hours: 1 });
    expect(engine.messages()).toHaveLength(1);
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'unreadable', posting: { state: 'unsure' } });
  });

  test('posts where the past may not be read, if nothing has come there since the post can have', async () => {
    engine.deny(bits.ReadMessageHistory);
    await engine.schedule();
    await engine.friday();
    expect(engine.titles()).toEqual(['wings (1966)']);
    await engine.friday({ hours: 168 + 1 });
    expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
  });

  test.each(['is there', 'is gone', 'is anybody’s'])(
    'guesses nothing where the past may not be read and a message that came since %s',
    async (which) => {
      const { world, posts } = engine.playground;
      const channel = world.channel(engine.channelId);
      const written = which === 'is anybody’s';
      engine.clock.now = Temporal.Instant.from('2026-11-27T16:00:00Z');
      if (written && channel) posts.create(channel, world.founder, { body: { content: 'Hello' }, uploads: [] });
      else {
        await engine.schedule();
        await engine.friday();
        const [post] = engine.messages();
        if (post && which === 'is gone') posts.remove(post);
      }
      const before = engine.messages().length;
      engine.deny(bits.ReadMessageHistory);
      // It is made anew, for later on the same day.
      await forget({ time: '22:00' });
      await engine.friday({ hours: 2 });
      expect(engine.messages()).toHaveLength(before);
      expect((await engine.history(1))[0]).toMatchObject({ reason: 'unreadable', posting: { state: 'unsure' } });
    },
  );

  test('finds the posts of a forum again, also those that rest', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    const settings = { channelId: forum.id, channelKind: 'forum' } as const;
    await engine.schedule(settings);
    await engine.friday();
    const [post] = engine.playground.world.channels.filter(({ thread }) => thread);
    for (const archived of [false, true]) {
      if (post?.thread) post.thread.archived = archived;
      await forget();
      await engine.services.schedules.put(
        engine.key,
        { ...(await engine.services.schedules.get(engine.key)).schedule.settings, ...settings },
        { now: Temporal.Instant.from('2026-11-25T18:00:00Z') },
      );
      await engine.pass({ minutes: 1 });
    }
    expect(engine.playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
  });

  /** Posts of members in a forum, one after the other from a moment on, all of which rest. */
  function resting(forumId: string, count: number, from: Temporal.Instant): void {
    const { world } = engine.playground;
    for (let at = 0; at < count; at += 1) {
      const thread = {
        ...{ parentId: forumId, ownerId: world.founder.id, archived: true },
        at: timestampOf(from.add({ milliseconds: at })),
      };
      Object.assign(world.addChannel('talk', ChannelType.PublicThread), { thread });
    }
  }
  /** The same forum in a store that knows of nothing. */
  async function forgetForum(channelId: string): Promise<void> {
    await forget();
    await engine.services.schedules.put(
      engine.key,
      { ...(await engine.services.schedules.get(engine.key)).schedule.settings, channelId, channelKind: 'forum' },
      { now: Temporal.Instant.from('2026-11-25T18:00:00Z') },
    );
  }

  test('finds the post of a forum under many that came to rest after it', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    await engine.schedule({ channelId: forum.id, channelKind: 'forum' });
    await engine.friday();
    const post = engine.playground.world.channels.find(({ thread }) => thread);
    if (post?.thread) post.thread.archived = true;
    resting(forum.id, 101, engine.clock.now.add({ minutes: 1 }));
    await forgetForum(forum.id);
    await engine.pass({ hours: 2 });
    expect(engine.playground.world.channels.filter(({ name }) => name === 'wings (1966)')).toHaveLength(1);
    expect((await engine.history(1))[0]).toMatchObject({ posting: { state: 'done' } });
  });

  test('reads no further back in a forum than its post can be, and posts what is not there', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    resting(forum.id, 300, Temporal.Instant.from('2026-09-01T00:00:00Z'));
    await engine.schedule({ channelId: forum.id, channelKind: 'forum' });
    await engine.friday();
    expect(engine.playground.world.channels.filter(({ name }) => name === 'wings (1966)')).toHaveLength(1);
    expect(engine.requests('GET', /archived/)).toHaveLength(1);
  });

  test('is not looked for, however late its turn comes, by a process that was there before it was due; after a failure it is', async () => {
    await engine.schedule();
    await new ScheduleStore(engine.database.db).change(engine.key, ({ schedule: kept }) => ({
      schedule: { ...kept, state: { ...kept.state, doubtful: false } },
    }));
    const looks = () => engine.requests('GET', new RegExp(`${engine.channelId}/messages`)).length;
    engine.posts = engine.another(() => 3_600_000);
    await engine.friday({ minutes: 4 });
    expect([engine.titles(), looks()]).toEqual([['wings (1966)'], 0]);
    const sends = { method: 'POST', path: new RegExp(`^/channels/${engine.channelId}/messages$`) };
    engine.playground.faults.rest.next(sends, { cut: 'after' });
    await engine.friday({ hours: 168, minutes: 4 });
    await engine.pass({ minutes: 5 });
    expect([engine.titles(), looks()]).toEqual([['wings (1966)', 'daisies (1966)'], 1]);
  });

  test('guesses nothing where more has been written than it reads', async () => {
    await engine.schedule();
    const { world, posts } = engine.playground;
    const channel = world.channel(engine.channelId);
    engine.clock.now = Temporal.Instant.from('2026-11-27T17:00:00Z');
    for (let at = 0; channel && at < 5000; at += 1)
      posts.create(channel, world.founder, { body: { content: 'Hello' }, uploads: [] });
    await engine.pass({ hours: 1 });
    expect(engine.messages()).toHaveLength(0);
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'unreadable', posting: { state: 'unsure' } });
    expect(engine.requests('GET', new RegExp(`${engine.channelId}/messages`))).toHaveLength(50);
  });

  test('guesses nothing where more has come to rest in a forum than it reads', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    await engine.schedule({ channelId: forum.id, channelKind: 'forum' });
    resting(forum.id, 5001, Temporal.Instant.from('2026-11-27T17:00:00Z'));
    await engine.friday({ hours: 1 });
    expect(engine.playground.world.channels.filter(({ name }) => name === 'wings (1966)')).toHaveLength(0);
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'unreadable', posting: { state: 'unsure' } });
    expect(engine.requests('GET', /archived/)).toHaveLength(50);
  });

  test('does not bring back within minutes what a moderator has deleted', async () => {
    await engine.schedule();
    await engine.friday();
    const [post] = engine.messages();
    engine.playground.world.messages.delete(post?.message.id ?? '');
    await forget();
    await engine.pass({ seconds: 30 });
    expect(engine.messages()).toHaveLength(1 - 1);
    // The schedule was put anew, which makes it doubtful: the channel was read, and the nonce still known.
    expect((await engine.history(1))[0]).toMatchObject({ reason: 'deleted', posting: { state: 'done' } });
  });
});

describe('a schedule that is changed around its hour', () => {
  const due = Temporal.Instant.from('2026-11-27T17:00:00Z');

  test.each(
    [-60, 0, 1].flatMap((seconds) =>
      [
        { weekday: 'saturday' as const },
        { weekday: 'monday' as const },
        { time: '19:59' },
        { time: '20:01' },
        { timeZone: 'America/New_York' },
        { timeZone: 'Pacific/Kiritimati' },
        { channelId: 'general' },
      ].map((change) => ({ seconds, change })),
    ),
  )('posts once in that week and once in the next: $change at $seconds s', async ({ seconds, change }) => {
    const general = engine.playground.world.channels[1]?.id ?? '';
    const named = 'channelId' in change ? { channelId: general } : change;
    await engine.schedule();
    // Half of the time somebody has looked after the posts before the change.
    if (seconds > 0) await engine.at(due);
    engine.clock.now = due.add({ seconds });
    const { schedule } = await engine.services.schedules.get(engine.key);
    await engine.services.schedules.put(engine.key, { ...schedule.settings, ...named }, { now: engine.clock.now });
    for (let hours = 0; hours < 14 * 24; hours += 6) await engine.at(due.add({ hours, seconds: 2 }));
    const all = [...engine.messages(), ...engine.messages(general)];
    expect(all.map(({ message }) => message.embeds[0]?.title).slice(0, 2)).toEqual(['wings (1966)', 'daisies (1966)']);
    const weeks = (await engine.history()).map(({ key }) => key).toReversed();
    expect(weeks.slice(0, 2)).toEqual(['2026-11-23', '2026-11-30']);
    expect(new Set(weeks).size).toBe(weeks.length);
    expect(all).toHaveLength(weeks.length);
  });
});
