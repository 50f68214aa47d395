import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';
import { optionType } from '../../../src/playground/page/commands.ts';
import { knownChoices } from '../../../src/playground/page/known-choices.ts';
import type { Scene } from '../../../src/playground/page/scene.ts';
import { anOption } from './a-command.ts';

test('an option for channels offers those of the kinds that it takes, and never direct messages', () => {
  const channels = [
    { id: '1', name: 'general', type: ChannelType.GuildText, kind: 'text' },
    { id: '2', name: 'announcements', type: ChannelType.GuildAnnouncement, kind: 'announcement' },
    { id: '3', name: 'films', type: ChannelType.GuildForum, kind: 'forum' },
    { id: '4', name: 'Wings', type: ChannelType.PublicThread, kind: 'thread' },
    { id: '5', name: 'kinoklub', type: ChannelType.DM, kind: 'dm' },
  ];
  const offered = (channelTypes: readonly number[] | undefined) =>
    knownChoices(anOption('channel', { type: optionType.channel, channelTypes }), {
      snapshot: { channels },
    } as unknown as Scene).map(({ name }) => name);
  expect(offered([ChannelType.GuildText, ChannelType.GuildForum])).toEqual(['#general', '#films']);
  expect(offered([ChannelType.PublicThread])).toEqual(['#Wings']);
  expect(offered(undefined)).toEqual(['#general', '#announcements', '#films', '#Wings']);
});
