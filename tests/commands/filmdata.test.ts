import { ButtonStyle } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { filmdata } from '../../src/commands/filmdata/index.ts';
import { deleteData, keepData } from '../../src/components/member-data.ts';
import { readCustomId } from '../../src/discord/component.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import { StoreUnavailable } from '../../src/errors.ts';
import type { Services } from '../../src/services/services.ts';
import { storesInMemory } from '../support/database.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aPost } from '../support/posts.ts';
import { aCommandRequest, aComponentRequest, someEvening } from '../support/requests.ts';
import { aClub, servicesOf } from '../support/services.ts';

const here = aComponentRequest().guildId ?? '';
const me = aComponentRequest().userId;

/** A club in which I rated one film here, and two elsewhere. */
async function aRatedClub(): Promise<Services> {
  const club = aClub([aFilm({ id: 'wings', title: 'Wings' })]);
  for (const [guildId, filmId] of [
    [here, 'wings'],
    ['9', 'wings'],
    ['9', 'gone'],
  ] as const)
    await club.ratings.rate({ guildId, userId: me, filmId, score: 4, source: 'button', updatedAt: someEvening });
  return club;
}

async function ask(
  name: string,
  club: Services,
  options: object = {},
  request: Parameters<typeof aCommandRequest>[1] = {},
): Promise<MessageReply> {
  const subcommand = filmdata.subcommands.find((candidate) => candidate.name === name);
  expect(subcommand?.visibility).toBe('ephemeral');
  const reply: Reply | undefined = await subcommand?.execute(aCommandRequest({ ...options }, request), club);
  if (!reply || 'modal' in reply) throw new Error('no message');
  return reply;
}

async function confirm(asked: MessageReply, club: Services, request: Parameters<typeof aComponentRequest>[0] = {}) {
  const [part] = asked.components?.[0]?.components ?? [];
  const customId = part && 'custom_id' in part ? part.custom_id : '';
  const { route, args } = readCustomId(customId);
  expect(route).toBe(deleteData.route);
  return deleteData.execute(aComponentRequest(request), deleteData.args.parse(args), club);
}

test('a member sees their ratings here, and how many there are elsewhere', async () => {
  const text = (await ask('show', await aRatedClub())).embeds?.[0]?.description;
  expect(text).toMatch(/^\*\*In this server:\*\* 1 rating\n- Wings \(1966\): 4 of 5, <t:\d+:d>\n/);
  expect(text).toContain('**In other servers:** 2 ratings');
  const direct = (await ask('show', await aRatedClub(), {}, { guildId: undefined })).embeds?.[0]?.description;
  expect(direct).toMatch(/^\*\*In other servers:\*\* 3 ratings/);
});

test('a film that left the library is shown by its id, and a long list is counted', async () => {
  const club = await aRatedClub();
  expect((await ask('show', club, {}, { guildId: '9' })).embeds?.[0]?.description).toContain('- gone: 4 of 5');
  for (let at = 0; at < 20; at += 1)
    await club.ratings.rate({
      ...{ guildId: here, userId: me, filmId: `film-${at}`, score: 1 },
      ...{ source: 'command', updatedAt: someEvening },
    });
  expect((await ask('show', club)).embeds?.[0]?.description).toContain('- … and 6 more');
});

test('nothing is deleted before the member presses Delete, and then all of this server is', async () => {
  const club = await aRatedClub();
  const asked = await ask('delete', club, { scope: 'this_server' });
  expect(asked.components?.[0]?.components[0]).toMatchObject({ label: 'Delete', style: ButtonStyle.Danger });
  expect((await club.members.of(me, here)).here).toHaveLength(1);
  expect(await keepData.execute(aComponentRequest(), [], club)).toMatchObject({ content: 'Nothing was deleted.' });
  expect(await confirm(asked, club)).toMatchObject({
    content: 'Deleted in this server: 1 rating. Your own lists are as they were.',
  });
  expect(await club.members.of(me, here)).toMatchObject({ here: [], elsewhere: { ratings: 2 } });
});

test.each(['this_server', 'everywhere'])('a second press takes nothing that was given since (%s)', async (scope) => {
  const club = await aRatedClub();
  const asked = await ask('delete', club, { scope });
  await confirm(asked, club);
  const anew = { guildId: here, userId: me, filmId: 'wings', score: 2, source: 'command' } as const;
  await club.ratings.rate({ ...anew, updatedAt: someEvening });
  expect(await confirm(asked, club)).toMatchObject({
    content: expect.stringMatching(/^That is deleted already/) as string,
  });
  expect((await club.members.of(me, here)).here).toHaveLength(1);
  const later = { now: someEvening.add({ seconds: 1 }) };
  await confirm(await ask('delete', club, { scope }, later), club, later);
  expect((await club.members.of(me, here)).here).toEqual([]);
});

test.each(['this_server', 'everywhere'])('nor does one after the bot was started again (%s)', async (scope) => {
  const stores = storesInMemory();
  const start = () => servicesOf(aLibrary([aFilm()]), { stores });
  const club = start();
  const asked = await ask('delete', club, { scope });
  await confirm(asked, club);
  const again = start();
  const rating = { guildId: here, userId: me, filmId: aFilm().id, score: 2, source: 'command' } as const;
  await again.ratings.rate({ ...rating, updatedAt: someEvening });
  expect(await confirm(asked, again)).toMatchObject({
    content: expect.stringMatching(/^That is deleted already/) as string,
  });
  expect((await again.members.of(me, here)).here).toHaveLength(1);
});

test('what could not be deleted can be confirmed again', async () => {
  const stores = storesInMemory();
  const club = servicesOf(aLibrary([aFilm()]), { stores });
  const asked = await ask('delete', club, { scope: 'everywhere' });
  const deleteEverywhere = stores.members.deleteEverywhere.bind(stores.members);
  stores.members.deleteEverywhere = () => Promise.reject(new StoreUnavailable());
  await expect(confirm(asked, club)).rejects.toThrow(StoreUnavailable);
  stores.members.deleteEverywhere = deleteEverywhere;
  expect(await confirm(asked, club)).toMatchObject({
    content: expect.stringMatching(/^Deleted: no ratings/) as string,
  });
});

test('everywhere is everywhere, also from direct messages', async () => {
  const club = await aRatedClub();
  const direct = { guildId: undefined };
  const asked = await ask('delete', club, { scope: 'everywhere' }, direct);
  expect(await confirm(asked, club, direct)).toMatchObject({
    content: expect.stringMatching(
      /^Deleted: 3 rat.*\. Nothing is stored about you any more but a code .* goes within about a day\.$/,
    ) as string,
  });
  expect(await club.members.of(me, here)).toEqual({
    here: [],
    elsewhere: { ratings: 0, guilds: 0 },
    lists: { watchlist: 0, seen: 0 },
    settingsChanged: 0,
    nominations: 0,
    direct: false,
    reactions: 0,
    withdrawals: 0,
  });
  await expect(ask('delete', club, { scope: 'this_server' }, direct)).rejects.toMatchObject({
    key: 'rating.guild-only',
  });
});

test.each(['this_server', 'everywhere'])('what stays because a post is open is told (%s)', async (scope) => {
  const stores = storesInMemory();
  await stores.posts.add(aPost({ guildId: here }));
  const club = servicesOf(aLibrary([aFilm()]), { stores });
  const { content } = (await confirm(await ask('delete', club, { scope }), club)) as MessageReply;
  expect(content).toMatch(/^Deleted.*\. Old reactions of yours under open posts do not count any more; /);
  expect(content).toContain('a code made from your id stays until those posts close');
  expect(content).not.toContain('Nothing is stored');
});

test('that a rating was taken back is told for what it is, also where there was none', async () => {
  const stores = storesInMemory();
  await stores.posts.add(aPost({ guildId: here }));
  const club = servicesOf(aLibrary([aFilm({ id: 'daisies' })]), { stores });
  await club.ratings.withdraw({ guildId: here, userId: me, filmId: 'daisies' }, someEvening.add({ hours: 1 }));
  const text = (await ask('show', club)).embeds?.[0]?.description;
  expect(text).toContain(
    'when you took yours back, even if there was none (1 film); kept until the posts that were open',
  );
});

test('a question that was left for too long deletes nothing any more', async () => {
  const club = await aRatedClub();
  const asked = await ask('delete', club, { scope: 'everywhere' });
  const late = { now: someEvening.add({ minutes: 16 }) };
  await expect(confirm(asked, club, late)).rejects.toMatchObject({ key: 'data.asked-long-ago' });
  expect((await club.members.of(me, here)).here).toHaveLength(1);
  const inTime = { now: someEvening.add({ minutes: 14 }) };
  expect(await confirm(asked, club, inTime)).toMatchObject({
    content: expect.stringMatching(/^Deleted: 3 rat/) as string,
  });
});

test('a button that asked somebody else, or in another server, deletes nothing', async () => {
  const club = await aRatedClub();
  for (const scope of ['this_server', 'everywhere']) {
    const asked = await ask('delete', club, { scope });
    await expect(confirm(asked, club, { userId: '666' })).rejects.toMatchObject({ key: 'data.not-yours' });
  }
  const asked = await ask('delete', club, { scope: 'this_server' });
  for (const guildId of ['9', undefined])
    await expect(confirm(asked, club, { guildId })).rejects.toMatchObject({ key: 'data.not-yours' });
  expect(await club.members.of(me, here)).toMatchObject({ elsewhere: { ratings: 2 }, here: [{ filmId: 'wings' }] });
});
