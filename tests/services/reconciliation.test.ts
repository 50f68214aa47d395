import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import type { Score } from '../../src/domain/rating.ts';
import type { Services } from '../../src/services/services.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { Lists } from '../support/lists.ts';
import { aPost } from '../support/posts.ts';
import { someEvening } from '../support/requests.ts';
import { servicesOf } from '../support/services.ts';

const post = aPost();
const { guildId, filmId, messageId } = post;
const emoji = { 2: '2️⃣', 3: '3️⃣', 4: '4️⃣', 5: '5️⃣' };

let now: Temporal.Instant;
let discord: Lists;
let club: Services;
let stores: ReturnType<typeof storesInMemory>;
let said: string[];
beforeEach(async () => {
  now = someEvening;
  discord = new Lists();
  stores = storesInMemory();
  await stores.posts.add(post);
  said = [];
  const log = pino({ level: 'warn' }, { write: (line) => void said.push(line) });
  club = servicesOf(aLibrary([aFilm()]), { stores, channels: discord, clock: () => now, log });
  await club.posts.open();
});

const scoreOf = async (userId: string): Promise<Score | undefined> => {
  await club.ballots.settled();
  return club.ratings.of({ guildId, userId, filmId });
};
const react = (score: keyof typeof emoji, ...users: string[]): void => {
  for (const userId of users) club.ballots.give({ messageId, userId, emoji: emoji[score], isSuper: false });
};
/** A fresh session, and all that comes of it. */
async function freshSession(): Promise<void> {
  club.reconciliation.missed([guildId]);
  await club.reconciliation.tick();
}
const pass = (minutes: number): void => void (now = now.add({ minutes }));

test('a fresh session finds what was missed, and one of another server reads nothing here', async () => {
  react(5, '11', '12');
  pass(10);
  discord.stand(5, '12');
  discord.stand(4, '13');
  club.reconciliation.missed(['another']);
  await club.reconciliation.tick();
  expect(discord.calls).toEqual([]);
  await freshSession();
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([undefined, 5, 4]);
});

test('a rating that a member withdrew while a reading waited is not brought back by it', async () => {
  await club.ratings.rate({ guildId, userId: '11', filmId, score: 3, source: 'command', updatedAt: now });
  pass(60);
  discord.stand(5, '11');
  discord.instead = { count: 'outage' };
  await freshSession();
  pass(1);
  expect(await club.ratings.withdraw({ guildId, userId: '11', filmId }, now)).toBe(3);
  discord.instead = {};
  pass(6);
  await club.reconciliation.tick();
  expect(await scoreOf('11')).toBeUndefined();
});

test('the later of two actions wins, also when the clock has gone back in between', async () => {
  await club.ratings.rate({ guildId, userId: '11', filmId, score: 2, source: 'command', updatedAt: now });
  react(4, '12');
  pass(-10);
  react(5, '11', '12');
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, 5]);
  pass(-10);
  expect(await club.ratings.withdraw({ guildId, userId: '12', filmId }, now)).toBe(5);
  pass(-10);
  club.ballots.take({ messageId, userId: '12', emoji: emoji[5], isSuper: false });
  react(5, '12');
  expect(await scoreOf('12')).toBe(5);
});

test('who takes their last reaction back is left with the one before, also when the clock has gone back in between', async () => {
  react(5, '11');
  pass(-10);
  react(2, '11');
  react(3, '11');
  club.ballots.take({ messageId, userId: '11', emoji: emoji[3], isSuper: false });
  expect(await scoreOf('11')).toBe(2);
});

test('a post whose events the store did not take is read at once', async () => {
  pass(1);
  await club.reconciliation.tick();
  discord.stand(5, '11');
  const write = stores.reactions.write.bind(stores.reactions);
  stores.reactions.write = () => Promise.reject(new Error('a disk that does not like it'));
  react(5, '11');
  await club.ballots.settled().catch(() => undefined);
  stores.reactions.write = write;
  await club.reconciliation.tick();
  expect(discord.calls).toContain('list');
  expect(await scoreOf('11')).toBe(5);
});

test('what a reading finds came after the reading before, and so after what was rated until then', async () => {
  await freshSession();
  pass(10);
  await club.ratings.rate({ guildId, userId: '11', filmId, score: 2, source: 'command', updatedAt: now });
  pass(61);
  await club.reconciliation.tick();
  discord.stand(5, '11');
  pass(61);
  await club.reconciliation.tick();
  expect(await scoreOf('11')).toBe(5);
});

/** Instead of the other post one that never closes. */
async function openLasting() {
  const lasting = aPost({ messageId: '1400000000000000008', id: 'lasting', closesAt: undefined });
  await stores.posts.end(post.id, 'gone');
  await stores.posts.add(lasting);
  await club.posts.open();
  return lasting;
}

test('under a post that never closes a day does not pass without a look at who stands in whose place', async () => {
  const lasting = await openLasting();
  club.ballots.give({ messageId: lasting.messageId, userId: '11', emoji: emoji[5], isSuper: false });
  discord.stand(5, '12');
  await freshSession();
  for (let hours = 0; hours < 23; hours += 1) {
    pass(60);
    await club.reconciliation.tick();
  }
  expect(discord.calls).not.toContain('list');
  pass(60);
  await club.reconciliation.tick();
  pass(1);
  await club.reconciliation.tick();
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([undefined, 5]);
  const lists = discord.calls.filter((call) => call === 'list').length;
  pass(60);
  await club.reconciliation.tick();
  expect(discord.calls.filter((call) => call === 'list')).toHaveLength(lists);
});

test('nor does a day on which the bot comes back just when that look is due', async () => {
  const lasting = await openLasting();
  club.ballots.give({ messageId: lasting.messageId, userId: '11', emoji: emoji[5], isSuper: false });
  discord.stand(5, '12');
  pass(24 * 60);
  await freshSession();
  pass(1);
  await club.reconciliation.tick();
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([undefined, 5]);
});

test('a list that stays shorter than the message counts is read no more often than others, where the post never closes', async () => {
  await openLasting();
  discord.stand(5, '11');
  discord.counts.set(5, 3);
  pass(24 * 60);
  await freshSession();
  pass(15);
  await club.reconciliation.tick();
  discord.calls.length = 0;
  pass(59);
  await club.reconciliation.tick();
  expect(discord.calls).toEqual([]);
  pass(1);
  await club.reconciliation.tick();
  // Neither are all of its lists.
  expect(discord.calls).toEqual(['count', 'list', 'list']);
  expect(await scoreOf('11')).toBe(5);
});

test('a post closes at its time, also where it was read shortly before', async () => {
  pass(28 * 24 * 60 - 10);
  await freshSession();
  pass(10);
  await club.reconciliation.tick();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
});

test('where a member has an emoji in both ways, the counts are as known, too', async () => {
  react(5, '11');
  club.ballots.give({ messageId, userId: '11', emoji: emoji[5], isSuper: true });
  discord.stand(5, '11');
  discord.counts.set(5, 3);
  pass(10);
  await freshSession();
  expect(discord.calls).toEqual(['count']);
});

test('where the counts are as known, nothing but the message is read; an hour later again', async () => {
  react(5, '11');
  discord.stand(5, '11');
  pass(10);
  await freshSession();
  expect(discord.calls).toEqual(['count']);
  pass(59);
  await club.reconciliation.tick();
  expect(discord.calls).toHaveLength(1);
  pass(2);
  await club.reconciliation.tick();
  expect(discord.calls).toEqual(['count', 'count']);
});

test.each(['count', 'list'] as const)(
  'an outage in the middle (%s) changes nothing, and is tried again',
  async (what) => {
    react(5, '11', '12');
    discord.stand(5, '12', '13');
    discord.stand(4, '14');
    pass(10);
    discord.instead = { [what]: 'outage' };
    await freshSession();
    expect([await scoreOf('11'), await scoreOf('14')]).toEqual([5, undefined]);
    discord.instead = {};
    pass(6);
    await club.reconciliation.tick();
    expect(await scoreOf('14')).toBe(4);
  },
);

test('a list that is shorter than the message counts takes nothing away, however often', async () => {
  react(5, '11', '12');
  discord.stand(5);
  discord.counts.set(5, 9);
  for (let times = 0; times < 3; times += 1) {
    pass(10);
    await freshSession();
  }
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, 5]);
});

test('a large drop is believed when it is still there a minute later', async () => {
  const crowd = ['11', '12', '13', '14', '15', '16'];
  react(5, ...crowd);
  pass(10);
  discord.stand(5, '11');
  await freshSession();
  expect(await scoreOf('16')).toBe(5);
  // Too soon to believe it.
  await club.reconciliation.recount(post);
  expect(await scoreOf('16')).toBe(5);
  pass(1);
  await club.reconciliation.tick();
  expect([await scoreOf('11'), await scoreOf('16')]).toEqual([5, undefined]);
});

test('a large drop that was a fault of the moment takes nothing away', async () => {
  const crowd = ['11', '12', '13', '14', '15', '16'];
  react(5, ...crowd);
  pass(10);
  discord.stand(5, '11');
  await freshSession();
  discord.stand(5, ...crowd);
  pass(1);
  await club.reconciliation.tick();
  expect(await scoreOf('16')).toBe(5);
});

test('one odd reading does not empty a small club', async () => {
  react(5, '11', '12', '13');
  pass(10);
  discord.stand(5);
  await freshSession();
  expect([await scoreOf('11'), await scoreOf('13')]).toEqual([5, 5]);
  discord.stand(5, '11', '12');
  pass(1);
  await club.reconciliation.tick();
  expect([await scoreOf('11'), await scoreOf('13')]).toEqual([5, undefined]);
});

test('where the message counts nothing, a list that lacks one takes nobody away at once', async () => {
  const crowd = Array.from({ length: 20 }, (_each, at) => String(at + 11));
  react(5, ...crowd);
  pass(10);
  discord.stand(5, ...crowd.slice(0, -1));
  discord.counts.set(5, 0);
  await freshSession();
  expect(await scoreOf('30')).toBe(5);
  discord.counts.clear();
  discord.stand(5, ...crowd);
  pass(1);
  await club.reconciliation.tick();
  expect(await scoreOf('30')).toBe(5);
});

test('of whom events come while the lists are read, the events are right', async () => {
  react(5, '11');
  pass(10);
  // As the lists were a moment before.
  discord.stand(5, '11', '12');
  discord.meanwhile = () => {
    discord.meanwhile = () => undefined;
    club.ballots.take({ messageId, userId: '12', emoji: emoji[5], isSuper: false });
    react(4, '13');
  };
  await freshSession();
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([5, undefined, 4]);
});

test('where the bot’s own reaction is gone, a list is read though as many others stand on it as are known', async () => {
  react(5, '11', '12');
  pass(10);
  discord.seeded = [1, 2, 3, 4];
  discord.stand(5, '13', '14');
  await freshSession();
  pass(2);
  await club.reconciliation.tick();
  // A moderator cleared the post, which withdraws nobody’s rating.
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, 5]);
  expect([await scoreOf('13'), await scoreOf('14')]).toEqual([5, 5]);
});

/** A moderator takes all reactions away while the bot is not there; then it reads until it has made up its mind. */
async function clearedWhileAway(...left: readonly [Score, ...string[]][]): Promise<void> {
  discord.seeded = [];
  for (const score of [4, 5] as const) discord.stand(score);
  for (const [score, ...members] of left) discord.stand(score, ...members);
  pass(61);
  await freshSession();
  for (let reading = 0; reading < 3; reading += 1) {
    pass(2);
    await club.reconciliation.tick();
  }
}
const seeded = async () => (await stores.posts.ofMessage(guildId, messageId))?.seeded;

test('one answer without the bot’s own reactions forgets none of them: a post that is cleared later keeps its ratings', async () => {
  react(5, '11', '12', '13');
  discord.stand(5, '11', '12', '13');
  pass(10);
  discord.isBare = true;
  await freshSession();
  pass(2);
  await club.reconciliation.tick();
  // Also when that answer comes again: the bot stands on the lists.
  expect(await seeded()).toEqual([1, 2, 3, 4, 5]);
  discord.isBare = false;
  discord.seeded = [];
  pass(61);
  await club.reconciliation.tick();
  expect(await seeded()).toEqual([1, 2, 3, 4, 5]);
  discord.seeded = [1, 2, 3, 4, 5];
  pass(2);
  await club.reconciliation.tick();
  await clearedWhileAway();
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([5, 5, 5]);
  expect(await seeded()).toEqual([]);
});

test('a post that was cleared before and is cleared again while the bot is away keeps the ratings of both times', async () => {
  react(5, '11');
  await club.ballots.settled();
  club.ballots.clear({ messageId });
  pass(5);
  react(5, '12');
  react(4, '13');
  pass(10);
  // Somebody has reacted anew before the bot is back.
  await clearedWhileAway([5, '14']);
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([5, 5, 4]);
  // Who has reacted since takes their own back.
  discord.stand(5);
  pass(61);
  await club.reconciliation.tick();
  pass(2);
  await club.reconciliation.tick();
  expect(await scoreOf('14')).toBeUndefined();
  expect(await stores.reactions.counts(messageId)).toEqual(new Map());
});

test('where another stands for one who was cleared away, the lists are read that count as before', async () => {
  await stores.posts.add(aPost({ messageId: '1400000000000000008', id: 'bare', seeded: [] }));
  await club.posts.open();
  const give = (userId: string, score: 4 | 5) =>
    club.ballots.give({ messageId: '1400000000000000008', userId, emoji: emoji[score], isSuper: false });
  give('11', 5);
  give('12', 4);
  pass(10);
  await clearedWhileAway([5, '13']);
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([5, 4, 5]);
});

test('a score whose emoji was taken away alone keeps its ratings when that happens again', async () => {
  club.ballots.clear({ messageId, emoji: emoji[5] });
  react(5, '11', '12');
  react(4, '13');
  discord.seeded = [1, 2, 3, 4];
  discord.stand(4, '13');
  pass(10);
  await freshSession();
  pass(2);
  await club.reconciliation.tick();
  expect([await scoreOf('11'), await scoreOf('12'), await scoreOf('13')]).toEqual([5, 5, 4]);
});

test('where the bot has no reactions of its own, one member’s single reaction that is gone is withdrawn', async () => {
  club.ballots.clear({ messageId });
  react(5, '11');
  pass(10);
  await clearedWhileAway();
  expect(await scoreOf('11')).toBeUndefined();
});

test('while the bot still puts its own reactions there, one that is missing does not mean that the post was cleared', async () => {
  const young = aPost({ messageId: '1400000000000000008', id: 'young', seeded: [5], toSeed: [4] });
  await stores.posts.add(young);
  await club.posts.open();
  for (const userId of ['11', '12'])
    club.ballots.give({ messageId: young.messageId, userId, emoji: emoji[5], isSuper: false });
  pass(10);
  discord.seeded = [];
  discord.stand(5, '11');
  await club.reconciliation.recount(young);
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, undefined]);
  expect((await stores.posts.ofMessage(guildId, young.messageId))?.seeded).toEqual([5]);
});

test('what is cleared while the lists are read makes them worth nothing', async () => {
  react(5, '11');
  pass(10);
  discord.stand(5, '12');
  discord.meanwhile = () => club.ballots.clear({ messageId });
  expect((await club.reconciliation.recount(post)).kind).toBe('disturbed');
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, undefined]);
});

test('a server has one post counted anew at a time, and another server need not wait for it', async () => {
  const elsewhere = aPost({ messageId: '1400000000000000007', guildId: '7' });
  await stores.posts.add(elsewhere);
  const first = club.reconciliation.recount(post);
  expect(await club.reconciliation.recount(post)).toEqual({ kind: 'busy' });
  expect(await club.reconciliation.recount(elsewhere)).toMatchObject({ kind: 'read' });
  expect(await first).toMatchObject({ kind: 'read' });
  expect(await club.reconciliation.recount(post)).toMatchObject({ kind: 'read' });
});

test('counting anew keeps to the pace of all readings', async () => {
  const begun = performance.now();
  await club.reconciliation.recount(post);
  // The message, and two lists of each score.
  expect(performance.now() - begun).toBeGreaterThan(900);
});

test('a message that is gone keeps its ratings and is never asked for again', async () => {
  react(5, '11');
  pass(10);
  discord.instead = { count: 'gone' };
  await freshSession();
  await freshSession();
  expect(discord.calls).toEqual(['count']);
  expect(await scoreOf('11')).toBe(5);
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'gone' });
});

test('what the bot may not read is left alone for hours, and then tried again', async () => {
  react(5, '11');
  pass(10);
  discord.instead = { count: 'refused' };
  await freshSession();
  pass(5 * 60);
  await club.reconciliation.tick();
  expect(discord.calls).toHaveLength(1);
  discord.instead = {};
  discord.stand(5, '11', '12');
  pass(2 * 60);
  await club.reconciliation.tick();
  expect(await scoreOf('12')).toBe(5);
});

test('a post closes with a full reading, which finds what counts do not show, and not before it succeeds', async () => {
  react(5, '10', '11');
  discord.stand(5, '10', '12');
  pass(28 * 24 * 60 + 1);
  discord.instead = { list: 'outage' };
  await freshSession();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'open' });
  discord.instead = {};
  pass(6);
  await club.reconciliation.tick();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([undefined, 5]);
  react(4, '13');
  expect(await scoreOf('13')).toBeUndefined();
});

test('a post does not close over a list that is shorter than the message counts', async () => {
  react(5, '10');
  await freshSession();
  pass(28 * 24 * 60);
  // 12 and 13 have come and 10 has taken theirs back, but the list ends after the first.
  discord.stand(5, '11');
  discord.counts.set(5, 4);
  await freshSession();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'open' });
  discord.counts.clear();
  discord.stand(5, '11', '12', '13');
  for (let reading = 0; reading < 2; reading += 1) {
    pass(15);
    await club.reconciliation.tick();
  }
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
  expect(await Promise.all(['10', '11', '12', '13'].map(scoreOf))).toEqual([undefined, 5, 5, 5]);
});

test('a post whose list stays shorter than the message counts is closed two days after its time, however often sessions begin', async () => {
  discord.counts.set(5, 3);
  pass(28 * 24 * 60);
  const states: unknown[] = [];
  for (let day = 0; day < 3; day += 1) {
    await freshSession();
    pass(15);
    await club.reconciliation.tick();
    states.push((await club.posts.ofMessage(guildId, messageId))?.state);
    pass(24 * 60 - 15);
  }
  expect(states).toEqual(['open', 'open', 'frozen']);
});

test('a list from which members take theirs back while it is read is whole', async () => {
  react(5, '11', '12');
  discord.stand(5, '11');
  discord.counts.set(5, 3);
  discord.meanwhile = () => club.ballots.take({ messageId, userId: '12', emoji: emoji[5], isSuper: false });
  expect(await club.reconciliation.recount(post)).toMatchObject({ kind: 'read', isShort: false });
  expect([await scoreOf('11'), await scoreOf('12')]).toEqual([5, undefined]);
});

test('a reading of a list that is not whole is no reading, and comes again before the hour is over', async () => {
  react(5, '11');
  discord.stand(5, '11');
  discord.counts.set(5, 3);
  pass(10);
  await freshSession();
  expect(await club.reconciliation.recount(post)).toMatchObject({ kind: 'read', isShort: true });
  discord.counts.clear();
  discord.stand(5, '11', '12');
  pass(15);
  await club.reconciliation.tick();
  expect(await scoreOf('12')).toBe(5);
});

test.each(['refused', 'outage'] as const)(
  'from its time on no reaction counts that comes then, though the last reading (%s) is a day late',
  async (instead) => {
    react(5, '11', '12');
    await freshSession();
    discord.instead = { list: instead };
    pass(28 * 24 * 60);
    await club.reconciliation.tick();
    react(4, '14');
    club.ballots.take({ messageId, userId: '11', emoji: emoji[5], isSuper: false });
    expect([await scoreOf('11'), await scoreOf('14')]).toEqual([5, undefined]);
    pass(24 * 60);
    // 13 was missed before, and 12 took it back then.
    discord.stand(5, '13');
    discord.stand(4, '14');
    discord.instead = {};
    await club.reconciliation.tick();
    pass(2);
    await club.reconciliation.tick();
    expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
    const scored = await Promise.all(['11', '12', '13', '14'].map(scoreOf));
    expect(scored).toEqual([5, undefined, 5, undefined]);
  },
);

test('a clock that ran ahead for a while makes nothing late that comes in time when it is right again', async () => {
  pass(28 * 24 * 60 + 10);
  await club.ratings.rate({ guildId, userId: '12', filmId, score: 2, source: 'command', updatedAt: now });
  pass(-20);
  react(5, '11');
  expect(await scoreOf('11')).toBe(5);
});

test('what comes after a post’s time does not count either where the store refuses at first to close it', async () => {
  pass(28 * 24 * 60);
  const end = stores.posts.end.bind(stores.posts);
  stores.posts.end = () => Promise.reject(new Error('a disk that is full'));
  await freshSession();
  stores.posts.end = end;
  react(5, '11');
  discord.stand(5, '11');
  await club.ballots.settled();
  await club.reconciliation.tick();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
  expect(await scoreOf('11')).toBeUndefined();
});

test('a reaction that is given anew counts, though the bot was away when the one before it was taken back', async () => {
  react(5, '11');
  await club.ballots.settled();
  await club.ratings.withdraw({ guildId, userId: '11', filmId }, now);
  pass(5);
  await freshSession();
  pass(1);
  react(5, '11');
  await club.ballots.settled();
  expect(await scoreOf('11')).toBe(5);
});

test('what came after a post’s time does not count either where the bot was restarted before the last reading', async () => {
  react(5, '11');
  discord.stand(5, '11');
  await freshSession();
  discord.instead = { count: 'outage' };
  pass(28 * 24 * 60);
  await club.reconciliation.tick();
  react(4, '11', '14');
  club.ballots.take({ messageId, userId: '11', emoji: emoji[5], isSuper: false });
  await club.ballots.settled();
  club = servicesOf(aLibrary([aFilm()]), { stores, channels: discord, clock: () => now });
  await club.posts.open();
  discord.stand(4, '11', '14');
  discord.stand(5);
  discord.instead = {};
  pass(10);
  await freshSession();
  pass(2);
  await club.reconciliation.tick();
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
  expect([await scoreOf('11'), await scoreOf('14')]).toEqual([5, undefined]);
});

test.each([
  ['may not read', { count: 'refused' }],
  ['cannot read', { list: 'outage' }],
] as const)('a post that the bot %s is closed as it is, two days after its time', async (_, instead) => {
  react(5, '11');
  discord.stand(5, '11');
  await freshSession();
  discord.instead = instead;
  pass(28 * 24 * 60);
  for (const hours of [12, 12, 23]) {
    await club.reconciliation.tick();
    pass(hours * 60);
  }
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'open' });
  for (let times = 0; times < 3; times += 1) {
    pass(6 * 60);
    await club.reconciliation.tick();
  }
  expect(await club.posts.ofMessage(guildId, messageId)).toMatchObject({ state: 'frozen' });
  expect(await scoreOf('11')).toBe(5);
  expect(said.filter((line) => line.includes('closed without a last reading'))).toHaveLength(1);
});

test('a bot that comes back days after a post’s time does not give its last reading up at the first outage', async () => {
  react(5, '11');
  pass(31 * 24 * 60);
  discord.instead = { count: 'outage' };
  await freshSession();
  discord.instead = {};
  discord.stand(5, '11', '12');
  pass(6);
  await club.reconciliation.tick();
  expect(await scoreOf('12')).toBe(5);
});
