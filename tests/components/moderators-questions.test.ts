import { PermissionFlagsBits } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { restForm, scheduleTheme } from '../../src/components/schedule.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { withoutEmbeds } from '../../src/discord/plain-text.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { aCommandRequest, aComponentRequest, aRequest } from '../support/requests.ts';
import { storesInMemory } from '../support/database.ts';
import { aSchedule } from '../support/schedules.ts';
import { servicesOf } from '../support/services.ts';

const { guildId = '' } = aRequest();
const moderator = { permissions: PermissionFlagsBits.ManageEvents | PermissionFlagsBits.ManageGuild };
const words = (name: string) => ({ en: name, ru: name });
const theme = (id: string, name: string) => ({ id, name: words(name), definition: words('…') });
const library = aLibrary(
  [
    aFilm({ id: 'wings', title: 'Wings', themes: [{ id: 'women' }] }),
    aFilm({ id: 'wings-of-desire', title: 'Wings of Desire', themes: [{ id: 'women' }] }),
    aFilm({ id: 'zoya', title: 'Zoya', themes: [{ id: 'partisans' }] }),
  ],
  {
    themes: [theme('women', 'War and women'), theme('children', 'War and children'), theme('partisans', 'Partisans')],
    collections: ['the-siege', 'the-sea'].map((id) => ({
      ...{ id, name: words(id.replaceAll('-', ' ')), introduction: words(id), films: ['zoya'] },
    })),
  },
);

let club: Services;
let posts: ReturnType<typeof storesInMemory>['posts'];
let lastId = 0;
beforeEach(async () => {
  lastId = 0;
  const stores = storesInMemory();
  ({ posts } = stores);
  club = servicesOf(library, { stores });
  const { settings } = aSchedule();
  await club.schedules.put({ guildId, name: 'main' }, settings, { ...aRequest(), ...moderator });
});

async function use(path: string, given: Record<string, unknown>): Promise<MessageReply> {
  const [command = '', ...name] = path.split(' ');
  const slash = commands.find((candidate) => candidate.name === command);
  const found = slash?.kind === 'slash' && slash.subcommands.find((each) => each.name === name.join(' '));
  if (!found) throw new Error(`no /${path}`);
  lastId += 1;
  return (await found.execute(
    aCommandRequest(given, { interactionId: String(lastId), ...moderator }),
    club,
  )) as MessageReply;
}

/** The menu of a question. */
function menuIn({ components: rows = [] }: MessageReply) {
  const menu = rows.flatMap((row) => row.components).find((part) => 'options' in part);
  if (!menu || !('custom_id' in menu)) throw new Error('nothing is asked');
  return { customId: menu.custom_id, offered: menu.options.map(({ value }) => value) };
}

/** Picks something in the menu of a question; it must be a moderator’s menu. */
async function pick(question: MessageReply, value: string): Promise<MessageReply> {
  const { route, args } = readCustomId(menuIn(question).customId);
  const component = components.find((candidate) => candidate.route === route);
  if (!component?.needs) throw new Error(`${route} is for everybody`);
  lastId += 1;
  const message = { id: '1', content: question.content, embeds: question.embeds ?? [] } as unknown as APIMessage;
  const request = aComponentRequest({ values: [value], message, interactionId: String(lastId), ...moderator });
  return (await component.execute(request, component.args.parse(args), club)) as MessageReply;
}

const queued = async () => (await club.schedules.get({ guildId, name: 'main' })).queue;
const said = ({ content, embeds = [] }: MessageReply): string => content ?? embeds[0]?.description ?? '';

describe('a moderator who names what may be several films is asked, and the menu goes on with', () => {
  test('putting it in the queue, on the date and with the note that were given', async () => {
    const question = await use('filmweek queue add', { film: 'win', date: '2026-12-04', note: ' With Mother. ' });
    expect(question.content).toBe('“win” could be several films. Which one?');
    expect(menuIn(question).offered).toEqual(['wings', 'wings-of-desire']);
    await pick(question, 'wings-of-desire');
    expect(await queued()).toMatchObject([{ filmId: 'wings-of-desire', date: '2026-12-04', note: 'With Mother.' }]);
  });

  test('the note also where the club has text instead of embeds', async () => {
    await pick(withoutEmbeds(await use('filmweek queue add', { film: 'win', note: 'With *Mother*' })), 'wings');
    await pick(withoutEmbeds(await use('filmweek queue add', { film: 'win' })), 'wings-of-desire');
    expect((await queued()).map(({ note }) => note)).toEqual(['With *Mother*', undefined]);
  });

  test('moving it, taking it out and replacing it', async () => {
    for (const film of ['zoya', 'wings', 'wings-of-desire']) await use('filmweek queue add', { film });
    await pick(await use('filmweek queue move', { film: 'win', position: 1 }), 'wings');
    expect((await queued()).map(({ filmId }) => filmId)).toEqual(['wings', 'zoya', 'wings-of-desire']);
    await pick(await use('filmweek queue remove', { film: 'win' }), 'wings');
    expect((await queued()).map(({ filmId }) => filmId)).toEqual(['zoya', 'wings-of-desire']);
    const replaced = await pick(await use('filmweek replace', { film: 'win', date: '2026-12-04' }), 'wings');
    expect(said(replaced)).toContain('Wings (1966)');
  });

  test('posting it, once it is known to be there', async () => {
    for (const counts of ['extra', undefined]) {
      const question = await use('filmweek post', { film: 'win', counts });
      expect(readCustomId(menuIn(question).customId).args[0]).toBe(counts ?? 'post');
      await expect(pick(question, 'gone')).rejects.toMatchObject({ key: 'gone.film' });
    }
  });
});

test('a moderator who names no film is offered the nearest', async () => {
  const question = await use('filmweek queue add', { film: 'qqqq' });
  expect(question.content).toBe('There is no film “qqqq” in the library. Was it one of these?');
  expect(menuIn(question).offered).toHaveLength(3);
});

test('a queue is filled with the theme that is picked where several begin so', async () => {
  const question = await use('filmweek queue fill', { theme: 'war', count: 1 });
  expect(question.content).toBe('“war” could be several themes. Which one?');
  expect(menuIn(question).offered).toEqual(['women', 'children']);
  expect(said(await pick(question, 'women'))).toContain('Wings');
  expect(menuIn(await use('filmweek queue fill', { theme: 'partizanenn' })).offered).toContain('partisans');
});

describe('a schedule of a theme that may be several, or none, is asked about, and the menu goes on with it', () => {
  const given = { channel: { id: '500', kind: 'text', botMay: 0n }, weekday: 'sunday', time: '19:30', name: 'sundays' };

  test('with all that was asked', async () => {
    const question = await use('filmweek schedule', { ...given, thread: true, theme: 'war' });
    expect(question.content).toBe('“war” could be several themes. Which one?');
    expect(menuIn(question).offered).toEqual(['women', 'children']);
    const draft = await pick(question, 'children');
    expect(said(draft)).toMatch(/^<#500> · Sunday, 19:30 \(.*I lack in <#500>: View Channel/s);
    const { settings } = await club.schedules.draftOf(guildId, String(lastId), aRequest().now);
    expect(settings).toMatchObject({ theme: 'children', thread: true, channelId: '500' });
    expect(menuIn(await use('filmweek schedule', { ...given, theme: 'qqqq' })).offered).toContain('partisans');
  });

  test('unless the theme has left the library, or the question is too old', async () => {
    const question = await use('filmweek schedule', { ...given, theme: 'war' });
    await expect(pick(question, 'gone')).rejects.toMatchObject({ key: 'gone.theme' });
    const old = scheduleTheme.customId('77', '');
    const asked = { components: [{ type: 1, components: [{ type: 3, custom_id: old, options: [] }] }] } as MessageReply;
    await expect(pick(asked, 'women')).rejects.toMatchObject({ key: 'schedule.draft-gone' });
  });

  test('also out of a form, which can be opened again instead', async () => {
    await use('filmweek schedule', given);
    const picks = { extras: [{ id: 'pin' }] };
    const fields = { theme: 'war', grace: '12', close: '28' };
    const request = aComponentRequest({ picks, fields, interactionId: 'form', ...moderator });
    const question = (await restForm.execute(request, [String(lastId), '0'], club)) as MessageReply;
    const buttons = question.components?.[1]?.components.flatMap((part) => ('label' in part ? [part.label] : []));
    expect(buttons).toEqual(['Open the form again', 'Cancel']);
    await pick(question, 'women');
    const { settings } = await club.schedules.draftOf(guildId, String(lastId), aRequest().now);
    expect(settings).toMatchObject({ theme: 'women', graceHours: 12, pin: true, time: '19:30' });
  });
});

test('a collection is switched off and on by picking it where several begin so', async () => {
  const off = async () => (await club.settings.of(guildId)).disabledCollections;
  const question = await use('filmconfig collection disable', { collection: 'the' });
  expect(question.content).toBe('“the” could be several collections. Which one?');
  await pick(question, 'the-sea');
  expect(await off()).toEqual(['the-sea']);
  await pick(await use('filmconfig collection enable', { collection: 'qqqq' }), 'the-sea');
  expect(await off()).toEqual([]);
});

describe('where several nominations fit, or none', () => {
  beforeEach(async () => {
    for (const film of ['wings', 'wings-of-desire', 'zoya']) await use('film nominate', { film });
  });
  const states = async () =>
    Object.fromEntries((await club.nominations.list(guildId)).map(({ filmId, state }) => [filmId, state]));
  const idOf = async (film: string) =>
    (await club.nominations.list(guildId)).find(({ filmId }) => filmId === film)?.id ?? '';

  test('a moderator picks the one to accept', async () => {
    const question = await use('filmweek nominations accept', { nomination: 'win' });
    expect(question.content).toBe('“win” could be several nominations. Which one?');
    expect(menuIn(question).offered).toHaveLength(2);
    await pick(question, await idOf('wings-of-desire'));
    expect(await states()).toMatchObject({ 'wings-of-desire': 'accepted', wings: 'open' });
  });

  test('a moderator picks the one to decline, with the reason that was given', async () => {
    const question = await use('filmweek nominations decline', { nomination: 'qqqq', reason: 'Seen last year' });
    expect(menuIn(question).offered).toHaveLength(3);
    await pick(question, await idOf('zoya'));
    expect(await states()).toMatchObject({ wings: 'open' });
    expect(said(await use('film nominate', { film: 'zoya' }))).toContain('reason: Seen last year');
  });
});

test('where no post or several fit, a moderator picks the one to count anew', async () => {
  for (const [at, filmId] of ['wings', 'wings-of-desire', 'zoya'].entries())
    await posts.add(aPost({ filmId, messageId: `140000000000000000${at}` }));
  const question = await use('filmweek recount', { post: 'win' });
  expect(question.content).toBe('“win” could be several posts. Which one?');
  expect(menuIn(question).offered).toHaveLength(2);
  expect(menuIn(await use('filmweek recount', { post: 'qqqq' })).offered).toHaveLength(3);
  await expect(pick(question, 'gone')).rejects.toMatchObject({ key: 'recount.none' });
});
