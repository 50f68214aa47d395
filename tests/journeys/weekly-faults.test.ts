import { ChannelType, GatewayDispatchEvents, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ScheduleSettings } from '../../src/domain/club-schedule.ts';
import { listeners } from '../../src/listeners/index.ts';
import type { RestFault } from '../../src/playground/faults/rest-faults.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { OccurrenceStore } from '../../src/stores/occurrence-store.ts';
import { ScheduleStore } from '../../src/stores/schedule-store.ts';
import { Engine } from '../support/engine.ts';
import { anItem, anOccurrence, aSchedule, fridays } from '../support/schedules.ts';

/*
 * Whatever Discord, a moderator or a clock does to the film of the week: one post or none, moderators are told once, and few
 * requests are refused. https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
let engine: Engine;
let logChannel: string;
/** What the metrics were told of posts. */
let counted: string[];
beforeEach(async () => {
  counted = [];
  engine = await Engine.start(undefined, { ...noMetrics, weeklyPost: (what) => counted.push(what) });
  logChannel = engine.playground.world.channels[1]?.id ?? '';
  await engine.services.settings.change(engine.key.guildId, { logChannel }, engine.clock.now);
});
afterEach(() => engine[Symbol.asyncDispose]());

const bits = PermissionFlagsBits;
/** Requests that send the post; those to the log channel pass. */
const sends = () => ({ method: 'POST', path: new RegExp(`^/channels/${engine.channelId}/messages$`) });
const rest = () => engine.playground.faults.rest;
const told = (): string[] => engine.messages(logChannel).map(({ message }) => message.content);
const events = (what: string): number => counted.filter((event) => event === what).length;
/** What moderators are told when a schedule can post again, and has. */
const mended = expect.stringMatching(/I can post again. \*\*wings .* is there/);
const latest = async () => {
  const [record] = await engine.history(1);
  return { state: record?.posting.state, reason: record?.reason };
};

/** A schedule that has posted before: nothing about it is doubtful, so a post is sent before anybody looks. */
async function schedule(settings: Partial<ScheduleSettings> = {}): Promise<void> {
  await engine.schedule(settings);
  await new ScheduleStore(engine.database.db).change(engine.key, ({ schedule: kept }) => ({
    schedule: { ...kept, state: { ...kept.state, doubtful: false } },
  }));
}

/** A moderator changes the schedule. */
async function choose(settings: Partial<ScheduleSettings>): Promise<void> {
  const { schedule: kept } = await engine.services.schedules.get(engine.key);
  await engine.services.schedules.put(engine.key, { ...kept.settings, ...settings }, { now: engine.clock.now });
}

/** Every attempt to send a post into this channel, whatever came of it. */
const attempts = (channelId = engine.channelId): number =>
  engine.playground.ledger.entries.filter((entry) => {
    const { method, path } = (entry.kind === 'fault' ? entry.detail : entry) as { method?: string; path?: string };
    return method === 'POST' && path?.startsWith(`/channels/${channelId}/`) && /(?:messages|threads)$/.test(path);
  }).length;

/**
 * What counts for a ban: 401, 403, and 429 except of what is shared. A client runs into the limit of reactions once in its
 * life: only by that it learns which requests share it.
 */
const invalid = (): number =>
  engine.playground.ledger.entries.filter((entry) => {
    if (entry.kind === 'request') return [401, 403].includes(entry.status);
    const { status, refused, limited } = entry.detail;
    return status === 401 || refused === 403 || limited === 'user' || limited === 'global';
  }).length;

/** Time passes, and the posts are looked after as often as it says. */
async function pass(times: number, each: Temporal.DurationLike): Promise<void> {
  for (let time = 0; time < times; time += 1) await engine.pass(each);
}

/** Discord tells the bot of something. */
async function hears(event: GatewayDispatchEvents): Promise<void> {
  const { guild, bot: user } = engine.playground.world;
  const data = { guild_id: guild.id, id: '1', guilds: [{ id: guild.id }], user };
  for (const { shape, handle } of listeners.filter((listener) => listener.event === event))
    await handle(shape.parse(data), engine.services);
}

function removeChannel(): void {
  const { channels } = engine.playground.world;
  channels.splice(
    channels.findIndex(({ id }) => id === engine.channelId),
    1,
  );
}

function removePost(): void {
  const [post] = engine.messages();
  if (post) engine.playground.posts.remove(post);
}

describe('a limit', () => {
  test.each(['user', 'shared', 'global'] as const)('of a moment (%s) is waited for', async (limited) => {
    await schedule();
    rest().next(sends(), { limited, retryAfterS: 0.4 });
    await engine.friday();
    await pass(3, { minutes: 1 });
    expect(engine.messages()).toHaveLength(1);
    expect([attempts(), told()]).toEqual([2, []]);
  });

  test.each(['user', 'shared', 'global'] as const)('of two hours (%s) is not run into again', async (limited) => {
    await schedule();
    rest().next(sends(), { limited, retryAfterS: 7200 });
    await engine.friday();
    await pass(11, { minutes: 10 });
    expect(attempts()).toBe(1);
    // The client counts hours by a clock that no test moves.
    engine.posts = engine.another();
    await pass(3, { minutes: 5 });
    expect(engine.messages()).toHaveLength(1);
    expect([attempts(), told(), invalid() <= 1]).toEqual([2, [], true]);
  });

  test('that the bot has for all it does holds up what is due meanwhile, and loses nothing', async () => {
    await schedule();
    rest().next('any', { limited: 'global', retryAfterS: 3600 });
    await engine.friday();
    await pass(5, { minutes: 10 });
    expect([engine.messages().length, invalid()]).toEqual([0, 1]);
    engine.posts = engine.another();
    await pass(2, { minutes: 5 });
    expect([engine.messages().length, told()]).toEqual([1, []]);
  });
});

test('of very many posts at once no more are claimed than can surely be sent while the right to them lasts', async () => {
  const { playground, database, posts } = engine;
  const schedules = new ScheduleStore(database.db);
  for (let at = 0; at < 100; at += 1) {
    const { id: channelId } = playground.world.addChannel(`films-${at}`, ChannelType.GuildText);
    await schedules.put(aSchedule({ guildId: `${at}`, settings: { ...fridays, channelId } }));
  }
  rest().during(600_000, { method: 'POST', path: /\/messages$/ }, { delayMs: 5000 });
  const onTheWay = (): number => playground.ledger.entries.filter(({ kind }) => kind === 'fault').length;
  const posting = engine.friday();
  // No more leave while none is answered. One handful is sent, and the next one is claimed meanwhile.
  await vi.waitFor(() => expect(onTheWay()).toBe(48), { timeout: 4500 });
  expect(await database.db.selectFrom('occurrences').select('key').execute()).toHaveLength(80);
  await posts.stop();
  await posting;
}, 20_000);

describe('an outage of twenty minutes', () => {
  test('over the due time: the film comes once it is over', async () => {
    await schedule();
    rest().during(600_000, 'any', { cut: 'before' });
    await engine.friday({ minutes: -5 });
    await pass(20, { minutes: 1 });
    rest().clear();
    await pass(3, { minutes: 1 });
    expect(engine.messages()).toHaveLength(1);
    expect(engine.messages()[0]?.message.content).toContain('late');
    expect([told(), invalid()]).toEqual([[], 0]);
  });

  test.each<RestFault>([{ status: 500 }, { status: 503 }, { status: 502, after: true }, { cut: 'after' }])(
    'that takes only posts (%j): the film comes once, after a few attempts',
    async (fault) => {
      await schedule({ thread: true, pin: true });
      rest().during(600_000, sends(), fault);
      await engine.friday();
      await pass(40, { seconds: 30 });
      rest().clear();
      await pass(35, { minutes: 1 });
      expect(engine.messages()).toHaveLength(1);
      expect(await latest()).toEqual({ state: 'done', reason: undefined });
      expect(attempts()).toBeLessThan(12);
      expect([told(), invalid(), await engine.queue()]).toEqual([[], 0, ['daisies']]);
    },
  );

  test('that is longer: the post says that it is late, as is counted', async () => {
    await schedule();
    rest().during(600_000, sends(), { status: 503 });
    await engine.friday();
    await pass(40, { minutes: 15 });
    rest().clear();
    await pass(2, { minutes: 15 });
    expect(engine.messages()[0]?.message.content).toContain('late');
    expect(await engine.history(1)).toMatchObject([{ late: true, posting: { state: 'done' } }]);
    expect([engine.messages().length, told(), events('late')]).toEqual([1, [], 1]);
  });

  test.each<RestFault>([{ status: 500 }, { status: 504, after: true }, { cut: 'after' }])(
    'in a forum (%j), which has no nonce: one post',
    async (fault) => {
      const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
      await schedule({ channelId: forum.id, channelKind: 'forum' });
      rest().next({ method: 'POST', path: /\/threads$/ }, fault, 2);
      await engine.friday();
      await pass(10, { minutes: 1 });
      expect(engine.playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
      expect(await latest()).toEqual({ state: 'done', reason: undefined });
      expect(told()).toEqual([]);
    },
  );

  test('in which reactions, thread and pin fail: each comes once it is over, and the post stays one', async () => {
    await schedule({ thread: true, pin: true });
    rest().during(600_000, { path: /@me|threads|pins/ }, { status: 503 });
    await engine.friday();
    await pass(20, { minutes: 1 });
    rest().clear();
    await pass(20, { minutes: 1 });
    const [post] = engine.messages();
    expect([engine.messages().length, post?.reactions.size, post?.message.pinned]).toEqual([1, 5, true]);
    expect(engine.playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
    expect(told()).toEqual([]);
  });
});

describe('what nothing foresees', () => {
  /** As if the film had left the library while the bot was away. */
  const loseFilm = async (): Promise<void> =>
    void (await engine.database.db.updateTable('occurrences').set({ film_id: 'gone' }).execute());

  test('holds up neither other posts nor the end of this one: its steps are given up after some tries, and told', async () => {
    await schedule({ pin: true });
    rest().during(600_000, { path: /@me|pins/ }, { status: 503 });
    await engine.friday();
    await loseFilm();
    rest().clear();
    await pass(16, { minutes: 15 });
    expect(await latest()).toEqual({ state: 'done', reason: undefined });
    expect(told()).toHaveLength(6);
    await pass(4, { hours: 1 });
    expect(told()).toHaveLength(6);
  });

  test('keeps a post from coming, is tried less and less often, and ends with its time: then moderators know', async () => {
    await schedule();
    rest().during(600_000, sends(), { status: 503 });
    await engine.friday();
    await loseFilm();
    rest().clear();
    await pass(120, { minutes: 2 });
    expect(engine.requests('GET', new RegExp(`${engine.channelId}/messages\\?`)).length).toBeLessThan(30);
    await pass(60, { hours: 1 });
    expect([await latest(), engine.messages().length]).toEqual([{ state: 'skipped', reason: 'outage' }, 0]);
    expect(told()).toHaveLength(1);
  });
});

describe('a post that Discord refuses', () => {
  test.each([200_000, 240_000])(
    'for its text (%i) is told once and not tried again with the same text',
    async (code) => {
      await schedule();
      rest().during(600_000, sends(), { refused: 400, code });
      await engine.friday();
      await hears(GatewayDispatchEvents.GuildRoleUpdate);
      await hears(GatewayDispatchEvents.Ready);
      await pass(24, { hours: 1 });
      expect([attempts(), await latest()]).toEqual([1, { state: 'parked', reason: 'text' }]);
      expect(told()).toEqual([expect.stringMatching(/AutoMod or a filter .* By myself I do not send the same/)]);
      await engine.pass({ hours: 1 });
      expect([told().slice(1), await engine.queue()]).toEqual([
        [expect.stringMatching(/no post. AutoMod .* \*\*wings .* is in the queue no more/)],
        ['daisies'],
      ]);
      rest().clear();
      await engine.friday({ hours: 168 });
      expect([engine.titles(), told().length]).toEqual([['daisies (1966)'], 2]);
    },
  );

  test('for its channel, which is gone, is told once, with the way out, and its film is the next one again', async () => {
    await schedule();
    const { channelId } = engine;
    removeChannel();
    await engine.friday();
    await pass(23, { hours: 1 });
    expect(attempts(channelId)).toBe(1);
    expect(told()).toEqual([expect.stringContaining('The channel is gone: choose another one')]);
    await pass(2, { hours: 1 });
    expect(await latest()).toEqual({ state: 'skipped', reason: 'channel-gone' });
    expect([told().length, await engine.queue(), invalid()]).toEqual([1, ['wings', 'daisies'], 0]);
  });

  test.each([false, true])(
    'for its channel, which is gone, comes in the one that is chosen then (a schedule that is new: %s)',
    async (isNew) => {
      await (isNew ? engine.schedule() : schedule());
      const { world } = engine.playground;
      const other = world.addChannel('films', ChannelType.GuildText);
      removeChannel();
      await engine.friday();
      await pass(5, { minutes: 1 });
      await choose({ channelId: other.id, pin: true, thread: true });
      await pass(2, { minutes: 1 });
      const [post] = engine.messages(other.id);
      expect([engine.messages(other.id).length, post?.message.pinned, post?.reactions.size]).toEqual([1, true, 5]);
      expect([await latest(), await engine.queue()]).toEqual([{ state: 'done', reason: undefined }, ['daisies']]);
      expect(told()).toEqual([expect.stringContaining('The channel is gone'), mended]);
    },
  );

  test('where it may not write comes as a forum post, if that is chosen, also after more tries', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    await pass(10, { minutes: 1 });
    await hears(GatewayDispatchEvents.GuildRoleUpdate);
    await pass(2, { minutes: 1 });
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    await choose({ channelId: forum.id, channelKind: 'forum' });
    await pass(2, { minutes: 1 });
    expect(engine.playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
    expect(engine.messages()).toHaveLength(0);
    expect(told()).toEqual([expect.stringContaining('Send Messages'), mended]);
    expect(await latest()).toEqual({ state: 'done', reason: undefined });
  });

  test('after an attempt that may have succeeded stays with its channel', async () => {
    await schedule();
    rest().next(sends(), { cut: 'after' });
    await engine.friday();
    engine.deny(bits.ViewChannel);
    await pass(5, { minutes: 1 });
    expect(await latest()).toEqual({ state: 'parked', reason: 'access' });
    const other = engine.playground.world.addChannel('films', ChannelType.GuildText);
    await choose({ channelId: other.id });
    await pass(5, { minutes: 1 });
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(5, { minutes: 1 });
    expect([engine.messages().length, engine.messages(other.id).length]).toEqual([1, 0]);
    expect(await latest()).toEqual({ state: 'done', reason: undefined });
  });

  test('for something in it comes with its words alone; what is refused even so is told once', async () => {
    await schedule();
    rest().next(sends(), { refused: 400, code: 50_035 });
    await engine.friday();
    const [post] = engine.messages();
    expect(post?.message.embeds).toEqual([]);
    expect(post?.message.content).toContain('wings');
    expect([post?.reactions.size, attempts(), told()]).toEqual([5, 2, []]);
    rest().next(sends(), { refused: 400, code: 50_035 }, 2);
    await engine.friday({ hours: 168 });
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(5, { hours: 1 });
    expect([attempts(), await latest()]).toEqual([4, { state: 'parked', reason: 'invalid' }]);
    expect(told()).toEqual([expect.stringContaining('The owner of the bot finds the cause in the log')]);
  });

  test('for a thread that rests comes when somebody opens it', async () => {
    const { world } = engine.playground;
    const channel = world.addChannel('films', ChannelType.PublicThread);
    const rests = {
      parentId: engine.channelId,
      ownerId: world.founder.id,
      at: '2026-11-25T00:00:00Z',
      archived: true,
    };
    const thread = Object.assign(channel, { thread: rests });
    await schedule({ channelId: thread.id });
    await engine.friday();
    await pass(3, { minutes: 10 });
    expect([attempts(thread.id), told().length]).toEqual([1, 1]);
    thread.thread.archived = false;
    await hears(GatewayDispatchEvents.ThreadUpdate);
    await engine.pass({ seconds: 30 });
    expect(engine.messages(thread.id)).toHaveLength(1);
  });
});

describe('a permission', () => {
  test('that goes and comes all evening: told once, a try in half a minute at most, and in the end the post', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    for (let minute = 0; minute < 60; minute += 1) {
      await hears(GatewayDispatchEvents.GuildRoleUpdate);
      await engine.pass({ minutes: 1 });
    }
    expect(attempts()).toBeLessThanOrEqual(61);
    expect([invalid() <= 61, told()]).toEqual([true, [expect.stringContaining('Send Messages')]]);
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await engine.pass({ minutes: 1 });
    expect([engine.messages().length, await engine.queue()]).toEqual([1, ['daisies']]);
    expect(told().slice(1)).toEqual([mended]);
  });

  test('that comes back while the bot is away is noticed when it is there again', async () => {
    await schedule();
    engine.deny(bits.ViewChannel);
    await engine.friday();
    expect(told()).toHaveLength(1);
    engine.deny();
    await pass(3, { hours: 1 });
    expect(engine.messages()).toHaveLength(0);
    await hears(GatewayDispatchEvents.Ready);
    await engine.pass({ minutes: 1 });
    expect(engine.messages()).toHaveLength(1);
    expect(engine.messages()[0]?.message.content).toContain('late');
    expect(events('late')).toBe(1);
  });

  test('that comes back before the bot is away until it is too late: moderators know which of the two it was', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    engine.deny();
    await hears(GatewayDispatchEvents.GuildRoleUpdate);
    await pass(2, { hours: 25 });
    expect(told()).toEqual([expect.stringContaining('Send Messages'), expect.stringContaining('I was away until')]);
    expect([engine.titles(), await engine.queue()]).toEqual([[], ['wings', 'daisies']]);
  });

  test('to read the past is missed once and told once; with it the bot looks, and finds its post', async () => {
    await schedule();
    rest().next(sends(), { cut: 'after' });
    engine.deny(bits.ReadMessageHistory);
    await engine.friday();
    await pass(5, { minutes: 10 });
    expect(await latest()).toEqual({ state: 'unsure', reason: 'unreadable' });
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(2, { minutes: 1 });
    expect([engine.messages().length, told()]).toEqual([1, [expect.stringContaining('Read Message History')]]);
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(2, { minutes: 1 });
    expect([engine.messages().length, await latest()]).toEqual([1, { state: 'done', reason: undefined }]);
    expect(engine.messages()[0]?.reactions.size).toBe(5);
  });
});

describe('a schedule that is parked', () => {
  const weeks = (count: number): Temporal.DurationLike => ({ hours: count * 168 });
  const parked = async () => [...(await engine.services.schedules.parked(engine.key.guildId))];
  const probes = (): number => engine.requests('GET', /\/channels$/).length;

  /** So many Fridays pass, looked after every six hours, from this week’s on. */
  async function fridaysPass(count: number): Promise<void> {
    for (let week = 0; week < count; week += 1) {
      await engine.friday(weeks(week));
      await pass(8, { hours: 6 });
    }
  }

  test('for weeks is told once; each week is kept with its reason, and no film is lost', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await fridaysPass(3);
    expect(told()).toEqual([expect.stringContaining('Send Messages')]);
    expect(await engine.history()).toMatchObject(
      [1, 2, 3].map(() => ({ reason: 'permission', posting: { state: 'skipped' } })),
    );
    expect([await parked(), await engine.queue()]).toEqual([[['main', 'permission']], ['wings', 'daisies']]);
    expect([attempts(), events('due'), events('parked'), events('skipped')]).toEqual([3, 3, 3, 3]);
  });

  test('goes on when the permission is back: moderators are told once, and the next film comes in its time', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await fridaysPass(3);
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(2, { minutes: 1 });
    const [notice] = engine.messages(logChannel).slice(1);
    expect(notice?.message.content).toMatch(/I can post again. It was too late for the post of/);
    expect(JSON.stringify(notice?.message.components)).toContain('post-missed:main:2026-12-07');
    expect([await parked(), engine.messages().length]).toEqual([[], 0]);
    await engine.friday(weeks(3));
    expect([engine.titles(), await engine.queue(), told().length]).toEqual([['wings (1966)'], ['daisies'], 2]);
  });

  test('goes on within the grace of a later week with that week’s film alone', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await fridaysPass(2);
    await engine.friday(weeks(2));
    await pass(2, { hours: 3 });
    engine.deny();
    await hears(GatewayDispatchEvents.GuildRoleUpdate);
    await pass(2, { minutes: 1 });
    expect(engine.messages().map(({ message }) => message.content)).toEqual([expect.stringContaining('late')]);
    expect([await parked(), told().slice(1)]).toEqual([[], [mended]]);
  });

  test('is asked about again and again, sparingly, where nobody tells that it may go on', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    await pass(25, { hours: 1 });
    for (let second = 0; second < 60; second += 1) {
      await hears(GatewayDispatchEvents.ChannelUpdate);
      await engine.pass({ seconds: 1 });
    }
    expect([probes(), told().length]).toEqual([2, 1]);
    engine.deny();
    await pass(7, { hours: 1 });
    expect([await parked(), told().length]).toEqual([[], 2]);
  });

  test('says so anew where something else is in the way than before', async () => {
    await schedule();
    engine.deny(bits.ViewChannel);
    await fridaysPass(1);
    engine.deny(bits.SendMessages);
    await engine.friday(weeks(1));
    expect(told()).toEqual([expect.stringContaining('View Channel'), expect.stringContaining('Send Messages')]);
    expect(await parked()).toEqual([['main', 'permission']]);
  });

  test('goes on in another channel that a moderator chooses', async () => {
    await schedule();
    removeChannel();
    await fridaysPass(1);
    const other = engine.playground.world.addChannel('films', ChannelType.GuildText);
    await choose({ channelId: other.id });
    await engine.pass({ minutes: 1 });
    expect([await parked(), told().slice(1)]).toEqual([[], [expect.stringContaining('I can post again')]]);
    await engine.friday(weeks(1));
    expect(engine.messages(other.id)).toHaveLength(1);
  });

  test('for a forum that wants tags goes on when it wants none', async () => {
    const forum = engine.playground.world.addChannel('films', ChannelType.GuildForum);
    forum.needsTag = true;
    await schedule({ channelId: forum.id, channelKind: 'forum' });
    await fridaysPass(1);
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await engine.pass({ minutes: 1 });
    expect([await parked(), told()]).toEqual([
      [['main', 'tag']],
      [expect.stringContaining('The forum takes no posts without a tag')],
    ]);
    forum.needsTag = false;
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await engine.pass({ minutes: 1 });
    await engine.friday(weeks(1));
    expect([await parked(), told().length]).toEqual([[], 2]);
    expect(engine.playground.world.channels.filter(({ thread }) => thread)).toHaveLength(1);
  });

  test('and is removed posts nothing more when the permission is back, unless the removal is taken back', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    const { guildId } = engine.key;
    const { schedules } = engine.services;
    const removed = await schedules.remove(engine.key, { now: engine.clock.now, userId: 'clara' });
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(3, { minutes: 1 });
    expect([engine.messages().length, told().length]).toEqual([0, 1]);
    await schedules.undo(guildId, removed.position ?? 0, { now: engine.clock.now, userId: 'clara' });
    await pass(3, { minutes: 1 });
    expect(engine.titles()).toEqual(['wings (1966)']);
  });

  test('and is paused posts nothing when the permission is back, until it goes on', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    const { schedules } = engine.services;
    await schedules.pause(engine.key, undefined, undefined, { now: engine.clock.now });
    engine.deny();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(3, { minutes: 1 });
    expect([engine.messages().length, told().length]).toEqual([0, 1]);
    // Nobody holds it, however short ago it was looked at.
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await schedules.resume(engine.key, { now: engine.clock.now });
    await pass(3, { minutes: 1 });
    expect(engine.titles()).toEqual(['wings (1966)']);
  });

  test('and is removed is asked about no more', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    await fridaysPass(1);
    await engine.services.schedules.remove(engine.key, { now: engine.clock.now });
    const before = probes();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await pass(10, { hours: 6 });
    expect([await parked(), probes() - before, told().length]).toEqual([[], 0, 1]);
  });
});

describe('a clock', () => {
  /** Discord’s clock goes right, whatever the bot’s says. */
  function discordIsRight(): { now: Temporal.Instant } {
    const right = { now: engine.clock.now };
    (engine.playground.world as { clock: () => Temporal.Instant }).clock = () => right.now;
    return right;
  }
  const due = Temporal.Instant.from('2026-11-27T17:00:00Z');

  test('that jumps days ahead and comes back posts nothing early and leaves nothing out', async () => {
    await schedule();
    const right = discordIsRight();
    await engine.friday({ hours: 72 });
    await engine.friday({ hours: 400 });
    expect([engine.messages().length, (await engine.history()).length]).toEqual([0, 0]);
    right.now = due;
    await engine.at(due);
    expect(engine.messages()).toHaveLength(1);
  });

  test('that goes back after the post posts it no second time', async () => {
    await schedule();
    const right = discordIsRight();
    right.now = due;
    await engine.at(due);
    for (const back of [{ minutes: 3 }, { hours: 1 }, { hours: 100 }]) await engine.at(due.subtract(back));
    for (const after of [{ minutes: 1 }, { hours: 30 }]) {
      right.now = due.add(after);
      await engine.at(right.now);
    }
    expect([engine.messages().length, await engine.queue()]).toEqual([1, ['daisies']]);
  });

  test('that goes back in the middle of a post ends it once, when its time has come again', async () => {
    await schedule();
    rest().next(sends(), { cut: 'after' });
    await engine.friday();
    await engine.friday({ hours: -2 });
    await pass(30, { minutes: 10 });
    expect([engine.messages().length, await latest()]).toEqual([1, { state: 'done', reason: undefined }]);
  });

  test('that starts in 1970 posts nothing, and on time once it is right', async () => {
    await schedule();
    const right = discordIsRight();
    for (const at of [0, 1, 2]) await engine.at(Temporal.Instant.fromEpochMilliseconds(at * 60_000));
    expect([engine.messages().length, (await engine.history()).length]).toEqual([0, 0]);
    right.now = due;
    await engine.at(due);
    expect([engine.messages().length, told()]).toEqual([1, []]);
  });
});

describe('a post that a moderator deletes', () => {
  test('is not posted again, and nothing more is done with it', async () => {
    await schedule();
    rest().during(600_000, { path: /@me$/ }, { status: 503 });
    await engine.friday();
    removePost();
    rest().clear();
    await pass(30, { minutes: 10 });
    expect([engine.messages().length, attempts(), await latest()]).toEqual([
      ...[0, 1],
      { state: 'done', reason: 'deleted' },
    ]);
    expect([told(), await engine.queue()]).toEqual([[], ['daisies']]);
  });

  test('before the bot knows that it was there, is known by its nonce for minutes', async () => {
    await schedule();
    rest().next(sends(), { cut: 'after' });
    await engine.friday();
    expect(engine.messages()).toHaveLength(1);
    removePost();
    await pass(30, { seconds: 10 });
    expect([engine.messages().length, await latest()]).toEqual([0, { state: 'done', reason: 'deleted' }]);
  });
});

describe('a queue', () => {
  const queued = (...filmIds: readonly string[]) => filmIds.map((filmId) => anItem({ id: filmId, filmId }));

  test('that names a film which has left the library goes on without it, and moderators are told once', async () => {
    await engine.schedule({}, ...queued('lost', 'wings', 'daisies'));
    await engine.friday();
    expect(engine.messages()[0]?.message.embeds[0]?.title).toBe('wings (1966)');
    expect([told(), await engine.queue()]).toEqual([
      [expect.stringContaining('**lost** is not in the library any more')],
      ['daisies'],
    ]);
    await engine.friday({ hours: 168 });
    await engine.friday({ hours: 336 });
    expect([engine.messages().length, told().length]).toEqual([3, 1]);
  });

  test('that runs out is told with each post, from the one before the last film on', async () => {
    await engine.schedule({ mode: 'queue_only' }, ...queued('wings', 'daisies', 'ivan'));
    await engine.friday();
    expect(told()).toEqual([]);
    await engine.friday({ hours: 168 });
    expect(told()).toEqual([expect.stringContaining('only one of the next two posts has a film')]);
    await engine.friday({ hours: 336 });
    expect(told().slice(1)).toEqual([expect.stringContaining('no film is left for the next posts')]);
  });
});

describe('a row of the store that cannot be read', () => {
  test.each(['schedules', 'occurrences'] as const)(
    'keeps no other post from coming (%s)',
    async (table) => {
      const { db } = engine.database;
      const [bad, at] = [{ guildId: '1', name: 'bad' }, engine.clock.now];
      const put = (key: typeof bad) => new ScheduleStore(db).put({ ...aSchedule(), ...key });
      await put(bad);
      if (table === 'schedules') await db.updateTable('schedules').set({ settings: '{}' }).execute();
      else {
        const { guildId, name } = bad;
        await new OccurrenceStore(db).add(anOccurrence({ guildId, schedule: name, dueAt: at }), at, at);
        await db.updateTable('occurrences').set({ posting: 'no JSON' }).execute();
        await new ScheduleStore(db).remove(bad);
      }
      await schedule();
      await engine.friday();
      expect(engine.titles()).toEqual(['wings (1966)']);
      expect(engine.messages()[0]?.reactions.size).toBe(5);
      await engine.friday({ hours: 168 });
      expect(engine.titles()).toEqual(['wings (1966)', 'daisies (1966)']);
    },
    20_000,
  );
});

describe('a notice', () => {
  const notices = () => ({ method: 'POST', path: new RegExp(`^/channels/${logChannel}/messages$`) });

  test.each<RestFault>([{ status: 503 }, { cut: 'before' }, { cut: 'after' }])(
    'that the log channel does not take at first (%j) reaches moderators, once',
    async (fault) => {
      await schedule();
      engine.deny(bits.SendMessages);
      rest().next(notices(), fault);
      await engine.friday();
      await pass(10, { seconds: 30 });
      expect(told()).toEqual([expect.stringContaining('Send Messages')]);
    },
  );

  test.each<RestFault>([{ status: 503 }, { refused: 403, code: 50_013 }])(
    'that is not taken (%j) is kept over a restart, and told once when the log channel takes it',
    async (fault) => {
      await schedule();
      engine.deny(bits.SendMessages);
      rest().during(600_000, notices(), fault);
      await engine.friday();
      engine.posts = engine.another();
      await pass(10, { hours: 1 });
      rest().clear();
      await pass(7, { hours: 1 });
      expect(told()).toEqual([expect.stringContaining('Send Messages')]);
    },
  );

  test('that the log channel may not take is told soon after it may, or in another one that is chosen', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    rest().next(notices(), { refused: 403, code: 50_013 }, 2);
    await engine.friday();
    await hears(GatewayDispatchEvents.ChannelUpdate);
    await engine.pass({ minutes: 1 });
    expect([told().length, attempts(logChannel)]).toEqual([0, 2]);
    const other = engine.playground.world.addChannel('moderators', ChannelType.GuildText);
    await engine.services.settings.change(engine.key.guildId, { logChannel: other.id }, engine.clock.now);
    await engine.pass({ minutes: 1 });
    expect([told().length, engine.messages(other.id).length]).toEqual([0, 1]);
  });

  test.each<RestFault>([{ status: 503 }, { refused: 403, code: 50_013 }])(
    'that is never taken (%j) is given up after a week',
    async (fault) => {
      await schedule();
      engine.deny(bits.SendMessages);
      rest().during(600_000, notices(), fault);
      await engine.friday();
      await engine.services.schedules.remove(engine.key, { now: engine.clock.now });
      await pass(40, { hours: 6 });
      const tries = attempts(logChannel);
      await pass(10, { hours: 6 });
      expect([tries < 45, attempts(logChannel) - tries, told()]).toEqual([true, 0, []]);
    },
  );

  test('that cannot be read is dropped, and keeps no other from moderators', async () => {
    const { db } = engine.database;
    const row = { guild_id: engine.key.guildId, attempts: 0, created_at: 1, next_at: 1 };
    const texts = ['{"kind":"of-another-version"}', 'no JSON'];
    await db
      .insertInto('notices')
      .values(texts.map((notice, at) => ({ ...row, id: `${at}`, notice })))
      .execute();
    await schedule();
    engine.deny(bits.SendMessages);
    await engine.friday();
    expect(told()).toEqual([expect.stringContaining('Send Messages')]);
    expect(await db.selectFrom('notices').select('id').execute()).toEqual([]);
  });

  test('that a filter refuses for its words is not told again', async () => {
    await schedule();
    engine.deny(bits.SendMessages);
    rest().during(600_000, notices(), { refused: 400, code: 200_000 });
    await engine.friday();
    await pass(3, { hours: 7 });
    expect(attempts(logChannel)).toBe(1);
  });
});
