import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage, APIUser } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { request } from './wire.ts';

let stage: Stage;
let message: APIMessage;
beforeEach(async () => {
  stage = await Stage.open({ patient: true });
  message = await stage.post();
});
afterEach(() => stage[Symbol.asyncDispose]());

const all = (): string => `/channels/${stage.channel}/messages/${message.id}/reactions`;
const one = (emoji: string): string => `${all()}/${encodeURIComponent(emoji)}`;
const put = (emoji: string) => stage.call(`PUT ${one(emoji)}/@me`);
const react = (emoji: string, as = stage.anna) => stage.act({ as, do: 'react', messageId: message.id, emoji });
const list = async (emoji: string, query = ''): Promise<readonly string[]> =>
  ((await stage.call(`GET ${one(emoji)}${query}`)).body as APIUser[]).map(({ id }) => id);

function allow(...bits: bigint[]): void {
  const channel = stage.world.channel(stage.channel);
  const allowed = bits.reduce((sum, bit) => sum | bit, 0n);
  if (channel) channel.overwrites = [{ id: stage.world.bot.id, type: OverwriteType.Member, allow: allowed, deny: 0n }];
}
function deny(bit: bigint): void {
  const channel = stage.world.channel(stage.channel);
  if (channel) channel.overwrites = [{ id: stage.world.bot.id, type: OverwriteType.Member, allow: 0n, deny: bit }];
}

test('a reaction is counted on the message, and once for each user', async () => {
  for (let times = 0; times < 2; times++) expect((await put('⭐')).status).toBe(204);
  await react('⭐');
  const { body } = await stage.call(`GET /channels/${stage.channel}/messages/${message.id}`);
  expect((body as APIMessage).reactions).toMatchObject([
    { count: 2, count_details: { normal: 2, burst: 0 }, me: true, me_burst: false, emoji: { id: null, name: '⭐' } },
  ]);
});

test.each(['star', '⭐⭐', 'club:123', '1'])('%s is no emoji that Discord knows here', async (emoji) => {
  expect(await put(emoji)).toMatchObject({ status: 400, code: 10014 });
});

test('an emoji is the same with and without the selector for a coloured drawing', async () => {
  await put('❤');
  await react('❤️');
  expect(await list('❤')).toHaveLength(2);
});

test('a message takes 20 different emoji, and more of the same', async () => {
  const emoji = [
    '😀',
    '😁',
    '😂',
    '😃',
    '😄',
    '😅',
    '😆',
    '😇',
    '😈',
    '😉',
    '😊',
    '😋',
    '😌',
    '😍',
    '😎',
    '😏',
    '😐',
    '😑',
    '😒',
    '😓',
  ];
  for (const each of emoji) await react(each);
  expect(await put('⭐')).toMatchObject({ status: 400, code: 30010 });
  expect((await put('😀')).status).toBe(204);
});

test('who may not add reactions may still join one that is there', async () => {
  deny(PermissionFlagsBits.AddReactions);
  expect(await put('⭐')).toMatchObject({ status: 403, code: 50013 });
  await react('⭐');
  expect((await put('⭐')).status).toBe(204);
});

test('who may not read the past reacts to none of it', async () => {
  deny(PermissionFlagsBits.ReadMessageHistory);
  expect(await put('⭐')).toMatchObject({ status: 403, code: 50013 });
});

test('the list has users by ascending id, in pages', async () => {
  const people = stage.world.people.map(({ id }) => id);
  for (const id of people.toReversed()) await react('⭐', id);
  expect(await list('⭐')).toEqual(people);
  expect(await list('⭐', '?limit=2')).toEqual(people.slice(0, 2));
  expect(await list('⭐', `?limit=2&after=${people[1]}`)).toEqual(people.slice(2, 4));
  expect(await list('👍')).toEqual([]);
  for (const query of ['?limit=0', '?limit=101', '?after=x', '?type=2']) {
    expect(await stage.call(`GET ${one('⭐')}${query}`)).toMatchObject({ status: 400, code: 50035 });
  }
});

test('super reactions have a list of their own, in which somebody may stand as well', async () => {
  const { playground } = stage;
  const stored = playground.posts.message(stage.channel, message.id);
  await react('⭐');
  playground.reactions.add(stored, '⭐', stage.anna, 'bursts');
  expect([await list('⭐'), await list('⭐', '?type=1')]).toEqual([[stage.anna], [stage.anna]]);
  const { body } = await stage.call(`GET /channels/${stage.channel}/messages/${message.id}`);
  expect((body as APIMessage).reactions).toMatchObject([{ count: 2, count_details: { normal: 1, burst: 1 } }]);
  await stage.line.event('MESSAGE_REACTION_ADD');
  const bursts = () => stage.line.frames.filter(({ d }) => (d as { burst?: boolean } | null)?.burst === true);
  await stage.line.until(() => bursts()[0]);
  expect(bursts()[0]?.d).toMatchObject({ type: 1, emoji: { name: '⭐' } });
  playground.reactions.remove(stored, '⭐', stage.anna, 'bursts');
  expect(await list('⭐', '?type=1')).toEqual([]);
  expect(await list('⭐')).toEqual([stage.anna]);
});

test('more than a hundred members are read page by page, other bots among them', async () => {
  const { playground } = stage;
  const stored = playground.posts.message(stage.channel, message.id);
  const crowd = Array.from({ length: 150 }, (_, at) => stage.world.addStranger({ bot: at === 0 }));
  for (const id of crowd) playground.reactions.add(stored, '⭐', id);
  const first = await list('⭐', '?limit=100');
  expect([...first, ...(await list('⭐', `?limit=100&after=${first.at(-1)}`))]).toEqual(crowd);
  expect(((await stage.call(`GET ${one('⭐')}?limit=1`)).body as APIUser[])[0]).toMatchObject({ bot: true });
});

test('reactions are taken one in a quarter of a second', async () => {
  const puts = ['👍', '👎', '⭐'].map((emoji) => request(stage.playground, `PUT ${one(emoji)}/@me`));
  expect((await Promise.all(puts)).map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  expect((await put('👎')).status).toBe(204);
});

test('the gateway tells who added a reaction, with the member, and who took one away, without', async () => {
  await react('⭐');
  const place = { user_id: stage.anna, message_id: message.id, guild_id: stage.world.guild.id, emoji: { name: '⭐' } };
  expect((await stage.line.event('MESSAGE_REACTION_ADD')).d).toMatchObject({
    ...{ ...place, burst: false, type: 0, message_author_id: stage.world.bot.id },
    member: { user: { id: stage.anna } },
  });
  await stage.act({ do: 'unreact', messageId: message.id, emoji: '⭐' });
  const { d } = await stage.line.event('MESSAGE_REACTION_REMOVE');
  expect(d).toMatchObject(place);
  expect(d).not.toHaveProperty('member');
});

test('a reaction in direct messages needs an intent of its own', async () => {
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna);
  const { body } = await stage.call(`POST /channels/${direct?.id}/messages`, { content: 'Hello' });
  await stage.act({ do: 'react', messageId: (body as APIMessage).id, emoji: '⭐' });
  await react('👍');
  expect((await stage.line.event('MESSAGE_REACTION_ADD')).d).toMatchObject({ emoji: { name: '👍' } });
});

test('the bot takes its own reaction away, and those of others only if it manages messages', async () => {
  await put('⭐');
  await react('⭐');
  expect((await stage.call(`DELETE ${one('⭐')}/@me`)).status).toBe(204);
  for (const route of [`${one('⭐')}/${stage.anna}`, one('⭐'), all()]) {
    expect(await stage.call(`DELETE ${route}`)).toMatchObject({ status: 403, code: 50013 });
  }
  expect(await list('⭐')).toEqual([stage.anna]);
  allow(PermissionFlagsBits.ManageMessages);
  expect((await stage.call(`DELETE ${one('⭐')}/${stage.anna}`)).status).toBe(204);
  expect(await list('⭐')).toEqual([]);
});

test('all reactions, or all of one emoji, go at once, and the gateway names no user', async () => {
  allow(PermissionFlagsBits.ManageMessages);
  for (const emoji of ['⭐', '👍', '👎']) await react(emoji);
  expect((await stage.call(`DELETE ${one('⭐')}`)).status).toBe(204);
  const removed = (await stage.line.event('MESSAGE_REACTION_REMOVE_EMOJI')).d;
  expect(removed).toMatchObject({ message_id: message.id, emoji: { name: '⭐' } });
  expect(await list('👍')).toEqual([stage.anna]);
  expect((await stage.call(`DELETE ${all()}`)).status).toBe(204);
  const cleared = (await stage.line.event('MESSAGE_REACTION_REMOVE_ALL')).d;
  for (const event of [removed, cleared]) expect(event).not.toHaveProperty('user_id');
  expect(await list('👍')).toEqual([]);
});
