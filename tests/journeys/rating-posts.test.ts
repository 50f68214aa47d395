import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startClub, textOf } from '../support/club.ts';
import type { Club } from '../support/club.ts';
import { Posted } from '../support/posted.ts';

const someSeconds = { timeout: 10_000, interval: 100 };
let club: Club;
let now: Temporal.Instant;
beforeEach(async () => {
  now = Temporal.Now.instant();
  const begun = performance.now();
  club = await startClub({ clock: () => now.add({ milliseconds: Math.floor(performance.now() - begun) }) });
});
afterEach(() => club[Symbol.asyncDispose]());

const requests = (pattern: RegExp) =>
  club.playground.ledger.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`));

/** What happens while no bot runs. */
async function offline(what: () => void | Promise<void>): Promise<void> {
  const anna = await club.as();
  await anna.act({ do: 'bot', run: false });
  await anna.until('the bot to stop', ({ bot }) => (bot.state === 'offline' ? true : undefined));
  await what();
  await anna.act({ do: 'bot', run: true });
  await anna.until('the bot to start', ({ bot }) => (bot.state === 'online' ? true : undefined));
}

test('a film is rated by reaction, button and command, and the latest counts', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
  expect(textOf(post.view)).toContain('everybody sees');
  expect(post.view.message.components).toHaveLength(1);

  await post.react(anna, '3️⃣');
  await vi.waitFor(async () => expect(await post.club()).toBe('Club rating: 3.0 of 5, 1 rating'), someSeconds);
  await post.react(anna, '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 1 rating'), someSeconds);
  await post.unreact(anna, '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('3.0 of 5, 1 rating'), someSeconds);
  await post.seenBy(anna, '5️⃣', 1);
  expect(textOf(await anna.press(post.view, '2 ★'))).toContain('changed from 3 to 2');
  // What was pressed later is not taken away with the reaction.
  await post.unreact(anna, '3️⃣');
  await post.react(boris, '4️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('3.0 of 5, 2 ratings'), someSeconds);
  expect(await post.told(boris, '/film rate', { score: 1 })).toContain('changed from 4 to 1');
  expect(await post.told(anna, '/film unrate')).toContain('of 2 is withdrawn');
  await post.unreact(boris, '4️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('1.0 of 5, 1 rating'), someSeconds);
});

test('who is no moderator gets no button, and a press on another’s changes nothing', async () => {
  const [anna, clara] = [await club.as('member'), await club.as('moderator')];
  const card = await clara.command('/film info', { film: 'wings' });
  const own = await anna.command('/film info', { film: 'wings', private: true });
  expect(JSON.stringify(own)).not.toContain('Post for rating');
  expect(textOf(await anna.press(card, 'Post for rating'))).toContain('for moderators');
  expect(requests(/^POST \/channels/)).toEqual([]);
});

test('one post of a film is enough for a channel, until it is deleted there', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const clara = await club.as('moderator');
  const card = await clara.command('/film info', { film: 'wings' });
  const again = textOf(await clara.press(card, 'Post for rating'));
  expect(again).toContain('already open');
  expect(again).toContain(post.messageId);
  club.playground.posts.remove(post.stored);
  await clara.press(card, 'Post for rating');
  await vi.waitFor(() => expect(requests(/^POST \/channels/)).toHaveLength(2), someSeconds);
});

test('permissions that the bot lacks are named, and nothing is posted', async () => {
  const { world } = club.playground;
  const channel = world.channels.find(({ name }) => name === 'film-club');
  if (!channel) throw new Error('no channel');
  const deny = PermissionFlagsBits.AddReactions | PermissionFlagsBits.EmbedLinks;
  channel.overwrites = [{ id: world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
  const clara = await club.as('moderator');
  const answer = textOf(
    await clara.press(await clara.command('/film info', { film: 'wings', private: true }), 'Post for rating'),
  );
  expect(answer).toContain(`<#${channel.id}>: there I lack Embed Links, Add Reactions.`);
  expect(requests(/^POST \/channels/)).toEqual([]);
});

test('reactions to anything else cost no request', async () => {
  const anna = await club.as();
  const card = await anna.command('/film info', { film: 'wings' });
  const before = requests(/./).length;
  await anna.act({ do: 'react', messageId: card.message.id, emoji: '5️⃣' });
  await anna.act({ do: 'unreact', messageId: card.message.id, emoji: '5️⃣' });
  await (await club.as('moderator')).command('/film info', { film: 'wings' });
  // The answer to the command.
  const since = () => requests(/./).slice(before);
  await vi.waitFor(() => expect(since().map(({ path }) => path.split('/')[1])).toEqual(['interactions']), someSeconds);
  const shown = Object.values(club.playground.snapshot('').messages).flat();
  expect(shown.filter((view) => textOf(view).includes('Club rating'))).toEqual([]);
});

test('what members do while the bot is away is found when it is back', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
  await post.react(anna, '5️⃣');
  await post.react(boris, '5️⃣');
  // So many that two of them are no large drop.
  post.crowd(6, '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 8 ratings'), someSeconds);
  await offline(async () => {
    await post.unreact(anna, '5️⃣');
    await post.react(anna, '2️⃣');
    await post.unreact(boris, '5️⃣');
    const { reactions, world } = club.playground;
    reactions.add(post.stored, '4️⃣', world.addStranger({ bot: true }));
    // A super reaction beside an ordinary one of the same member is one.
    const [fan = ''] = post.crowd(1, '4️⃣');
    reactions.add(post.stored, '4️⃣', fan, 'bursts');
  });
  await vi.waitFor(async () => expect(await post.club()).toContain('4.5 of 5, 8 ratings'), someSeconds);
});

test('more than a hundred members are all found, and once', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  await offline(() => void post.crowd(230, '5️⃣'));
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 230 ratings'), someSeconds);
  const before = requests(/GET .*reactions/).length;
  await club.restartBot();
  await vi.waitFor(
    () => expect(requests(/GET \/channels\/\d+\/messages\/\d+$/).length).toBeGreaterThan(1),
    someSeconds,
  );
  // All is as it was: the message alone was read.
  expect(requests(/GET .*reactions/)).toHaveLength(before);
});

test.each(['while the bot listens', 'while it is away'])(
  'what a moderator clears %s keeps its ratings',
  { timeout: 60_000 },
  async (when) => {
    const post = await Posted.in(club);
    const anna = await club.as();
    await post.react(anna, '5️⃣');
    await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 1 rating'), someSeconds);
    const clear = () => club.playground.reactions.clear(post.stored);
    if (when === 'while it is away') await offline(clear);
    else clear();
    now = now.add({ hours: 2 });
    await club.restartBot();
    await post.react(await club.as('newcomer'), '3️⃣');
    await vi.waitFor(async () => expect(await post.club()).toContain('4.0 of 5, 2 ratings'), someSeconds);
    // The bot does not put its own back: somebody did not want them.
    expect(post.view.message.reactions).toHaveLength(1);
  },
);

test('a moderator has a post counted anew, and is told what was wrong', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const [anna, clara] = [await club.as(), await club.as('moderator')];
  await post.react(anna, '5️⃣');
  await post.react(await club.as('newcomer'), '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 2 ratings'), someSeconds);
  // Who reacted a moment ago would not be missed yet.
  now = now.add({ minutes: 2 });
  // Events that never come: the playground forgets to tell.
  const { reactions } = club.playground;
  const fives = post.stored.reactions.get('5️⃣');
  fives?.delete([...fives].at(-1) ?? '');
  post.stored.reactions.get('2️⃣')?.add(club.playground.world.addStranger());
  expect(reactions.users(post.stored, '2️⃣')).toHaveLength(2);
  expect(await post.recount()).toMatch(/^Counted anew: .*\. 1 added, 1 removed, 1 unchanged\.$/);
  await vi.waitFor(async () => expect(await post.club()).toContain('3.5 of 5, 2 ratings'), someSeconds);
  expect(await post.recount()).toMatch(/^Counted anew: .*\. 0 added, 0 removed, 2 unchanged\.$/);
  const card = await clara.command('/film info', { film: 'wings' });
  expect(await post.recount(card)).toContain('takes no ratings by reaction');
});

test('who has their data deleted is not counted again, until they react anew', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const anna = await club.as();
  await post.react(anna, '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 1 rating'), someSeconds);
  expect(textOf(await anna.command('/filmdata show'))).toContain('your 1 reaction');
  await anna.press(await anna.command('/filmdata delete', { scope: 'this_server' }), 'Delete');
  await club.restartBot();
  await vi.waitFor(() => expect(requests(/GET .*reactions.*type=1/).length).toBeGreaterThan(0), someSeconds);
  expect(await post.recount()).toContain('0 added');
  await vi.waitFor(async () => expect(await post.club()).toBe(''), someSeconds);
  await post.unreact(anna, '5️⃣');
  await post.react(anna, '4️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('4.0 of 5, 1 rating'), someSeconds);
});

test('after four weeks a post is read a last time, and then nothing changes it', { timeout: 60_000 }, async () => {
  const post = await Posted.in(club);
  const [anna, boris] = [await club.as(), await club.as('newcomer')];
  await post.react(anna, '5️⃣');
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 1 rating'), someSeconds);
  now = now.add({ hours: 28 * 24 + 1 });
  await vi.waitFor(() => expect(requests(/GET .*reactions.*type=1/)).toHaveLength(5), someSeconds);
  await vi.waitFor(async () => {
    expect(await post.recount()).toContain('closed');
  }, someSeconds);
  await post.react(boris, '1️⃣');
  await post.unreact(anna, '5️⃣');
  await boris.press(post.view, '1 ★');
  await boris.until(
    'the refusal',
    ({ messages }) =>
      Object.values(messages)
        .flat()
        .some((view) => textOf(view).includes('takes no ratings any more')) || undefined,
  );
  await vi.waitFor(async () => expect(await post.club()).toContain('5.0 of 5, 1 rating'), someSeconds);
  // Who took the reaction back is not told that it is still known.
  expect(textOf(await anna.command('/filmdata show'))).not.toContain('Under posts for rating');
});
