import { describe, expect, test } from 'vitest';
import { filmconfig } from '../../src/commands/filmconfig/index.ts';
import { undoChange } from '../../src/components/settings.ts';
import { setupChoose, setupCityForm, setupGo, setupUndo } from '../../src/components/setup.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { GuildSettings } from '../../src/domain/guild-settings.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest, someEvening } from '../support/requests.ts';
import { aClub, servicesOf } from '../support/services.ts';

const here = aRequest().guildId ?? '';
type Who = Parameters<typeof aCommandRequest>[1];

const subcommandOf = (name: string) => {
  const found = filmconfig.subcommands.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no /filmconfig ${name}`);
  return found;
};

async function use(name: string, typed: object, club: Services, who: Who = {}): Promise<MessageReply> {
  const { options, execute, visibility } = subcommandOf(name);
  expect(visibility).toBe('ephemeral');
  const given = Object.fromEntries(
    Object.entries(options).map(([key, { schema }]) => [key, schema.parse((typed as Record<string, unknown>)[key])]),
  );
  const settings = await club.settings.of(here);
  const reply = await execute(aCommandRequest(given, { club: settings, ...who }), club);
  if ('modal' in reply) throw new Error('a form');
  return reply;
}

const wordsOf = (reply: MessageReply) => reply.embeds?.[0]?.description ?? reply.content ?? '';
const chosen = (club: Services) => club.settings.of(here);

const argsOf = (part: unknown) => readCustomId((part as { custom_id?: string } | undefined)?.custom_id ?? '').args;
const lastOf = ({ components = [] }: MessageReply) => components.at(-1)?.components.at(-1);

async function undo(reply: MessageReply, club: Services, who: Parameters<typeof aComponentRequest>[0] = {}) {
  const [part] = reply.components?.[0]?.components ?? [];
  const { args } = readCustomId(part && 'custom_id' in part ? part.custom_id : '');
  const undone = await undoChange.execute(aComponentRequest(who), undoChange.args.parse(args), club);
  if ('modal' in undone) throw new Error('a form');
  return undone;
}

test('a right is called in Russian as Discord calls it, whoever speaks of it', async () => {
  const club = aClub();
  await club.settings.change(here, { setupStep: 'roles' }, someEvening);
  expect(wordsOf(await use('setup', {}, club, { locale: 'ru' }))).toContain('*Управлять событиями*');
  const closed = use('log', { channel: { id: '43', app_permissions: '1024' } }, club, { locale: 'ru' });
  await expect(closed).rejects.toMatchObject({
    params: { permissions: '«Отправлять сообщения», «Встраивать ссылки»' },
  });
});

test('nobody moderates by a role, and nobody is pinged, in Russian with the right case', async () => {
  const { embeds = [] } = await use('show', {}, aClub(), { locale: 'ru' });
  const said = JSON.stringify(embeds);
  expect(said).toContain('**Роль модераторов**: нет');
  expect(said).toContain('**Кого могут упоминать еженедельные посты**: никого');
});

describe('each setting is changed, and told before and after:', () => {
  test.each<[string, object, Partial<GuildSettings>, string]>([
    [
      'language',
      { posts: 'ru' },
      { language: 'ru' },
      '**Language of posts**: as the server has it in Discord → Russian',
    ],
    [
      ...(['timezone', { zone: 'Екатеринбург' }, { timezone: 'Asia/Yekaterinburg' }] as [string, object, object]),
      '**Time zone**: UTC (UTC, 18:00) → Yekaterinburg (Asia/Yekaterinburg, 23:00)\nSchedules of the film of the week that are there already keep their time zone: /filmweek edit changes it.',
    ],
    [
      'ratings',
      { mode: 'buttons' },
      { ratingMode: 'buttons' },
      '**Rating under posts**: reactions and buttons → buttons',
    ],
    [
      'ratings',
      { mode: 'off' },
      { ratingMode: 'off' },
      '**Rating under posts**: reactions and buttons → not at all\nPosts that are open already take ratings until they close.',
    ],
    ['ratings', { emoji_set: 'stars' }, { emojiSet: 'stars' }, '**Emoji for scores**: digits → stars'],
    ['content', { spoilers: true }, { spoilers: true }, '**Endings on cards, masked**: no → yes'],
    ['content', { color: '#F0a' }, { color: 0xff00aa }, '**Colour of cards**: each film’s own → #ff00aa'],
    ['nominations', { open: false }, { nominationsOpen: false }, '**Members may nominate films**: yes → no'],
    [
      ...(['nominations', { per_member: 5 }, { nominationsPerMember: 5 }] as [string, object, object]),
      '**Open nominations a member may have**: 3 → 5',
    ],
    ['roles', { ping: { id: '42' } }, { pingRole: '42' }, '**Whom weekly posts may ping**: nobody → <@&42>'],
    [
      ...(['roles', { moderator: { id: '42' } }, { moderatorRole: '42' }] as [string, object, object]),
      '**Moderators besides those with Manage Events**: nobody → <@&42>\nDiscord shows /filmweek and *Recount ratings* to members with *Manage Events* alone: give them to this role, too, under *Server Settings → Integrations → kinoklub*.',
    ],
    ['log', { channel: { id: '43' } }, { logChannel: '43' }, '**Log of changes**: nowhere → <#43>'],
  ])('%s %j', async (name, options, changes, words) => {
    const club = aClub();
    const reply = await use(name, options, club);
    expect(wordsOf(reply)).toBe(words);
    expect(await chosen(club)).toEqual({ ...defaultSettings, ...changes });
    await undo(reply, club);
    expect(await chosen(club)).toEqual(defaultSettings);
  });

  test('several at once are one change', async () => {
    const club = aClub();
    const reply = await use('content', { warnings: false, plain_text: true, color: 'bd6e28' }, club);
    expect(wordsOf(reply).split('\n')).toHaveLength(3);
    await undo(reply, club);
    expect(await chosen(club)).toEqual(defaultSettings);
  });

  test('and what is taken away is as if it had never been chosen', async () => {
    const club = aClub();
    await club.settings.change(
      here,
      { moderatorRole: '1', pingRole: '2', color: 1, logChannel: '3', language: 'ru' },
      someEvening,
    );
    for (const [name, options] of [
      ['roles', { remove: 'both' }],
      ['content', { color: 'нет' }],
      ['log', { off: true }],
      ['language', { posts: 'server' }],
    ] as const)
      await use(name, options, club);
    expect(await chosen(club)).toEqual(defaultSettings);
  });
});

test('without options a setting shows how it stands, and changes nothing', async () => {
  const club = aClub();
  for (const { name } of filmconfig.subcommands.filter((known) => !['show', 'check', 'setup'].includes(known.name)))
    expect(wordsOf(await use(name, {}, club)), name).toMatch(/^\*\*.+\*\*: .+\n\nTo change that: \/filmconfig /s);
  const how = async (name: string, who: Who = {}) =>
    wordsOf(await use(name, {}, club, who))
      .split('\n')
      .at(-1);
  expect(await how('language')).toBe('To change that: /filmconfig language posts: …');
  expect(await how('log')).toBe('To change that: /filmconfig log channel: … or off: …');
  expect(await how('language', { locale: 'ru' })).toBe('Изменить: /настройки-клуба язык сообщения: …');
  expect(await chosen(club)).toEqual(defaultSettings);
});

test('what was so already is said to be so, without anything to undo', async () => {
  const reply = await use('content', { warnings: true }, aClub());
  expect(reply).toEqual({ content: 'That is how it was already: nothing has changed.' });
});

test('all settings stand at a glance, each with the command that changes it', async () => {
  const fields = (await use('show', {}, aClub())).embeds?.[0]?.fields ?? [];
  expect(fields.map(({ name }) => name)).toEqual([
    ...['/filmconfig language', '/filmconfig timezone', '/filmconfig ratings', '/filmconfig content'],
    ...['/filmconfig nominations', '/filmconfig roles', '/filmconfig log', '/filmconfig collection disable'],
  ]);
  expect(fields.every(({ value }) => value !== '')).toBe(true);
});

describe('what makes no sense is refused kindly, and changes nothing:', () => {
  test.each([
    ['timezone', { zone: 'Atlantis' }, 'config.unknown-zone'],
    ['content', { color: 'blue-ish' }, 'config.no-color'],
    ['content', { color: '#12345' }, 'config.no-color'],
    ['roles', { ping: { id: here } }, 'config.everyone'],
    ['roles', { moderator: { id: here } }, 'config.everyone-moderates'],
    ['log', { channel: { id: '43', app_permissions: '1024' } }, 'config.log-closed'],
    ['collection disable', { collection: 'qqqq' }, 'unknown.collection'],
  ])('%s %j', async (name, options, key) => {
    const club = aClub();
    await expect(use(name, options, club)).rejects.toMatchObject({ key });
    expect(await chosen(club)).toEqual(defaultSettings);
  });
});

describe('a change that is to be taken back', () => {
  test('is not after 15 minutes', async () => {
    const club = aClub();
    const reply = await use('language', { posts: 'ru' }, club);
    await expect(undo(reply, club, { now: someEvening.add({ minutes: 16 }) })).rejects.toMatchObject({
      key: 'config.undo-late',
    });
    expect((await chosen(club)).language).toBe('ru');
  });

  test('is not when somebody has changed the same since, and who presses is told who', async () => {
    const club = aClub();
    const reply = await use('language', { posts: 'ru' }, club);
    await use('content', { warnings: false }, club, { userId: '7' });
    await use('language', { posts: 'en-US' }, club, { userId: '8' });
    await expect(undo(reply, club)).rejects.toMatchObject({
      key: 'config.undo-overtaken',
      params: { who: '<@8>', settings: 'Language of posts' },
    });
    expect(await chosen(club)).toEqual({ ...defaultSettings, language: 'en-US', warnings: false });
  });

  test('can be made again by taking that back', async () => {
    const club = aClub();
    const undone = await undo(await use('language', { posts: 'ru' }, club), club);
    expect(undone.embeds?.[0]?.title).toBe('Change taken back');
    await undo(undone, club);
    expect((await chosen(club)).language).toBe('ru');
  });
});

describe('collections', () => {
  const collection = (id: string, name = { en: id, ru: `${id} по-русски` }) => ({
    id,
    name,
    introduction: { en: id, ru: id },
    films: ['a'],
  });
  const aClubWith = () =>
    servicesOf(
      aLibrary([aFilm({ id: 'a' })], {
        collections: [collection('war', { en: 'The war', ru: 'Война' }), collection('love')],
      }),
    );
  const offered = async (name: string, club: Services) => {
    const typing = { typed: '', options: {}, userId: '1', guildId: here, now: someEvening, t: aRequest().t };
    const { disabledCollections } = await chosen(club);
    const seen = { ...club, films: club.films.without(disabledCollections) };
    const choices = await subcommandOf(name).options['collection']?.autocomplete?.(typing, seen);
    return choices?.map(({ value }) => value);
  };

  test('are switched off and on, and what is offered is what can be switched', async () => {
    const club = aClubWith();
    expect(await offered('collection enable', club)).toEqual([]);
    expect(wordsOf(await use('collection disable', { collection: 'war' }, club))).toBe(
      '**Collections switched off**: none → The war',
    );
    expect(await offered('collection enable', club)).toEqual(['war']);
    expect(await offered('collection disable', club)).toEqual(['love']);
    const seen = { ...club, films: club.films.without(['war']) };
    const back = await use('collection enable', { collection: 'война' }, seen);
    expect(wordsOf(back), 'called by its name, though it is switched off').toContain('The war → none');
    expect(await chosen(club)).toEqual(defaultSettings);
  });

  test('of which two are switched at once are both switched, and one is taken back without the other', async () => {
    const club = aClubWith();
    const [war, love] = await Promise.all([
      use('collection disable', { collection: 'war' }, club),
      use('collection disable', { collection: 'love' }, club),
    ]);
    expect((await chosen(club)).disabledCollections).toEqual(['love', 'war']);
    expect(wordsOf(await undo(war, club))).toBe('**Collections switched off**: love, The war → love');
    expect((await chosen(club)).disabledCollections).toEqual(['love']);
    await use('collection enable', { collection: 'love' }, club, { userId: '8' });
    await expect(undo(love, club)).rejects.toMatchObject({ key: 'config.undo-overtaken', params: { who: '<@8>' } });
  });

  test('of which one is back on is switched off by Undo, and others that went off since stay so', async () => {
    const club = aClubWith();
    await use('collection disable', { collection: 'war' }, club);
    const back = await use('collection enable', { collection: 'war' }, club);
    await use('collection disable', { collection: 'love' }, club);
    await undo(back, club);
    expect((await chosen(club)).disabledCollections).toEqual(['love', 'war']);
  });
});

test('each question of the setup shows the one setting that it asks for', async () => {
  const club = aClub();
  for (const setupStep of ['language', 'timezone', 'ratings', 'log', 'roles']) {
    await club.settings.change(here, { setupStep }, someEvening);
    expect(wordsOf(await use('setup', {}, club)), setupStep).toMatch(/\n\n[^\n]+\n\*\*[^\n]+$/);
  }
});

test('who is asked for a role of moderators hears that Discord shows the commands to others until they are given to it', async () => {
  const club = aClub();
  await club.settings.change(here, { setupStep: 'roles' }, someEvening);
  expect(wordsOf(await use('setup', {}, club))).toContain('Server Settings → Integrations → kinoklub');
});

test('an answer of the setup says what it changed, and is taken back like every change', async () => {
  const club = aClub();
  await use('setup', {}, club);
  const next = await setupChoose.execute(aComponentRequest(), ['language', 'ru'], club);
  if ('modal' in next) throw new Error('a form');
  expect(next.content).toBe('**Language of posts**: as the server has it in Discord → Russian');
  expect(wordsOf(next)).toContain('Which city');
  const pressUndo = async (reply: MessageReply, now = someEvening) => {
    const args = setupUndo.args.parse(argsOf(lastOf(reply)));
    const undone = await setupUndo.execute(aComponentRequest({ now }), args, club);
    if ('modal' in undone) throw new Error('a form');
    return undone;
  };
  const late = pressUndo(next, someEvening.add({ minutes: 16 }));
  await expect(late).rejects.toMatchObject({ key: 'config.undo-late' });
  const undone = await pressUndo(next);
  expect(undone.content).toContain('Change taken back');
  expect(wordsOf(undone)).toContain('In which language');
  expect(await chosen(club)).toEqual({ ...defaultSettings, setupStep: 'language' });
});

test('what belongs to another question of the setup, or to one that has ended, changes nothing and says so', async () => {
  const club = aClub();
  for (const setupStep of ['ratings', 'end']) {
    await club.settings.change(here, { language: 'ru', timezone: 'Europe/Prague', setupStep }, someEvening);
    const settings = await chosen(club);
    for (const press of [
      async () => setupChoose.execute(aComponentRequest(), ['language', 'en-US'], club),
      async () => setupGo.execute(aComponentRequest(), ['language', 'timezone'], club),
      async () => setupCityForm.execute(aComponentRequest({ fields: { city: 'Екатеринбург' } }), [], club),
    ])
      await expect(press(), setupStep).rejects.toMatchObject({ key: 'setup.elsewhere' });
    expect(await chosen(club)).toEqual(settings);
  }
  expect(wordsOf(await use('setup', {}, club))).toContain('In which language');
  await setupChoose.execute(aComponentRequest(), ['language', 'en-US'], club);
  expect(await chosen(club)).toMatchObject({ language: 'en-US', setupStep: 'timezone' });
});

test('a city that is not clear is asked about, with those that may be meant, and a city’s short name is clear', async () => {
  const club = aClub();
  await club.settings.change(here, { setupStep: 'timezone' }, someEvening);
  const city = (typed: string) =>
    setupCityForm.execute(aComponentRequest({ fields: { city: typed } }), [], club) as Promise<MessageReply>;
  const asked = await city('Сама');
  expect(asked.content).toContain('I am not sure which city “Сама” is.');
  expect(wordsOf(asked)).toContain('Which city');
  const offered = asked.components?.[0]?.components[0];
  const zones = offered && 'options' in offered ? offered.options.map(({ value }) => value) : [];
  expect(zones.slice(0, 2).toSorted()).toEqual(['Asia/Samarkand', 'Europe/Samara']);
  expect(new Set(zones).size, 'a menu takes no value twice').toBe(zones.length);
  expect((await city('Narnia')).content).toContain('“Narnia”');
  expect(await chosen(club)).toEqual({ ...defaultSettings, setupStep: 'timezone' });
  await city('Питер');
  expect((await chosen(club)).timezone).toBe('Europe/Moscow');
});

test('a log that the setup is told to keep where the bot may not write is refused, as by the command', async () => {
  const club = aClub();
  await club.settings.change(here, { setupStep: 'log' }, someEvening);
  const pick = async (app_permissions: string) =>
    setupChoose.execute(aComponentRequest({ picked: [{ id: '43', app_permissions }] }), ['log', ''], club);
  // View Channel alone; then with Send Messages and Embed Links.
  await expect(pick('1024')).rejects.toMatchObject({ key: 'config.log-closed' });
  expect(await chosen(club)).toEqual({ ...defaultSettings, setupStep: 'log' });
  await pick('19456');
  expect((await chosen(club)).logChannel).toBe('43');
});

test('the role of everybody does not moderate', async () => {
  const club = aClub();
  await club.settings.change(here, { setupStep: 'roles' }, someEvening);
  const everyone = async () => setupChoose.execute(aComponentRequest({ values: [here] }), ['roles', ''], club);
  await expect(everyone()).rejects.toMatchObject({ key: 'config.everyone-moderates' });
});
