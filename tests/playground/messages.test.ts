import { PermissionFlagsBits, OverwriteType } from 'discord.js';
import type { APIMessage } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { faultsOf, someIntents } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open({ intents: someIntents | (1 << 9) });
});
afterEach(() => stage[Symbol.asyncDispose]());

const post = (body: object) => stage.call(`POST /channels/${stage.channel}/messages`, body);
const url = (message: APIMessage): string => `/channels/${message.channel_id}/messages/${message.id}`;

/** What the bot may not do in the channel from now on. */
function deny(...bits: bigint[]): void {
  const channel = stage.world.channel(stage.channel);
  const deny = bits.reduce((sum, bit) => sum | bit, 0n);
  if (channel) channel.overwrites = [{ id: stage.world.bot.id, type: OverwriteType.Member, allow: 0n, deny }];
}

async function said(content: string): Promise<string> {
  await stage.act({ do: 'say', channelId: stage.channel, content });
  return [...stage.world.messages.keys()].at(-1) ?? '';
}

describe('a message is refused', () => {
  const long = (length: number): string => 'x'.repeat(length);
  const embed = { title: 'A film' };
  test.each<[why: string, body: object, faults: readonly string[]]>([
    ['with more than 2,000 characters', { content: long(2001) }, ['content BASE_TYPE_MAX_LENGTH']],
    ['with a title of 257', { embeds: [{ title: long(257) }] }, ['embeds.0.title BASE_TYPE_MAX_LENGTH']],
    [
      'with a description of 4,097',
      { embeds: [{ description: long(4097) }] },
      ['embeds.0.description BASE_TYPE_MAX_LENGTH'],
    ],
    [
      'with a blank field',
      { embeds: [{ fields: [{ name: ' ', value: 'x' }] }] },
      ['embeds.0.fields.0.name BASE_TYPE_REQUIRED'],
    ],
    [
      'with a field of 1,025',
      { embeds: [{ fields: [{ name: 'x', value: long(1025) }] }] },
      ['embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH'],
    ],
    [
      'with 26 fields',
      { embeds: [{ fields: Array(26).fill({ name: 'x', value: 'y' }) }] },
      ['embeds.0.fields BASE_TYPE_MAX_LENGTH'],
    ],
    [
      'with a footer of 2,049',
      { embeds: [{ footer: { text: long(2049) } }] },
      ['embeds.0.footer.text BASE_TYPE_MAX_LENGTH'],
    ],
    [
      'with an author of 257',
      { embeds: [{ author: { name: long(257) } }] },
      ['embeds.0.author.name BASE_TYPE_MAX_LENGTH'],
    ],
    ['with an embed that shows nothing', { embeds: [{ color: 1 }] }, ['embeds.0.description BASE_TYPE_REQUIRED']],
    ['with eleven embeds', { embeds: Array(11).fill(embed) }, ['embeds BASE_TYPE_MAX_LENGTH']],
    [
      'with more than 6,000 characters in all embeds',
      { embeds: [{ description: long(4000) }, { description: long(2001) }] },
      ['embeds MAX_EMBED_SIZE_EXCEEDED'],
    ],
    ['with a colour that is none', { embeds: [{ ...embed, color: 0x1000000 }] }, ['embeds.0.color NUMBER_TYPE_MAX']],
    ['with a link that leads nowhere', { embeds: [{ ...embed, url: 'films' }] }, ['embeds.0.url URL_TYPE_INVALID_URL']],
    [
      'with a link of another scheme',
      { embeds: [{ ...embed, url: 'ftp://x.org' }] },
      ['embeds.0.url URL_TYPE_INVALID_SCHEME'],
    ],
    [
      'with a moment that is none',
      { embeds: [{ ...embed, timestamp: 'today' }] },
      ['embeds.0.timestamp BASE_TYPE_INVALID'],
    ],
    ['with a nonce of 26', { content: 'x', nonce: long(26) }, ['nonce BASE_TYPE_MAX_LENGTH']],
    [
      'with mentions of a kind that is none',
      { content: 'x', allowed_mentions: { parse: ['all'] } },
      ['allowed_mentions.parse.0 BASE_TYPE_CHOICES'],
    ],
    [
      'with a mention of the same person twice',
      { content: 'x', allowed_mentions: { users: ['1', '1'] } },
      ['allowed_mentions.users.1 SET_TYPE_ALREADY_CONTAINS_VALUE'],
    ],
    [
      'with mentions both by kind and by name',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      ['allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
    ],
  ])('%s', async (_, body, faults) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, code: 50035 });
    expect(faultsOf(answer)).toEqual(faults);
  });

  test.each([{}, { content: '  ' }, { embeds: [] }])('with nothing in it: %j', async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, code: 50006 });
  });
});

test('whitespace around a text is not counted and not kept', async () => {
  const { body } = await post({ content: '  hello ', embeds: [{ title: ` ${'x'.repeat(256)} ` }] });
  expect(body).toMatchObject({ content: 'hello', embeds: [{ type: 'rich', title: 'x'.repeat(256) }] });
});

test('a repeated nonce gives the first message again, if it is enforced, for a few minutes', async () => {
  const body = { content: 'once', nonce: 'main@2026-11-27', enforce_nonce: true };
  const first = (await post(body)).body as APIMessage;
  expect((await post({ ...body, content: 'twice' })).body).toMatchObject({ id: first.id, content: 'once' });
  expect(((await post({ ...body, enforce_nonce: false })).body as APIMessage).id).not.toBe(first.id);
  stage.passTime({ minutes: 5 });
  expect(((await post(body)).body as APIMessage).id).not.toBe(first.id);
});

test('a nonce whose message is gone gives Unknown Message', async () => {
  const body = { content: 'once', nonce: 7, enforce_nonce: true };
  const first = (await post(body)).body as APIMessage;
  await stage.call(`DELETE ${url(first)}`);
  expect(await post(body)).toMatchObject({ status: 404, code: 10008 });
});

test('mentions ping whom the message allows, and everybody if it does not say', async () => {
  const content = `<@${stage.anna}> @everyone`;
  expect((await post({ content })).body).toMatchObject({ mention_everyone: true, mentions: [{ id: stage.anna }] });
  const quiet = await post({ content, allowed_mentions: { parse: [] } });
  expect(quiet.body).toMatchObject({ mention_everyone: false, mentions: [] });
});

test('an edit leaves what it does not mention, and pings anew what it says anew', async () => {
  const message = await stage.post({ content: 'a', embeds: [{ title: 'A film' }], allowed_mentions: { parse: [] } });
  const { body } = await stage.call(`PATCH ${url(message)}`, { content: `<@${stage.anna}>` });
  expect(body).toMatchObject({ embeds: [{ title: 'A film' }], mentions: [{ id: stage.anna }] });
  expect((body as APIMessage).edited_timestamp).not.toBeNull();
});

test('an edit may not leave the message empty', async () => {
  const message = await stage.post();
  expect(await stage.call(`PATCH ${url(message)}`, { content: '' })).toMatchObject({ status: 400, code: 50006 });
});

test('embeds may be hidden by an edit and shown again', async () => {
  const message = await stage.post({ embeds: [{ title: 'A film' }] });
  expect((await stage.call(`PATCH ${url(message)}`, { flags: 4 })).body).toMatchObject({ flags: 4 });
  expect((await stage.call(`PATCH ${url(message)}`, { flags: 0 })).body).toMatchObject({ flags: 0 });
});

test('a channel tells which message was its last, also once that is gone', async () => {
  const last = async () => (await stage.call(`GET /channels/${stage.channel}`)).body;
  const [first, second] = [await stage.post(), await stage.post()];
  expect(await last()).toMatchObject({ last_message_id: second.id });
  for (const { id } of [second, first]) await stage.call(`DELETE /channels/${stage.channel}/messages/${id}`);
  expect(await last()).toMatchObject({ last_message_id: second.id });
});

test("nobody edits another's message, and only who manages messages deletes it", async () => {
  const id = await said('Good evening');
  const one = `/channels/${stage.channel}/messages/${id}`;
  expect(await stage.call(`PATCH ${one}`, { content: 'x' })).toMatchObject({ status: 403, code: 50005 });
  expect(await stage.call(`DELETE ${one}`)).toMatchObject({ status: 403, code: 50013 });
});

test('in direct messages nobody deletes what the other wrote', async () => {
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna);
  await stage.act({ do: 'say', channelId: direct?.id, content: 'Hello' });
  const id = [...stage.world.messages.keys()].at(-1);
  const answer = await stage.call(`DELETE /channels/${direct?.id}/messages/${id}`);
  expect(answer).toMatchObject({ status: 403, code: 50003 });
});

test('a deleted message is unknown', async () => {
  const message = await stage.post();
  expect((await stage.call(`DELETE ${url(message)}`)).status).toBe(204);
  for (const method of ['GET', 'DELETE']) {
    expect(await stage.call(`${method} ${url(message)}`)).toMatchObject({ status: 404, code: 10008 });
  }
});

test('a channel that the bot cannot see gives Missing Access, whatever it asks', async () => {
  const message = await stage.post();
  deny(PermissionFlagsBits.ViewChannel);
  const calls = [`GET /channels/${stage.channel}`, `GET /channels/${stage.channel}/messages`, `GET ${url(message)}`];
  for (const call of [
    ...calls,
    `DELETE ${url(message)}`,
    `GET ${url(message)}/reactions/${encodeURIComponent('⭐')}`,
  ]) {
    expect(await stage.call(call)).toMatchObject({ status: 403, code: 50001 });
  }
  expect(await post({ content: 'x' })).toMatchObject({ status: 403, code: 50001 });
});

test('what happens in a channel that the bot cannot see it is not told', async () => {
  deny(PermissionFlagsBits.ViewChannel);
  await said('secret');
  deny();
  await said('open');
  await stage.line.until(() => stage.line.frames.filter(({ t }) => t === 'MESSAGE_CREATE')[0]);
  expect(stage.line.frames.filter(({ t }) => t === 'MESSAGE_CREATE')).toHaveLength(1);
});

test.each([
  ['write', PermissionFlagsBits.SendMessages, { content: 'x' }],
  ['embed', PermissionFlagsBits.EmbedLinks, { embeds: [{ title: 'x' }] }],
])('a bot that may not %s gets Missing Permissions', async (_, bit, body) => {
  deny(bit);
  expect(await post(body)).toMatchObject({ status: 403, code: 50013 });
});

test('who may not write may not embed either', async () => {
  const answer = await stage.call(`POST /channels/${stage.announcements}/messages`, { embeds: [{ title: 'x' }] });
  expect(answer).toMatchObject({ status: 403, code: 50013 });
});

test('a bot that may not read the past finds none', async () => {
  const message = await stage.post();
  deny(PermissionFlagsBits.ReadMessageHistory);
  expect((await stage.call(`GET /channels/${stage.channel}/messages`)).body).toEqual([]);
  expect(await stage.call(`GET ${url(message)}`)).toMatchObject({ status: 403, code: 50013 });
});

test('the past comes in pages, the newest first', async () => {
  const ids: string[] = [];
  for (const content of ['1', '2', '3', '4', '5']) ids.push((await stage.post({ content })).id);
  const page = async (query: string): Promise<string> => {
    const { body } = await stage.call(`GET /channels/${stage.channel}/messages?${query}`);
    return (body as APIMessage[]).map(({ content }) => content).join('');
  };
  expect(await page('')).toBe('54321');
  expect(await page('limit=2')).toBe('54');
  expect(await page(`limit=2&before=${ids[2]}`)).toBe('21');
  expect(await page(`limit=2&after=${ids[1]}`)).toBe('43');
  expect(await page(`limit=3&around=${ids[2]}`)).toBe('432');
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'before=x', `before=${ids[0]}&after=${ids[1]}`]) {
    expect(await stage.call(`GET /channels/${stage.channel}/messages?${query}`)).toMatchObject({ code: 50035 });
  }
});

test('a bot reads the words of others only with a right that this one has not', async () => {
  await said('Good evening');
  expect((await stage.line.event('MESSAGE_CREATE')).d).toMatchObject({ content: '', channel_id: stage.channel });
});
