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

test('a log that is moved says so where it was and where it is, also when that is taken back, and one that is switched off where it was', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const [old, hidden] = [await channelCalled(clara, 'general'), await channelCalled(clara, 'film-club')];
  await clara.command('/filmconfig log', { channel: old });
  const moved = await clara.command('/filmconfig log', { channel: hidden });
  await clara.press(moved, 'Undo');
  await clara.command('/filmconfig log', { off: true });
  const change = (before: string, after: string) => expect.stringContaining(`**Log of changes**: ${before} → ${after}`);
  expect(await logOf(clara, old, 4)).toEqual([
    ...[change('nowhere', `<#${old}>`), change(`<#${old}>`, `<#${hidden}>`)],
    ...[change(`<#${hidden}>`, `<#${old}>`), change(`<#${old}>`, 'nowhere')],
  ]);
  const publicOnes = await clara.until('what it was told while it was the log', ({ messages }) => {
    const told = (messages[hidden] ?? []).filter(({ ephemeral }) => !ephemeral);
    return told.length >= 2 ? told : undefined;
  });
  expect(publicOnes.map(textOf)).toEqual([change(`<#${old}>`, `<#${hidden}>`), change(`<#${hidden}>`, `<#${old}>`)]);
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

test('the setup asks one question after the other, goes on where it was left, and ends with what the bot may do', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const first = await clara.command('/filmconfig setup');
  expect(textOf(first)).toContain('Setup · 1 of 5');
  const second = await clara.press(first, 'Russian');
  expect(textOf(await clara.fill(second, 'Another city', { city: 'Екатеринбург' }))).toContain('Setup · 3 of 5');
  await club.restartBot();
  const third = await clara.command('/filmconfig setup');
  expect(textOf(third)).toContain('Setup · 3 of 5');
  expect(textOf(await clara.press(third, 'Back'))).toContain('Yekaterinburg (Asia/Yekaterinburg');
  const again = await clara.press(await clara.command('/filmconfig setup'), 'Skip');
  const fourth = await clara.pick(again, 'buttons');
  const fifth = await clara.pick(fourth, '#general');
  expect(textOf(fifth)).toContain('Setup · 5 of 5');
  const taken = await clara.press(await clara.pick(fifth, '@moderators'), 'Undo');
  expect(textOf(taken)).toContain('Setup · 5 of 5');
  expect(textOf(await clara.command('/filmconfig show'))).not.toContain('<@&');
  const end = textOf(await clara.pick(taken, '@moderators'));
  expect(end).toContain('That is all.');
  expect(end).toContain('Everything that is needed is there.');
  const shown = textOf(await clara.command('/filmconfig show'));
  for (const chosen of ['Russian', 'Yekaterinburg', 'buttons', '<#', '<@&']) expect(shown).toContain(chosen);
  // What is over begins anew.
  expect(textOf(await clara.command('/filmconfig setup'))).toContain('Setup · 1 of 5');
});

test('the check says what is missing, where, what that costs, and how to mend it', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const { world } = club.playground;
  const [film, general] = [await channelCalled(clara, 'film-club'), await channelCalled(clara, 'general')];
  await clara.command('/filmconfig log', { channel: general });
  await logOf(clara, general, 1);
  expect(textOf(await clara.command('/filmconfig check'))).toContain('Everything that is needed is there.');
  // 1 << 6 is Add Reactions, 1 << 11 Send Messages.
  const everyone = world.roles[0];
  if (everyone) everyone.permissions &= ~(1n << 6n);
  const closed = world.channel(general);
  if (closed) closed.overwrites = [{ id: world.guild.id, type: 0, allow: 0n, deny: 1n << 11n }];
  // The log takes nothing any more, and the change is made all the same.
  await clara.command('/filmconfig content', { warnings: false });
  let checked = '';
  while (!checked.includes('could not be told'))
    checked = textOf(await clara.command('/filmconfig check', { channel: film }));
  expect(checked).toContain('❌ **Add Reactions** — ');
  expect(checked).toContain('Without it there is no rating by reactions.');
  expect(checked).toContain('↳ The channel denies that to everyone');
  expect(checked).toContain('❌ 1 change could not be told there.');
  expect(checked).toMatch(/client_id=\d+&scope=bot\+applications.commands&permissions=85056&guild_id=\d+/);
  const refused = await clara.command('/filmconfig log', { channel: general });
  expect(textOf(refused)).toContain('what I lack there is Send Messages');
});

/** A guild that invites the bot, as Discord tells of it; the channel for Discord's own greetings denies everybody this. */
function guildCreate(id: string, { playground: { world } }: Club, denied = 0n): { guild_id?: string } {
  const general = idOf(world, 'general');
  const overwrites = [{ id, type: 0, allow: '0', deny: String(denied) }];
  return {
    ...{ id, preferred_locale: 'ru', system_channel_id: general, joined_at: 'some day' },
    roles: [{ id, permissions: String(world.roles[0]?.permissions) }],
    // Somebody sits in a voice channel; their rights are not the bot's.
    members: [
      { user: { id: world.people[0]?.id }, roles: [] },
      { user: { id: world.bot.id }, roles: [] },
    ],
    channels: [
      { id: idOf(world, 'film-club'), type: 0, position: 0, permission_overwrites: [] },
      { id: general, type: 0, position: 1, permission_overwrites: overwrites },
    ],
  } as object;
}

test('a guild that invites the bot is told once where to begin, in its language, and one that comes back is not', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const { world, gateway } = club.playground;
  const general = await channelCalled(clara, 'general');
  gateway.dispatch('GUILD_CREATE', guildCreate(world.guild.id, club));
  for (let time = 0; time < 3; time += 1) gateway.dispatch('GUILD_CREATE', guildCreate('777', club));
  const hello = await clara.until('the hint', ({ messages }) =>
    (messages[general] ?? []).find(({ message }) => message.embeds.length > 0),
  );
  expect(textOf(hello)).toContain('/настройки-клуба настроить');
  await club.restartBot();
  gateway.dispatch('GUILD_CREATE', guildCreate('777', club));
  await clara.command('/filmconfig show');
  const hints = await clara.until('the channels', ({ messages }) => messages);
  expect(
    Object.values(hints)
      .flat()
      .filter((view) => textOf(view).includes('настроить')),
  ).toHaveLength(1);
});

test('where the bot may not write, it says no hello: the next channel hears it', async () => {
  await using club = await startClub();
  const clara = await club.as('moderator');
  const [film, general] = [await channelCalled(clara, 'film-club'), await channelCalled(clara, 'general')];
  // 1 << 11 is Send Messages.
  club.playground.gateway.dispatch('GUILD_CREATE', guildCreate('777', club, 1n << 11n));
  const { messages } = await clara.until('the hint', (snapshot) =>
    [film, general].some((id) => snapshot.messages[id]?.some(({ message }) => message.embeds.length > 0))
      ? snapshot
      : undefined,
  );
  expect([messages[film]?.length, messages[general] ?? []]).toEqual([1, []]);
});

test('a guild that invited the bot while it was away, less than an hour ago, is told once, too, and one of long ago is not', async () => {
  let now = Temporal.Instant.from('2026-11-27T18:00:00Z');
  await using club = await startClub({ clock: () => now });
  const anna = await club.as('member');
  const hints = (): number =>
    Object.values(club.playground.snapshot('').messages)
      .flat()
      .filter((view) => textOf(view).includes('I am kinoklub')).length;
  const inviteThenStartAfter = async (minutes: number): Promise<void> => {
    await anna.act({ do: 'bot', run: false });
    await anna.until('the bot to stop', ({ bot }) => (bot.state === 'offline' ? true : undefined));
    club.playground.faults.gateway.kick();
    club.playground.faults.gateway.invite();
    now = now.add({ minutes });
    await anna.act({ do: 'bot', run: true });
    await anna.until('the bot to start', ({ bot }) => (bot.state === 'online' ? true : undefined));
  };
  // Who moves to a store that knows nobody does not greet all clubs anew.
  await inviteThenStartAfter(61);
  expect(textOf(await anna.command('/film themes'))).toContain('Themes');
  expect(hints()).toBe(0);
  await inviteThenStartAfter(59);
  await anna.until('the hint', () => (hints() > 0 ? true : undefined));
  await club.restartBot();
  await inviteThenStartAfter(1);
  expect(textOf(await anna.command('/film themes'))).toContain('Themes');
  expect(hints()).toBe(1);
});

const idOf = (world: Club['playground']['world'], name: string): string =>
  world.channels.find((channel) => channel.name === name)?.id ?? '';
