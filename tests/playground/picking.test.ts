import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knownChoices } from '../../src/playground/page/known-choices.ts';
import type { Scene } from '../../src/playground/page/scene.ts';
import { anOption } from './page/a-command.ts';
import { aRow, Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage[Symbol.asyncDispose]());

const command = {
  name: 'post',
  description: 'Posts',
  options: [
    { type: 7, name: 'where', description: 'Where', channel_types: [0] },
    { type: 8, name: 'whom', description: 'Whom' },
  ],
};
const moderators = () => stage.world.roles.find(({ name }) => name === 'moderators')?.id ?? '';

async function use(options: readonly object[]) {
  const commandId = await stage.register(command);
  return { do: 'command', channelId: stage.channel, commandId, options };
}

describe('the bot is told what was picked', () => {
  test('for an option of a command: a channel with what it may do there, and a role', async () => {
    const picked = [
      { name: 'where', type: 7, value: stage.channel },
      { name: 'whom', type: 8, value: moderators() },
    ];
    const { data } = await stage.told(await use(picked));
    expect(data).toMatchObject({
      options: picked,
      resolved: {
        channels: {
          [stage.channel]: { id: stage.channel, name: 'film-club', app_permissions: expect.stringMatching(/^\d+$/) },
        },
        roles: { [moderators()]: { id: moderators(), name: 'moderators' } },
      },
    });
  });

  test('for a menu of channels or of roles', async () => {
    const menus = [
      { type: 8, custom_id: 'where', channel_types: [0] },
      { type: 6, custom_id: 'whom' },
    ];
    const { id: messageId } = await stage.post({ components: menus.map((menu) => aRow(menu)) });
    const pick = (customId: string, componentType: number, value: string) => ({
      ...{ do: 'component', messageId, customId, componentType, values: [value] },
    });
    expect((await stage.told(pick('where', 8, stage.channel))).data).toMatchObject({
      values: [stage.channel],
      resolved: { channels: { [stage.channel]: { type: 0 } } },
    });
    expect((await stage.told(pick('whom', 6, moderators()))).data).toMatchObject({
      resolved: { roles: { [moderators()]: { name: 'moderators' } } },
    });
    for (const wrong of [pick('where', 8, stage.announcements), pick('where', 8, '1'), pick('whom', 6, '1')])
      expect(await stage.act(wrong)).toMatchObject({ ok: false });
  });
});

test('what is not there, or of another kind, cannot be picked', async () => {
  const direct = stage.world.channels.find(({ recipientId }) => recipientId === stage.anna)?.id;
  for (const [name, type, value] of [
    ['where', 7, '1'],
    ['where', 7, direct],
    ['where', 7, stage.announcements],
    ['whom', 8, '1'],
    ['whom', 8, 7],
  ])
    expect(await stage.act(await use([{ name, type, value }]))).toMatchObject({ ok: false });
});

test('the page offers the channels of the kinds that an option takes, and the roles', () => {
  const scene = { snapshot: stage.playground.snapshot(stage.anna) } as Scene;
  const offered = (type: number, channelTypes?: readonly number[]) =>
    knownChoices(anOption('x', { type, channelTypes }), scene).map(({ name }) => name);
  expect(offered(7)).toEqual(['#film-club', '#general', '#announcements']);
  expect(offered(7, [5])).toEqual(['#announcements']);
  expect(offered(8)).toEqual(['@everyone', '@kinoklub', '@moderators']);
});
