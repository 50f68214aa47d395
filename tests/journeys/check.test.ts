import { afterEach, beforeEach, expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';
import type { Channel } from '../../src/playground/world/world.ts';

let club: Club;
let clara: Visitor;

beforeEach(async () => {
  club = await startClub();
  clara = await club.as('moderator');
});
afterEach(() => club[Symbol.asyncDispose]());

const check = async () => textOf(await clara.command('/filmconfig check'));

/** All that Discord is asked about the server itself. */
const aboutServer = { path: /^\/guilds\/\d+\/(?:roles|members|channels)/ };

/** As it is with a server that has the commands alone. */
const leaveServer = (): void => club.playground.faults.rest.next(aboutServer, { refused: 404, code: 10_004 }, 3);

/** The setup, at its last question. */
async function lastQuestion() {
  let question = await clara.command('/filmconfig setup');
  for (let time = 0; time < 4; time += 1) question = await clara.press(question, enUS['setup.skip']);
  return question;
}

test('where the bot is no member the check says so and what that costs, with an invitation', async () => {
  leaveServer();
  const checked = await clara.command('/filmconfig check');
  expect(textOf(checked)).toContain('I am not in this server');
  expect(textOf(checked)).toMatch(/permissions=85056&guild_id=\d+/);
  expect(JSON.stringify(checked.message.components)).toContain('permissions=85056');
});

test('the last answer of the setup is kept and told, and can be taken back, where the bot is no member', async () => {
  const question = await lastQuestion();
  leaveServer();
  const end = await clara.pick(question, '@moderators');
  expect(textOf(end)).toMatch(/nobody → <@&\d+>[\s\S]*That is all\.[\s\S]*I am not in this server/);
  expect(textOf(await clara.press(end, enUS['config.undo']))).toContain('→ nobody');
});

test('the last answer of the setup is kept and told while Discord says nothing of the server', async () => {
  const question = await lastQuestion();
  club.playground.faults.rest.next(aboutServer, { status: 503 }, 1000);
  const end = textOf(await clara.pick(question, '@moderators'));
  expect(end).toMatch(/nobody → <@&\d+>[\s\S]*That is all\.[\s\S]*\/filmconfig check/);
  club.playground.faults.clear();
  expect(await check()).toContain('Everything that is needed is there.');
});

/** A thread below a film of the week in #film-club. */
async function openThread(): Promise<Channel> {
  const { world } = club.playground;
  const channel = world.channels.find(({ name }) => name === 'film-club')?.id ?? '';
  const draft = await clara.command('/filmweek schedule', { channel, weekday: 'friday', time: '20:00', thread: true });
  await clara.press(draft, enUS['schedule.confirm']);
  await clara.command('/filmweek post', { film: 'wings', counts: 'extra' });
  const id = await clara.until('the thread', ({ channels }) => channels.find(({ kind }) => kind === 'thread')?.id);
  const thread = world.channel(id);
  if (!thread) throw new Error('no thread');
  return thread;
}

test('in a thread the check says what its channel denies, and asks for the right to write in threads', async () => {
  const { world } = club.playground;
  const thread = await openThread();
  const parent = world.channel(thread.thread?.parentId ?? '');
  const checkThere = async () => textOf(await clara.command('/filmconfig check', {}, 'thread'));
  expect(await checkThere()).toContain(`<#${thread.id}>\n✅ Everything that is needed is there.`);
  // 1 << 11 is Send Messages, which means nothing in threads, and 1 << 38 Send Messages in Threads.
  if (parent) parent.overwrites = [{ id: world.guild.id, type: 0, allow: 0n, deny: (1n << 11n) | (1n << 38n) }];
  const denied = await checkThere();
  expect(denied).toContain('❌ **Send Messages in Threads** — Without it');
  expect(denied.split('Films of the week')[0]).not.toContain('**Send Messages**');
  // 1 << 10 is View Channel.
  if (parent) parent.overwrites = [{ id: world.bot.id, type: 1, allow: 0n, deny: 1n << 10n }];
  expect(await checkThere()).toMatch(/I do not see this thread.*I can do nothing here but answer commands/);
});

const channelCalled = (name: string): Channel => {
  const channel = club.playground.world.channels.find((known) => known.name === name);
  if (!channel) throw new Error(`no #${name}`);
  return channel;
};

/** Keeps a schedule for #film-club that pins its posts and opens threads below them. */
async function scheduleInFilmClub(): Promise<void> {
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00', thread: true, pin: true },
  });
  await clara.press(draft, enUS['schedule.confirm']);
}

/** Takes from every role what one bit of Discord's stands for. */
function takeFromRoles(...bits: readonly bigint[]): void {
  for (const role of club.playground.world.roles) for (const bit of bits) role.permissions &= ~bit;
}

const createThreads = 1n << 35n;
const pinMessages = 1n << 51n;

test('the check asks for what the schedules of a channel need, and the invitation does, too', async () => {
  await scheduleInFilmClub();
  takeFromRoles(createThreads, pinMessages);
  const checked = await check();
  expect(checked).toContain('❌ **Create Public Threads** — Without it posts get no threads.');
  expect(checked).toContain('❌ **Pin Messages** — Without it posts are not pinned.');
  expect(checked).toContain('↳ No role of the bot has that');
  expect(checked).toContain(`permissions=${85_056n | createThreads | pinMessages}&`);
  // What is missing everywhere is told once.
  expect(checked.split('**Pin Messages**')).toHaveLength(2);
});

test('the check tells of every channel in which a schedule posts, wherever it is asked', async () => {
  await scheduleInFilmClub();
  const [film, general] = [channelCalled('film-club'), channelCalled('general')];
  const checkGeneral = async () => textOf(await clara.command('/filmconfig check', { channel: general.id }));
  expect(await checkGeneral()).not.toContain('❌');
  // 1 << 11 is Send Messages.
  film.overwrites = [{ id: club.playground.world.guild.id, type: 0, allow: 0n, deny: 1n << 11n }];
  takeFromRoles(pinMessages);
  expect(await checkGeneral()).toContain(
    [
      `<#${film.id}> · **main**`,
      '❌ **Send Messages** — Without it there are no posts.',
      '↳ The channel denies that to everyone: allow it to the bot in the channel’s permissions.',
      '❌ **Pin Messages** — Without it posts are not pinned.',
      '↳ No role of the bot has that: give it to one under Server Settings → Roles, or invite the bot anew.',
    ].join('\n'),
  );
  const { world } = club.playground;
  world.channels.splice(world.channels.indexOf(film), 1);
  world.changed();
  await clara.until('#film-club to go', ({ channels }) => !channels.some(({ id }) => id === film.id) || undefined);
  expect(await checkGeneral()).toContain('**main**\n❌ The channel is gone: choose another one with /filmweek edit.');
});

test('of the log the check says what is missing there and what that costs the log, and what to do where it is gone', async () => {
  const { world } = club.playground;
  const general = channelCalled('general');
  await clara.command('/filmconfig log', { channel: general.id });
  // 1 << 11 is Send Messages, 1 << 14 Embed Links.
  general.overwrites = [{ id: world.bot.id, type: 1, allow: 0n, deny: (1n << 11n) | (1n << 14n) }];
  const denied = await check();
  expect(denied).toContain(
    '❌ **Send Messages** — Without it nobody is told here of changes, or of trouble with posts.',
  );
  expect(denied).toContain('❌ **Embed Links** — Without it changes are not told here');
  world.channels.splice(world.channels.indexOf(general), 1);
  const gone = await check();
  expect(gone).toContain('Log of changes\n❌ The channel is gone: choose another one with /filmconfig log');
  expect(gone).not.toContain('the option channel');
});

test('of a role that was deleted the check says which command chooses another, and not to let it be mentioned', async () => {
  const { world } = club.playground;
  const roles = world.roles as { id: string; name: string; permissions: bigint }[];
  const [ping, own, helpers] = ['ping', 'friday', 'helpers'].map((name) => {
    const role = { id: world.snowflakes.next(), name, permissions: 0n };
    roles.push(role);
    return role;
  });
  world.changed();
  await clara.command('/filmconfig roles', { ping: ping?.id ?? '', moderator: helpers?.id ?? '' });
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00', role: own?.id ?? '' },
  });
  await clara.press(draft, enUS['schedule.confirm']);
  expect(await check()).toMatch(/Moderators\n<@&\d+>\nI do not check whether.*Server Settings → Integrations/);
  roles.splice(-3);
  const checked = await check();
  expect(checked).toContain(
    'posts mention a role that was deleted, and nobody sees a ping: choose another one, or none, with /filmconfig roles',
  );
  expect(checked).toContain(
    'a role that was deleted, and nobody sees a ping: choose another one, or none, with /filmweek edit',
  );
  expect(checked).toContain('Moderators\n❌ The role that moderates was deleted');
  expect(checked).not.toContain('I may not mention it');
});

test('a club whose posts are text posts them without the right to embed links, which is neither missed nor asked for', async () => {
  await clara.command('/filmconfig content', { plain_text: true });
  // 1 << 14 is Embed Links.
  channelCalled('film-club').overwrites = [{ id: club.playground.world.bot.id, type: 1, allow: 0n, deny: 1n << 14n }];
  const card = await clara.command('/film info', { film: 'wings' });
  expect(textOf(await clara.press(card, 'Post for rating'))).toContain('Posted for rating');
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00' },
  });
  expect(textOf(draft)).toContain(enUS['schedule.may-all']);
  await clara.press(draft, enUS['schedule.confirm']);
  const posted = await clara.command('/filmweek post', { film: 'mirror', counts: 'extra' });
  expect(textOf(posted)).toContain('Posted: ');
  const checked = await check();
  expect(checked).toContain('✅ Everything that is needed is there.');
  expect(checked).toContain(`permissions=${85_056n & ~(1n << 14n)}&`);
});

test('a schedule where the bot is no member is not kept, and the draft says why, with an invitation', async () => {
  leaveServer();
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00', pin: true },
  });
  expect(textOf(draft)).toContain('I am not in this server');
  expect(textOf(draft)).toContain(`permissions=${85_056n | pinMessages}&`);
  expect(textOf(draft)).not.toContain(enUS['schedule.may-all']);
  await expect(clara.press(draft, enUS['schedule.confirm'])).rejects.toThrow('no button');
});

test('however much is missing in a channel, and for whatever reasons, the check tells all of it', async () => {
  const { world } = club.playground;
  const role = world.roles.find(({ name }) => name === 'moderators')?.id ?? '';
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00', thread: true, pin: true, role },
  });
  await clara.press(draft, enUS['schedule.confirm']);
  takeFromRoles(createThreads, pinMessages);
  const deny = (id: string, ...bits: readonly bigint[]) => ({
    ...{ id, type: id === world.bot.id ? 1 : 0, allow: 0n, deny: bits.reduce((sum, bit) => sum | (1n << bit), 0n) },
  });
  channelCalled('film-club').overwrites = [
    deny(world.guild.id, 11n, 14n),
    deny(world.botRoles[0] ?? '', 6n),
    deny(world.bot.id, 10n, 16n),
  ];
  await club.as('moderator', 'ru');
  const checked = await check();
  const rights = ['view', 'send', 'embed', 'react', 'history', 'thread', 'pin'] as const;
  for (const right of rights) expect(checked).toContain(ru[`right.${right}`]);
  expect(checked).toContain('не получит уведомления: мне нельзя упоминать эту роль. Разрешите всем упоминать её');
  expect(checked).not.toContain('…');
});

test('where posts are text, the draft of a schedule shows the next one as text', async () => {
  await clara.command('/filmconfig content', { plain_text: true });
  const draft = await clara.command('/filmweek schedule', {
    ...{ channel: channelCalled('film-club').id, weekday: 'friday', time: '20:00' },
  });
  expect(textOf(draft)).toMatch(/This is the next post[\s\S]*Film of the week[\s\S]*Directed by/);
});
