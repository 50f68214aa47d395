import { ComponentType } from 'discord.js';
import { expect, test } from 'vitest';
import type { MessageView } from '../../src/playground/protocol.ts';
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';

const channelCalled = (visitor: Visitor, name: string): Promise<string> =>
  visitor.until(`#${name}`, ({ channels }) => channels.find((channel) => channel.name === name)?.id);

/** What the log says, as soon as it has so many entries. */
const logOf = (visitor: Visitor, channelId: string, count: number): Promise<readonly string[]> =>
  visitor.until(`${count} entries in the log`, ({ messages }) => {
    const entries = (messages[channelId] ?? []).flatMap(({ message }) =>
      message.embeds.map((embed) => embed.description ?? ''),
    );
    return entries.length >= count ? entries : undefined;
  });

const customIdOf = ({ message }: MessageView): string => {
  const [row] = message.components ?? [];
  const [part] = row?.type === ComponentType.ActionRow ? row.components : [];
  return part && 'custom_id' in part ? part.custom_id : '';
};

/** Who Discord says may do what; a moderator of the playground has Manage Server. */
async function takeRightsFrom(club: Club): Promise<void> {
  const { roles } = club.playground.world;
  const moderators = roles.find(({ name }) => name === 'moderators');
  if (moderators) moderators.permissions = 0n;
}

test('a moderator changes the language and takes it back, everybody sees the difference, and the log tells both', async () => {
  await using club = await startClub();
  const [clara, boris] = [await club.as('moderator'), await club.as('member')];
  const general = await channelCalled(clara, 'general');
  await clara.command('/filmconfig log', { channel: general });
  const changed = await clara.command('/filmconfig language', { posts: 'ru' });
  expect(changed.ephemeral).toBe(true);
  expect(textOf(changed)).toContain('**Language of posts**: as the server has it in Discord → Russian');
  expect(textOf(await boris.command('/film themes'))).toContain('Темы');
  // What only he sees is in his own language as before.
  expect(textOf(await boris.command('/film themes', { private: true }))).toContain('Themes');
  const undone = await clara.press(changed, 'Undo');
  expect(textOf(undone)).toContain('Russian → as the server has it in Discord');
  expect(textOf(await boris.command('/film themes'))).toContain('Themes');
  const entries = await logOf(boris, general, 3);
  expect(entries.map((entry) => entry.split('\n')[1])).toEqual([
    `**Log of changes**: nowhere → <#${general}>`,
    '**Язык сообщений**: как у сервера в Discord → русский',
    '**Language of posts**: Russian → as the server has it in Discord',
  ]);
  expect(entries.every((entry) => /^<@\d+>\n/.test(entry))).toBe(true);
});

test('settings outlive a restart, and a log that could not be told meanwhile is told then', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const general = await channelCalled(clara, 'general');
  await clara.command('/filmconfig log', { channel: general });
  await logOf(clara, general, 1);
  const posting = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };
  club.playground.faults.rest.next(posting, { status: 503 }, 1000);
  await clara.command('/filmconfig content', { plain_text: true });
  club.playground.faults.clear();
  await club.restartBot();
  expect((await logOf(clara, general, 2))[1]).toContain('**Text instead of embeds**: no → yes');
  expect((await clara.command('/film themes')).message.embeds).toEqual([]);
});

test('who lost the right to it changes nothing with a button that is still there, and nobody else does with its id', async () => {
  await using club = await startClub();
  const [clara, boris] = [await club.as('moderator'), await club.as('member')];
  const changed = await clara.command('/filmconfig language', { posts: 'ru' });
  await takeRightsFrom(club);
  const refused = await clara.press(changed, 'Undo');
  expect(textOf(refused)).toContain('You do not have the right to do that here');
  expect(textOf(await boris.command('/film themes'))).toContain('Темы');
  await expect(boris.command('/filmconfig language', { posts: 'en-US' })).rejects.toThrow('cannot be used here');
  // The id of somebody else's button, as if it stood under a message that he sees.
  const card = await boris.command('/film help');
  await expect(
    boris.act({ do: 'component', messageId: card.message.id, customId: customIdOf(changed), componentType: 2 }),
  ).rejects.toThrow('no such button');
  expect(textOf(await boris.command('/film themes'))).toContain('Темы');
});

test('a collection that is switched off is gone from what members are offered, and its films are found by name', async () => {
  await using club = await startClub();
  const [clara, boris] = [await club.as('moderator'), await club.as('member')];
  const [first] = await boris.choices('/film list', 'collection', '');
  await clara.command('/filmconfig collection disable', { collection: String(first?.value) });
  expect((await boris.choices('/film list', 'collection', '')).map(({ value }) => value)).not.toContain(first?.value);
  expect(textOf(await boris.command('/film collections'))).not.toContain(first?.name);
  expect(await boris.choices('/film list', 'collection', '', 'dm')).toContainEqual(first);
});
