import { expect, test } from 'vitest';
import type { APIApplicationCommand } from 'discord.js';
import { messageCommands, slashCommands } from '../../../src/playground/page/commands.ts';
import type { ChannelView, PersonView } from '../../../src/playground/protocol.ts';

const aPerson = (role: PersonView['role'], locale: PersonView['locale'] = 'en-US'): PersonView => ({
  id: '1',
  name: 'Anna',
  role,
  locale,
});
const inChannel = (kind: ChannelView['kind']): ChannelView => ({ id: '2', name: 'general', type: 0, kind });
const registered = [
  {
    ...{ id: '10', type: 1, name: 'film', description: 'Films', name_localizations: { ru: 'фильм' } },
    options: [{ type: 1, name: 'theme', description: 'A theme', name_localizations: { ru: 'тема' }, options: [] }],
  },
  { id: '11', type: 1, name: 'filmweek', description: 'Weeks', contexts: [0], default_member_permissions: '8' },
  { id: '12', type: 3, name: 'Film details', description: '', name_localizations: { ru: 'О фильме' } },
] as unknown as readonly APIApplicationCommand[];

const slashFor = (person: PersonView, channel: ChannelView) =>
  slashCommands(registered, { person, channel }).map(({ labels }) => `/${labels.join(' ')}`);

test('a member is offered what members may use, a moderator all', () => {
  expect(slashFor(aPerson('member'), inChannel('text'))).toEqual(['/film theme']);
  expect(slashFor(aPerson('moderator'), inChannel('text'))).toEqual(['/film theme', '/filmweek']);
});

test('in direct messages there is only what may be used there', () => {
  expect(slashFor(aPerson('moderator'), inChannel('dm'))).toEqual(['/film theme']);
});

test('names are in the language of whoever reads them', () => {
  expect(slashFor(aPerson('newcomer', 'ru'), inChannel('text'))).toEqual(['/фильм тема']);
  const place = { person: aPerson('newcomer', 'ru'), channel: inChannel('text') };
  expect(messageCommands(registered, place)).toEqual([{ commandId: '12', label: 'О фильме' }]);
});
