import type { APIMessage } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aButton, aRow, Stage } from './stage.ts';
import { faultsOf } from './wire.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const hello = { content: 'Hello' };
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const viewOf = (id: string) =>
  Object.values(stage.playground.snapshot(stage.anna).messages)
    .flat()
    .find(({ message }) => message.id === id);
const idOf = (body: unknown): string => (body as APIMessage).id;

test('a command is told with who used it, where, and what both may do there', async () => {
  const told = await stage.used();
  expect(told).toMatchObject({
    ...{ type: 2, version: 1, context: 0, channel_id: stage.channel, locale: 'en-US', guild_locale: 'en-US' },
    ...{ guild_id: stage.world.guild.id, authorizing_integration_owners: { 0: stage.world.guild.id } },
    data: { name: 'film', type: 1 },
    member: { user: { id: stage.anna }, permissions: expect.stringMatching(/^\d+$/) },
    app_permissions: expect.stringMatching(/^\d+$/),
  });
});

test('in direct messages there is a user and no member, and no guild', async () => {
  const commandId = await stage.register();
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna);
  const told = await stage.told({ do: 'command', channelId: direct?.id, commandId, options: [] });
  expect(told).toMatchObject({ context: 1, user: { id: stage.anna }, channel: { type: 1 } });
  expect(Object.keys(told)).not.toEqual(expect.arrayContaining(['member']));
  expect(told['guild_id']).toBeUndefined();
});

test('an answer is a message in the channel, and with_response shows it', async () => {
  const told = await stage.used();
  const { status, body } = await stage.answer(told, 4, hello, '?with_response=true');
  expect(status).toBe(200);
  const message = (body as { resource: { message: APIMessage } }).resource.message;
  expect(body).toMatchObject({
    interaction: { id: told.id, type: 2, response_message_id: message.id, response_message_ephemeral: false },
    resource: { type: 4, message: { content: 'Hello', type: 20, interaction_metadata: { id: told.id } } },
  });
  expect((await stage.call(`GET /channels/${stage.channel}/messages/${message.id}`)).status).toBe(200);
});

test('without with_response an answer is answered with nothing', async () => {
  expect(await stage.answer(await stage.used(), 4, hello)).toMatchObject({ status: 204, body: undefined });
});

test('there is one first answer', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, hello);
  expect(await stage.answer(told, 5)).toMatchObject({ status: 400, code: 40060 });
});

test('an answer that was refused may be sent again, better', async () => {
  const told = await stage.used();
  const refused = await stage.answer(told, 4, { embeds: [{ title: 'x'.repeat(257) }] });
  expect(faultsOf(refused)).toEqual(['data.embeds.0.title BASE_TYPE_MAX_LENGTH']);
  expect(faultsOf(await stage.answer(told, 4, { components: [{ type: 10, content: 'x' }] }))).toEqual([
    'data.components.0 UNION_TYPE_CHOICES',
  ]);
  expect((await stage.answer(told, 4, hello)).status).toBe(204);
});

test('an interaction is known by its id and its token together', async () => {
  const told = await stage.used();
  expect(await stage.answer({ ...told, token: 'other' }, 4, hello)).toMatchObject({ status: 404, code: 10062 });
  expect(await stage.answer({ ...told, id: '1' }, 4, hello)).toMatchObject({ status: 404, code: 10062 });
});

test('after 3 s it is too late for a first answer, and who asked is told', async () => {
  const told = await stage.used();
  await later(3100);
  expect(await stage.answer(told, 4, hello)).toMatchObject({ status: 404, code: 10062 });
  const seen = Object.values(stage.playground.snapshot(stage.anna).messages).flat();
  expect(seen.map(({ state }) => state)).toEqual(['failed']);
});

test('before the first answer there is no webhook', async () => {
  const told = await stage.used();
  expect(await stage.webhook(told, 'POST ', hello)).toMatchObject({ status: 404, code: 10015 });
});

test('the token lives 15 minutes', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, hello);
  stage.passTime({ minutes: 14 });
  expect((await stage.webhook(told, 'PATCH /messages/@original', hello)).status).toBe(200);
  stage.passTime({ minutes: 2 });
  for (const call of ['PATCH /messages/@original', 'POST ', 'DELETE /messages/@original']) {
    const body = call.startsWith('DELETE') ? undefined : hello;
    expect(await stage.webhook(told, call, body)).toMatchObject({ status: 401, code: 50027 });
  }
});

test('a webhook of another application is unknown', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, hello);
  expect(await stage.webhook({ ...told, application_id: '1' }, 'POST ', hello)).toMatchObject({ code: 10015 });
});

test('a deferred answer thinks, and its edit fills it', async () => {
  const told = await stage.used();
  const { body } = await stage.answer(told, 5, undefined, '?with_response=true');
  expect(body).toMatchObject({ interaction: { response_message_loading: true } });
  expect(body).not.toHaveProperty('resource');
  const { body: waiting } = await stage.webhook(told, 'GET /messages/@original');
  expect(waiting).toMatchObject({ flags: 128, content: '' });
  expect(viewOf(idOf(waiting))?.state).toBe('thinking');
  const { body: filled } = await stage.webhook(told, 'PATCH /messages/@original', hello);
  expect(filled).toMatchObject({ id: idOf(waiting), content: 'Hello', flags: 0, edited_timestamp: null });
});

test('the first follow-up fills a deferred answer, the next is a message of its own', async () => {
  const told = await stage.used();
  await stage.answer(told, 5, { flags: 64 });
  const first = (await stage.webhook(told, 'POST ', hello)).body as APIMessage;
  const second = (await stage.webhook(told, 'POST ', hello)).body as APIMessage;
  expect(idOf((await stage.webhook(told, 'GET /messages/@original')).body)).toBe(first.id);
  expect(second.id).not.toBe(first.id);
  // The deferral decided who sees the answer; a follow-up decides for itself.
  expect([first.flags, second.flags]).toEqual([64, 0]);
});

test('a follow-up that is refused leaves the deferred answer waiting', async () => {
  const told = await stage.used();
  await stage.answer(told, 5);
  expect(await stage.webhook(told, 'POST ', {})).toMatchObject({ status: 400, code: 50006 });
  const { body } = await stage.webhook(told, 'POST ', hello);
  expect(idOf((await stage.webhook(told, 'GET /messages/@original')).body)).toBe(idOf(body));
});

test('a deferral says who will see the answer, and nothing else', async () => {
  const told = await stage.used();
  expect(faultsOf(await stage.answer(told, 5, { flags: 4 }))).toEqual(['data.flags BASE_TYPE_INVALID']);
  expect((await stage.answer(told, 5, { flags: 64 })).status).toBe(204);
});

test('an ephemeral message is seen by one, and lives outside the channel', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, { ...hello, flags: 64 });
  const { body } = await stage.webhook(told, 'GET /messages/@original');
  const id = idOf(body);
  expect(viewOf(id)?.ephemeral).toBe(true);
  const others = stage.world.people.filter((person) => person.id !== stage.anna);
  for (const { id: person } of others) {
    const seen = Object.values(stage.playground.snapshot(person).messages).flat();
    expect(seen.map(({ message }) => message.id)).not.toContain(id);
  }
  for (const method of ['GET', 'DELETE']) {
    const answer = await stage.call(`${method} /channels/${stage.channel}/messages/${id}`);
    expect(answer).toMatchObject({ status: 404, code: 10008 });
  }
  expect((await stage.call(`GET /channels/${stage.channel}/messages`)).body).toEqual([]);
  expect(await stage.act({ do: 'react', messageId: id, emoji: '⭐' })).toMatchObject({ ok: false });
});

test('an edit does not show an ephemeral message to others', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, { ...hello, flags: 64 });
  const { body } = await stage.webhook(told, 'PATCH /messages/@original', { content: 'x', flags: 0 });
  expect(body).toMatchObject({ flags: 64 });
});

test('a webhook reaches the messages of its own interaction, and no others', async () => {
  const [mine, other] = [await stage.used(), await stage.used()];
  await stage.answer(mine, 4, hello);
  await stage.answer(other, 4, hello);
  const foreign = idOf((await stage.webhook(other, 'GET /messages/@original')).body);
  const plain = (await stage.post()).id;
  for (const id of [foreign, plain]) {
    expect(await stage.webhook(mine, `PATCH /messages/${id}`, hello)).toMatchObject({ status: 404, code: 10008 });
  }
  const further = idOf((await stage.webhook(mine, 'POST ', hello)).body);
  expect((await stage.webhook(mine, `PATCH /messages/${further}`, { content: 'x' })).status).toBe(200);
  expect((await stage.webhook(mine, `DELETE /messages/${further}`)).status).toBe(204);
});

test.each([6, 7])('only a component has a message to change: type %i', async (type) => {
  const answer = await stage.answer(await stage.used(), type, hello);
  expect(faultsOf(answer)).toEqual(['type BASE_TYPE_CHOICES']);
});

test('a pressed button may change its message', async () => {
  const told = await stage.pressed();
  expect(told).toMatchObject({ type: 3, data: { custom_id: 'go', component_type: 2 }, message: { content: 'Hello' } });
  const { body } = await stage.answer(told, 7, { content: 'Changed' }, '?with_response=true');
  expect(body).toMatchObject({
    resource: { type: 7, message: { id: told.message.id, content: 'Changed', components: told.message.components } },
  });
});

test('a pressed button may say "seen", and its message be changed later', async () => {
  const told = await stage.pressed();
  expect((await stage.answer(told, 6)).status).toBe(204);
  const { body } = await stage.webhook(told, 'PATCH /messages/@original', { content: 'Changed' });
  expect(body).toMatchObject({ id: told.message.id, content: 'Changed' });
  const further = await stage.webhook(told, 'POST ', hello);
  expect(idOf(further.body)).not.toBe(told.message.id);
});

test('a message that is gone cannot be changed by its button', async () => {
  const told = await stage.pressed();
  await stage.call(`DELETE /channels/${stage.channel}/messages/${told.message.id}`);
  expect(await stage.answer(told, 7, hello)).toMatchObject({ status: 404, code: 10008 });
});

test('choices are offered to who is typing, and nothing else', async () => {
  const options = [{ type: 3, name: 'title', description: 'A title', autocomplete: true }];
  const commandId = await stage.register({ name: 'film', description: 'Films', options });
  const typing = { type: 3, name: 'title', value: 'ear', focused: true };
  const action = { do: 'autocomplete', channelId: stage.channel, commandId, options: [typing] };
  const told = await stage.told(action);
  expect(told).toMatchObject({ type: 4, data: { options: [typing] } });
  for (const type of [4, 5, 9])
    expect(faultsOf(await stage.answer(told, type, hello))).toEqual(['type BASE_TYPE_CHOICES']);
  const choice = (name: string, value: string): object => ({ name, value });
  const many = await stage.answer(told, 8, { choices: Array(26).fill(choice('a', 'a')) });
  expect(faultsOf(many)).toEqual(['data.choices BASE_TYPE_MAX_LENGTH']);
  const long = await stage.answer(told, 8, { choices: [choice('x'.repeat(101), 'x'.repeat(101))] });
  expect(faultsOf(long)).toEqual([
    'data.choices.0.name BASE_TYPE_MAX_LENGTH',
    'data.choices.0.value BASE_TYPE_MAX_LENGTH',
  ]);
  expect((await stage.answer(told, 8, { choices: [choice('Earth', 'earth')] })).status).toBe(204);
  expect(await stage.webhook(told, 'POST ', hello)).toMatchObject({ code: 10015 });
  const command = await stage.told({ ...action, do: 'command', options: [{ ...typing, focused: undefined }] });
  expect(faultsOf(await stage.answer(command, 8, { choices: [] }))).toEqual(['type BASE_TYPE_CHOICES']);
});

test('who types sees what the bot offers', async () => {
  const options = [{ type: 3, name: 'title', description: 'A title', autocomplete: true }];
  const commandId = await stage.register({ name: 'film', description: 'Films', options });
  const typing = [{ type: 3, name: 'title', value: 'ear', focused: true }];
  const acted = stage.act({ do: 'autocomplete', channelId: stage.channel, commandId, options: typing });
  const told = (await stage.line.event('INTERACTION_CREATE')).d as Awaited<ReturnType<Stage['used']>>;
  const choices = [{ name: 'Earth', value: 'earth' }];
  await stage.answer(told, 8, { choices });
  expect(await acted).toEqual({ ok: true, choices });
});

test('a button of an ephemeral answer carries that message', async () => {
  const told = await stage.used();
  await stage.answer(told, 4, { ...hello, flags: 64, components: [aRow(aButton())] });
  const id = idOf((await stage.webhook(told, 'GET /messages/@original')).body);
  const pressed = await stage.told({ do: 'component', messageId: id, customId: 'go', componentType: 2 });
  expect(pressed.message).toMatchObject({ id, flags: 64 });
  expect((await stage.answer(pressed, 7, { content: 'Changed' })).status).toBe(204);
  expect(viewOf(id)).toMatchObject({ ephemeral: true, message: { content: 'Changed' } });
});
