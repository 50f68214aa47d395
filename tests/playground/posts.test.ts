import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIMessage, APIThreadChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../src/playground/world/world.ts';
import { Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const url = ({ channel_id: channel, id }: APIMessage): string => `/channels/${channel}/messages/${id}`;

/** What the bot may and may not do in a channel from now on. */
function overwrite(channelId: string, { allow = 0n, deny = 0n }: { allow?: bigint; deny?: bigint }): void {
  const channel = stage.world.channel(channelId);
  if (channel) channel.overwrites = [{ id: stage.world.bot.id, type: OverwriteType.Member, allow, deny }];
}

describe('pins', () => {
  const pinned = async (): Promise<string[]> => {
    const { body } = await stage.call(`GET /channels/${stage.channel}/messages/pins`);
    return (body as { items: { message: APIMessage }[] }).items.map(({ message }) => message.id);
  };
  const pin = ({ id }: APIMessage): string => `/channels/${stage.channel}/messages/pins/${id}`;

  test('a message is pinned once, and unpinned, and both again is no fault', async () => {
    const message = await stage.post();
    for (const call of ['PUT', 'PUT']) expect((await stage.call(`${call} ${pin(message)}`)).status).toBe(204);
    expect(await pinned()).toEqual([message.id]);
    for (const call of ['DELETE', 'DELETE']) expect((await stage.call(`${call} ${pin(message)}`)).status).toBe(204);
    expect(await pinned()).toEqual([]);
  });

  test('nobody pins without the right to, however much else they may', async () => {
    const message = await stage.post();
    overwrite(stage.channel, { allow: PermissionFlagsBits.ManageMessages, deny: PermissionFlagsBits.PinMessages });
    expect((await stage.call(`PUT ${pin(message)}`)).code).toBe(50013);
  });

  test('the 251st is one too many', async () => {
    const message = await stage.post();
    const stored = stage.world.messages.get(message.id);
    if (!stored) throw new Error('it was just posted');
    for (let at = 0; at < 250; at += 1) {
      const id = String(at);
      stage.world.messages.set(id, { ...stored, message: { ...stored.message, id, pinned: true } });
    }
    expect((await stage.call(`PUT ${pin(message)}`)).code).toBe(30003);
  });
});

describe('publishing', () => {
  test('an announcement is published once; elsewhere there is nothing to publish', async () => {
    overwrite(stage.announcements, { allow: PermissionFlagsBits.SendMessages });
    const { body } = await stage.call(`POST /channels/${stage.announcements}/messages`, { content: 'News' });
    const path = `POST ${url(body as APIMessage)}/crosspost`;
    expect((await stage.call(path)).body).toMatchObject({ flags: 1 });
    expect((await stage.call(path)).code).toBe(40033);
    expect((await stage.call(`POST ${url(await stage.post())}/crosspost`)).code).toBe(50024);
  });
});

describe('threads', () => {
  test('a message has one thread at most, with its own id, and the bot speaks in it', async () => {
    const message = await stage.post();
    const path = `POST ${url(message)}/threads`;
    const { status, body } = await stage.call(path, { name: 'Wings', auto_archive_duration: 10_080 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: message.id, type: ChannelType.PublicThread, parent_id: stage.channel });
    expect((await stage.call(path, { name: 'Again' })).code).toBe(160004);
    expect((await stage.call(`GET ${url(message)}`)).body).toMatchObject({ thread: { name: 'Wings' }, flags: 32 });
    expect((await stage.call(`POST /channels/${message.id}/messages`, { content: 'Hello' })).status).toBe(200);
    await stage.line.event('THREAD_CREATE');
  });

  test('who may write in a channel may not yet open threads in it, or write in them', async () => {
    const message = await stage.post();
    overwrite(stage.channel, { deny: PermissionFlagsBits.CreatePublicThreads });
    expect((await stage.call(`POST ${url(message)}/threads`, { name: 'Wings' })).code).toBe(50013);
    overwrite(stage.channel, { deny: PermissionFlagsBits.SendMessagesInThreads });
    await stage.call(`POST ${url(message)}/threads`, { name: 'Wings' });
    expect((await stage.call(`POST /channels/${message.id}/messages`, { content: 'Hello' })).code).toBe(50013);
  });

  test('a thread that rests takes nothing of the bot', async () => {
    const message = await stage.post();
    await stage.call(`POST ${url(message)}/threads`, { name: 'Wings' });
    const { thread } = stage.world.channel(message.id) ?? {};
    if (thread) thread.archived = true;
    expect((await stage.call(`POST /channels/${message.id}/messages`, { content: 'Hello' })).code).toBe(50083);
  });
});

describe('a forum', () => {
  let forum: Channel;
  beforeEach(() => {
    forum = stage.world.addChannel('films', ChannelType.GuildForum);
  });
  const aPost = (body: object = {}) =>
    stage.call(`POST /channels/${forum.id}/threads`, { name: 'Wings', message: { content: 'A film' }, ...body });

  test('takes posts with a name, and no messages', async () => {
    const { status, body } = await aPost();
    expect(status).toBe(201);
    const { id } = body as APIThreadChannel;
    const first = await stage.call(`GET /channels/${id}/messages/${id}`);
    expect(first.body).toMatchObject({ id, channel_id: id, content: 'A film' });
    expect((await stage.call(`POST /channels/${forum.id}/messages`, { content: 'A film' })).code).toBe(50024);
    expect((await aPost({ name: ' ' })).code).toBe(50035);
    expect((await stage.call(`POST /channels/${stage.channel}/threads`, {})).code).toBe(50024);
  });

  test('are no channels of the guild; each is asked for by itself, and says where it hangs', async () => {
    const { id } = (await aPost()).body as APIThreadChannel;
    const { body } = await stage.call(`GET /guilds/${stage.world.guild.id}/channels`);
    expect((body as { id: string }[]).map((channel) => channel.id)).not.toContain(id);
    expect((await stage.call(`GET /channels/${id}`)).body).toMatchObject({ id, parent_id: forum.id });
  });

  test('knows no nonce: what is sent twice is there twice', async () => {
    const message = { content: 'A film', nonce: 'a', enforce_nonce: true };
    await aPost({ message });
    await aPost({ message });
    const { body } = await stage.call(`GET /guilds/${stage.world.guild.id}/threads/active`);
    expect((body as { threads: object[] }).threads).toHaveLength(2);
  });

  test('lists the posts that rest apart from the others', async () => {
    const { id } = (await aPost()).body as APIThreadChannel;
    const { thread } = stage.world.channel(id) ?? {};
    if (thread) thread.archived = true;
    const active = await stage.call(`GET /guilds/${stage.world.guild.id}/threads/active`);
    expect(active.body).toMatchObject({ threads: [] });
    const resting = await stage.call(`GET /channels/${forum.id}/threads/archived/public`);
    expect(resting.body).toMatchObject({ threads: [{ id, owner_id: stage.world.bot.id }], has_more: false });
  });
});

test('whoever sends a nonce again within a few minutes gets the first message, and an unknown one once that is gone', async () => {
  const body = { content: 'A film', nonce: 'a', enforce_nonce: true };
  const first = await stage.post(body);
  stage.passTime({ minutes: 2 });
  expect((await stage.post(body)).id).toBe(first.id);
  await stage.call(`DELETE ${url(first)}`);
  expect((await stage.call(`POST /channels/${stage.channel}/messages`, body)).code).toBe(10008);
  stage.passTime({ minutes: 2 });
  expect((await stage.post(body)).id).not.toBe(first.id);
});

test('the playground tells the time by its own clock', async () => {
  stage.passTime({ hours: 1 });
  const { headers } = await stage.call('GET /gateway');
  expect(headers.get('date')).toBe('Fri, 27 Nov 2026 19:00:00 GMT');
});
