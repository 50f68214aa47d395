import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aRow, Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const use = (commandId: string, more: object = {}) =>
  stage.act({ do: 'command', channelId: stage.channel, commandId, options: [], ...more });
const refused = { ok: false, error: expect.any(String) };
const personOf = (role: string): string => stage.world.people.find((person) => person.role === role)?.id ?? '';

describe("Discord's client does not send", () => {
  const options = [
    { type: 3, name: 'title', description: 'x', required: true, min_length: 2, max_length: 5 },
    { type: 4, name: 'year', description: 'x', min_value: 1900 },
    { type: 3, name: 'mood', description: 'x', choices: [{ name: 'Sad', value: 'sad' }] },
    { type: 5, name: 'private', description: 'x' },
  ];
  const title = { type: 3, name: 'title', value: 'Earth' };
  test.each<[what: string, options: object[]]>([
    ['a command without what it needs', []],
    ['an option that is none', [title, { type: 3, name: 'x', value: 'x' }]],
    ['an option of another type', [{ ...title, type: 4, value: 7 }]],
    ['a text that is too short', [{ ...title, value: 'x' }]],
    ['a text that is too long', [{ ...title, value: 'Mirror' }]],
    ['a number that is too small', [title, { type: 4, name: 'year', value: 1899 }]],
    ['half a year', [title, { type: 4, name: 'year', value: 1967.5 }]],
    ['a choice that is none', [title, { type: 3, name: 'mood', value: 'merry' }]],
    ['a word for yes', [title, { type: 5, name: 'private', value: 'yes' }]],
    ['a subcommand where there is none', [{ type: 1, name: 'show', options: [title] }]],
  ])('%s', async (_, given) => {
    const commandId = await stage.register({ name: 'film', description: 'Films', options });
    expect(await use(commandId, { options: given })).toMatchObject(refused);
    expect(await use(commandId, { options: [title] })).toMatchObject({ ok: true });
  });

  test('a bare command that has subcommands', async () => {
    const options = [{ type: 1, name: 'show', description: 'x' }];
    const commandId = await stage.register({ name: 'film', description: 'Films', options });
    expect(await use(commandId)).toMatchObject(refused);
    expect(await use(commandId, { options: [{ type: 1, name: 'show', options: [] }] })).toMatchObject({ ok: true });
  });

  test('a question about an option that does not complete', async () => {
    const commandId = await stage.register({ name: 'film', description: 'Films', options });
    const typing = { do: 'autocomplete', channelId: stage.channel, commandId, options: [{ ...title, focused: true }] };
    expect(await stage.act(typing)).toMatchObject(refused);
  });
});

test('a command is for those who have its default permissions; direct messages know none', async () => {
  const command = { name: 'filmweek', description: 'x', default_member_permissions: String(1n << 33n) };
  const commandId = await stage.register(command);
  expect(await use(commandId)).toMatchObject(refused);
  expect(await use(commandId, { as: personOf('moderator') })).toMatchObject({ ok: true });
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna);
  expect(await use(commandId, { channelId: direct?.id })).toMatchObject({ ok: true });
});

test('default permissions of zero leave a command to administrators', async () => {
  const commandId = await stage.register({ name: 'film', description: 'x', default_member_permissions: '0' });
  expect(await use(commandId, { as: personOf('moderator') })).toMatchObject(refused);
});

test('a command is used in its contexts only', async () => {
  const commandId = await stage.register({ name: 'film', description: 'x', contexts: [0] });
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna);
  expect(await use(commandId, { channelId: direct?.id })).toMatchObject(refused);
});

test('a channel that a person cannot see is not there for them', async () => {
  const channel = stage.world.channel(stage.channel);
  const deny = PermissionFlagsBits.ViewChannel;
  if (channel) channel.overwrites = [{ id: stage.anna, type: OverwriteType.Member, allow: 0n, deny }];
  expect(await stage.act({ do: 'say', channelId: stage.channel, content: 'x' })).toMatchObject(refused);
  const { channels } = stage.playground.snapshot(stage.anna);
  expect(channels.map(({ id }) => id)).not.toContain(stage.channel);
});

test('nobody writes among the announcements, or reads direct messages of others', async () => {
  expect(await stage.act({ do: 'say', channelId: stage.announcements, content: 'x' })).toMatchObject(refused);
  const other = stage.world.channels.find(({ recipientId }) => recipientId === personOf('moderator'));
  expect(await stage.act({ do: 'say', channelId: other?.id, content: 'x' })).toMatchObject(refused);
});

test('only what a menu offers is picked, as often as it allows', async () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
  const select = { type: 3, custom_id: 'pick', options, min_values: 1, max_values: 2 };
  const { id: messageId } = await stage.post({ content: 'x', components: [aRow(select)] });
  const pick = (...values: string[]) =>
    stage.act({ do: 'component', messageId, customId: 'pick', componentType: 3, values });
  for (const values of [[], ['d'], ['a', 'a'], ['a', 'b', 'c']]) expect(await pick(...values)).toMatchObject(refused);
  expect(await pick('c', 'a')).toMatchObject({ ok: true });
});

test('a switched off button is not pressed', async () => {
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go', disabled: true };
  const { id: messageId } = await stage.post({ content: 'x', components: [aRow(button)] });
  const press = { do: 'component', messageId, customId: 'go', componentType: 2 };
  expect(await stage.act(press)).toMatchObject(refused);
});

test('what Discord refuses is told to the visitor, too', async () => {
  const { id: messageId } = await stage.post();
  expect(await stage.act({ do: 'react', messageId, emoji: 'star' })).toEqual({ ok: false, error: 'Unknown Emoji' });
});
