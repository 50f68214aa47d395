import { PermissionFlagsBits } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ComponentRequest } from '../../src/discord/request.ts';
import { noteOf } from '../../src/domain/nomination.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm } from '../support/library.ts';
import { aCommandRequest, aComponentRequest, aRequest, someEvening } from '../support/requests.ts';
import { fridays } from '../support/schedules.ts';
import { aClub } from '../support/services.ts';

const moderator = { userId: '99', permissions: PermissionFlagsBits.ManageEvents };
const wings = [aFilm({ id: 'wings', title: 'Wings' }), aFilm({ id: 'wings-of-desire', title: 'Wings of Desire' })];
const { guildId = '' } = aRequest();
let lastId = 0;

async function pressed(customId: string, club: Services, request: Partial<ComponentRequest> = {}): Promise<Reply> {
  const { route, args } = readCustomId(customId);
  const component = components.find((candidate) => candidate.route === route);
  if (!component) throw new Error(`nothing listens to ${customId}`);
  return component.execute(aComponentRequest(request), component.args.parse(args), club);
}
const press = async (...args: Parameters<typeof pressed>) => (await pressed(...args)) as MessageReply;
const subcommandOf = (path: string) => {
  const [command = '', ...name] = path.split(' ');
  const slash = commands.find((candidate) => candidate.name === command);
  const found = slash?.kind === 'slash' && slash.subcommands.find((each) => each.name === name.join(' '));
  if (!found) throw new Error(`no /${path}`);
  return found;
};
async function use(
  path: string,
  options: Record<string, unknown>,
  club: Services,
  request: Parameters<typeof aRequest>[0] = {},
): Promise<MessageReply> {
  lastId += 1;
  const asked = aCommandRequest(options, { interactionId: String(lastId), ...request });
  return (await (subcommandOf(path).execute(asked, club) as Promise<Reply>)) as MessageReply;
}
const said = ({ content, embeds = [] }: MessageReply) => content ?? embeds[0]?.description ?? '';
const idsOf = ({ components: rows = [] }: MessageReply): string[] =>
  rows.flatMap((row) => row.components).flatMap((part) => ('custom_id' in part ? [part.custom_id] : []));

test('a nomination is between the member and the moderators: nobody else sees an answer', () => {
  for (const path of ['film nominate', 'filmweek nominations list', 'filmweek nominations accept'])
    expect(subcommandOf(path).visibility, path).toBe('ephemeral');
  for (const route of ['nominate', 'take-back', 'accept-nomination', 'decline-form'])
    expect(components.find((each) => each.route === route)?.acts, route).toBe(true);
});

test('a member nominates, another joins, and each hears how many want it and how many they have left', async () => {
  const club = aClub(wings);
  const first = said(await use('film nominate', { film: 'wings', note: 'Please' }, club));
  expect(first).toMatch(/^Nominated: .* You may nominate 2 more, 3 open at a time\./);
  expect(first).toContain('- Wings (1966): open, 1 member wants it');
  const second = said(await use('film nominate', { film: 'wings' }, club, { userId: '2' }));
  expect(second).toMatch(/^It was nominated already; you have joined/);
  expect(second).toContain('open, 2 members want it');
  expect(second).not.toContain('Please');
  expect(said(await use('film nominate', { film: 'wings', note: 'Do' }, club))).toMatch(
    /already\. Your note is the new/,
  );
});

test('a member takes back their own, and nobody else’s', async () => {
  const club = aClub(wings);
  for (const userId of ['1', '2']) await use('film nominate', { film: 'wings' }, club, { userId });
  const [menu = ''] = idsOf(await use('film nominate', { film: 'wings' }, club, { userId: '1' }));
  expect(menu).toBe('take-back');
  const values = ['wings'];
  expect(said(await press(menu, club, { userId: '3', values }))).toMatch(/^There was nothing to take back/);
  expect(said(await press(menu, club, { userId: '1', values, guildId: '5' }))).toMatch(/^There was nothing/);
  expect(said(await press(menu, club, { userId: '1', values }))).toMatch(/^Your nomination is taken back\./);
  expect((await club.nominations.list(aRequest().guildId ?? '')).map(({ supporters }) => supporters.length)).toEqual([
    1,
  ]);
});

test('a title that fits two films is asked about, and the note stands in the question until it is answered', async () => {
  const club = aClub(wings);
  const values = ['wings'];
  const note = 'Please *do*';
  const question = await use('film nominate', { film: 'win', note }, club);
  const message = { id: '1', embeds: question.embeds } as unknown as APIMessage;
  const [menu = ''] = idsOf(question);
  expect(said(await press(menu, club, { values, message }))).toMatch(/^Nominated/);
  const notes = async () => (await club.nominations.list(guildId)).map(({ supporters }) => supporters[0]?.note);
  expect(await notes()).toEqual([note]);
  const [other = ''] = idsOf(await use('film nominate', { film: 'win' }, club));
  for (const odd of [undefined, { id: '1' }, { id: '1', embeds: [] }, { id: '1', embeds: [{}] }])
    expect(said(await press(other, club, { values, message: odd as APIMessage | undefined }))).toMatch(/^You had/);
  expect(await notes()).toEqual([note]);
});

test('in direct messages there is no club to nominate to', async () => {
  const club = aClub(wings);
  const refused = { key: 'nominate.guild-only' };
  await expect(use('film nominate', { film: 'qqq' }, club, { guildId: undefined })).rejects.toMatchObject(refused);
  await expect(press('take-back', club, { guildId: undefined, values: ['wings'] })).rejects.toMatchObject(refused);
});

test('moderators see the most wanted first, read the notes, accept and decline; the member hears of both', async () => {
  const club = aClub(wings);
  await use('film nominate', { film: 'wings' }, club, { userId: '1' });
  for (const userId of ['1', '2'])
    await use('film nominate', { film: 'wings-of-desire', note: `By ${userId}` }, club, { userId });
  const list = await use('filmweek nominations list', {}, club, moderator);
  expect(said(list)).toMatch(
    /^1\\\. \*\*Wings of Desire \(1966\)\*\* · open, 2 members want it\n> By 1\n> By 2\n\n2\\\. /,
  );

  expect(said(await use('filmweek nominations accept', { nomination: 'Wings of Desire' }, club, moderator))).toMatch(
    /^Accepted\. .* when it is shown is up to you\./,
  );
  await use('filmweek nominations decline', { nomination: 'wings', reason: 'Seen *last* year' }, club, moderator);
  const own = said(await use('film nominate', { film: 'wings' }, club, { userId: '1' }));
  expect(own).toMatch(/- Wings of Desire \(1966\): accepted <t:\d+:d>, 2 members want it/);
  expect(own).toMatch(/declined <t:\d+:d>, 1 member wanted it; reason: Seen \\\*last\\\* year/);
  const again = await use('filmweek nominations accept', { nomination: 'Wings of Desire' }, club, moderator);
  expect(said(again)).toBe('No nomination fits “Wings of Desire”. Was it one of these?');
});

test('what was accepted is not nominated again, and of what was declined the next one who wants it hears why', async () => {
  const club = aClub(wings);
  for (const film of ['wings', 'wings-of-desire']) await use('film nominate', { film }, club, { userId: '1' });
  await use('filmweek nominations accept', { nomination: 'Wings of Desire' }, club, moderator);
  await use('filmweek nominations decline', { nomination: 'wings', reason: 'Seen last year' }, club, moderator);
  for (const userId of ['1', '2'])
    expect(said(await use('film nominate', { film: 'wings-of-desire' }, club, { userId }))).toMatch(
      /^The moderators have accepted it already, .* You may nominate 3 more/,
    );
  expect(await club.nominations.list(aRequest().guildId ?? '')).toHaveLength(1);
  expect(said(await use('film nominate', { film: 'wings' }, club, { userId: '2' }))).toMatch(
    /^Nominated: .* It was nominated here before: declined <t:\d+:d>, 1 member wanted it; reason: Seen last year\./,
  );
});

test('a member sees what became of their nominations where moderators are told that they do, without a new one', async () => {
  const club = aClub(wings);
  await use('film nominate', { film: 'wings' }, club, { userId: '1' });
  const decline = use('filmweek nominations decline', { nomination: 'wings', reason: 'Seen' }, club, moderator);
  expect(said(await decline)).toContain('will see this, and the reason, with /filmdata show.');
  const shown = said(await use('filmdata show', {}, club, { userId: '1' }));
  expect(shown).toMatch(
    /every server:\*\* 1 nomination\n\*\*Your nominations here\*\*\n- Wings \(1966\): declined .* reason: Seen\n/,
  );
});

test('a moderator opens a nomination, and declines it in a form', async () => {
  const club = aClub(wings);
  await use('film nominate', { film: 'wings', note: 'Please' }, club);
  const id = (await club.nominations.list(aRequest().guildId ?? ''))[0]?.id ?? '';
  const opened = await press('nomination', club, { ...moderator, values: [id] });
  expect(said(opened)).toContain(`- <@${aRequest().userId}>: Please`);
  const form = await pressed(`decline-nomination:${id}`, club, moderator);
  expect(form).toMatchObject({ modal: { custom_id: `decline-form:${id}` } });
  const fields = { reason: 'x'.repeat(300) };
  expect(said(await press(`decline-form:${id}`, club, { ...moderator, fields }))).toMatch(/^Declined\./);
  expect((await club.nominations.get(aRequest().guildId ?? '', id)).reason).toBe('x'.repeat(200));
});

test('only who may manage events presses for the club, and a moderator of another server presses in vain', async () => {
  const club = aClub(wings);
  const routes = ['nominations', 'nomination', 'accept-nomination', 'decline-nomination', 'decline-form'];
  for (const route of routes) expect(components.find((each) => each.route === route)?.needs, route).toBe('moderator');
  await use('film nominate', { film: 'wings' }, club);
  const guildId = aRequest().guildId ?? '';
  const id = (await club.nominations.list(guildId))[0]?.id ?? '';
  const refused = { key: 'nomination.gone' };
  const elsewhere = { ...moderator, guildId: '5' };
  await expect(press(`accept-nomination:${id}`, club, elsewhere)).rejects.toMatchObject(refused);
  await expect(press('nomination', club, { ...elsewhere, values: [id] })).rejects.toMatchObject(refused);
  expect((await club.nominations.get(guildId, id)).state).toBe('open');
  expect(said(await press(`accept-nomination:${id}`, club, moderator))).toMatch(/^Accepted\./);
  await expect(press(`accept-nomination:${id}`, club, moderator)).rejects.toMatchObject(refused);
});

test('a note is a stranger’s: it pings nobody, hides no link, and stays on its line', async () => {
  const club = aClub(wings);
  const note = '@everyone [free](https://evil.example)\n# <@1> ||x|| `\u0000';
  const { note: option } = subcommandOf('film nominate').options;
  const options = { film: 'wings', note: option?.schema.parse(note) };
  await use('film nominate', options, club);
  const line = said(await use('filmweek nominations list', {}, club, moderator)).split('\n')[1];
  expect(line).toBe('> @everyone \\[free\\](https: //evil.example) # \\<@1> \\|\\|x\\|\\| \\`');
  expect(noteOf(`${'я'.repeat(199)}🎬`)).toHaveLength(200);
});

test('what is offered to decide on is what stands there to decide', async () => {
  const club = aClub(wings);
  for (const film of ['wings', 'wings-of-desire']) await use('film nominate', { film }, club);
  await use('filmweek nominations accept', { nomination: 'wings-of-desire' }, club, moderator);
  const offered = async (path: string, typed: string, guildId = aRequest().guildId) => {
    const option = subcommandOf(`filmweek nominations ${path}`).options['nomination'];
    const choices = await option?.autocomplete?.(
      { typed, options: {}, guildId, userId: '99', now: someEvening, t: aRequest().t },
      club,
    );
    return choices?.map(({ name }) => name);
  };
  expect(await offered('accept', '')).toEqual(['Wings (1966): 1 member']);
  expect(await offered('decline', 'desire')).toEqual(['Wings of Desire (1966): 1 member']);
  expect(await offered('decline', '', '5')).toEqual([]);
});

test('however much members write, the list loses nothing: where notes are long, less stands on a page', async () => {
  const films = Array.from({ length: 12 }, (_, at) => aFilm({ id: `f${at}`, title: `Film number ${at}` }));
  for (const note of ['', '*'.repeat(200)]) {
    const club = aClub(films);
    for (const { id } of films)
      for (const userId of ['7', '8', '9'])
        await club.nominations.nominate({
          ...aRequest(),
          guildId: '1',
          userId: id + userId,
          filmId: id,
          note,
          id,
          now: someEvening,
        });
    const all = [said(await use('filmweek nominations list', {}, club, { ...moderator, guildId: '1' }))];
    for (let at = 2; ; at += 1) {
      const next = said(await press(`nominations:${at}`, club, { ...moderator, guildId: '1' }));
      // Behind the end the last one comes again.
      if (next === all.at(-1)) break;
      all.push(next);
    }
    expect(all.map((page) => page.length).filter((length) => length > 1900)).toEqual([]);
    const named = all.flatMap((page) => page.match(/Film number \d+/g) ?? []);
    expect(new Set(named).size).toBe(12);
    expect(all.join('\n').match(/^\d+\\\./gm)).toEqual(films.map((_, at) => `${at + 1}\\.`));
    expect(all.length > 2).toBe(note !== '');
  }
});

const seen = async (club: Services) =>
  Object.fromEntries((await club.nominations.list(guildId)).map(({ filmId, state }) => [filmId, state]));

test('an accepted film that moderators take out of the queue, by whatever way, waits again and may be wanted again', async () => {
  const club = aClub(wings);
  const key = { guildId, name: 'main' };
  const by = { userId: '99', now: someEvening };
  await club.schedules.put(key, fridays, by);
  await use('film nominate', { film: 'wings' }, club);
  const ways = [
    () => use('filmweek queue remove', { film: 'wings' }, club, moderator),
    () => club.queue.clear(key, by),
    () => club.schedules.remove(key, by),
  ];
  for (const takeOut of ways) {
    await use('filmweek nominations accept', { nomination: 'wings' }, club, moderator);
    expect(await seen(club)).toEqual({ wings: 'accepted' });
    await takeOut();
    expect(await seen(club)).toEqual({ wings: 'open' });
  }
  expect(said(await use('film nominate', { film: 'wings' }, club, { userId: '2' }))).toMatch(/you have joined/);
});

test('an accepted film that is declined after all is not shown: it leaves the queue, and the answer says so and takes it back', async () => {
  const club = aClub(wings);
  const key = { guildId, name: 'main' };
  await club.schedules.put(key, fridays, { now: someEvening });
  const queued = async () => (await club.schedules.get(key)).queue.map(({ filmId }) => filmId);
  await use('film nominate', { film: 'wings' }, club);
  await use('filmweek nominations accept', { nomination: 'wings' }, club, moderator);
  expect(await queued()).toEqual(['wings']);
  const declined = await use('filmweek nominations decline', { nomination: 'wings', reason: 'Seen' }, club, moderator);
  expect(said(declined)).toMatch(/^Declined\. .*\n\*\*Wings \(1966\)\*\* is out of the queue\.[^]*reason: Seen/);
  expect(await queued()).toEqual([]);
  expect(await seen(club)).toEqual({});

  const [undo = ''] = idsOf(declined);
  await press(undo, club, moderator);
  expect(await queued()).toEqual(['wings']);
  expect(await club.nominations.list(guildId)).toMatchObject([{ state: 'accepted', reason: '' }]);
});

test('who declines a film that a moderator had queued before hears that it will come all the same', async () => {
  const club = aClub(wings);
  await club.schedules.put({ guildId, name: 'main' }, fridays, { now: someEvening });
  await use('filmweek queue add', { film: 'wings' }, club, moderator);
  await use('film nominate', { film: 'wings' }, club);
  const accepted = await use('filmweek nominations accept', { nomination: 'wings' }, club, moderator);
  expect(said(accepted)).toContain('in the queue of “main” already');
  const declined = await use('filmweek nominations decline', { nomination: 'wings', reason: '' }, club, moderator);
  expect(said(declined)).toMatch(/^Declined\. .*\nThe film is still in the queue of “main”, where/);
  expect((await club.schedules.get({ guildId, name: 'main' })).queue).toHaveLength(1);
});
