import { PermissionFlagsBits } from 'discord.js';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { createRest } from '../../src/discord/rest.ts';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import type { Services } from '../../src/services/services.ts';
import { endless } from '../support/club.ts';
import { someEvening } from '../support/requests.ts';
import { aSeal } from '../support/seal.ts';
import { aClub } from '../support/services.ts';
import { LocalDiscord } from './local-discord.ts';

type Member = Readonly<{ id: string; permissions?: bigint; roles?: readonly string[] }>;
type Part = { type: number; label?: string; custom_id: string };
type Answer = { flags?: number; content?: string; custom_id?: string; components?: { components: Part[] }[] };

/** Somebody to whom the guild has given the commands in Discord’s settings, which tell the bot nothing. */
const trusted: Member = { id: '31' };
const moderator: Member = { id: '32', permissions: PermissionFlagsBits.ManageEvents };
const manager: Member = { id: '33', permissions: PermissionFlagsBits.ManageGuild };
const guildId = '1000000000000000001';

let discord: LocalDiscord;
let router: InteractionRouter;
let services: Services;
let now = someEvening;
let nextId = 1_300_000_000_000_000_000n;

beforeEach(async () => {
  now = someEvening;
  services = aClub();
  discord = await LocalDiscord.start();
  const { apiUrl } = discord;
  const log = pino({ level: 'silent' });
  router = new InteractionRouter({
    ...{ rest: createRest({ apiUrl, token: 'token', log }), callbacks: new Callbacks({ apiUrl, log }), log },
    ...{ commands, components, seal: aSeal(components), budgets: endless(), services, clock: () => now },
    applicationId: () => '6',
  });
});
afterEach(() => discord[Symbol.asyncDispose]());

async function send(who: Member, interaction: object): Promise<Answer> {
  discord.calls.length = 0;
  nextId += 1n;
  const { id, permissions = 0n, roles = [] } = who;
  const member = { user: { id }, permissions: String(permissions), roles };
  await router.handle({
    id: String(nextId),
    token: 'token',
    guild_id: guildId,
    channel_id: '7',
    member,
    ...interaction,
  });
  expect(discord.calls).toHaveLength(1);
  const [call] = discord.calls;
  return (call?.body as { data?: Answer } | undefined)?.data ?? {};
}

const use = (who: Member, name: string, ...path: readonly string[]): Promise<Answer> => {
  const options = path.reduceRight<object[]>(
    (inner, branch, at) => [{ name: branch, type: at === path.length - 1 ? 1 : 2, options: inner }],
    [],
  );
  return send(who, { type: 2, data: { name, type: 1, options } });
};
const message = { id: '77', flags: 64 };
const press = (who: Member, customId: string, values: readonly string[] = []): Promise<Answer> =>
  send(who, { type: 3, message, data: { custom_id: customId, component_type: 2, values } });
const submit = (who: Member, customId: string): Promise<Answer> =>
  send(who, { type: 5, message, data: { custom_id: customId, components: [] } });

const partsOf = ({ components: rows = [] }: Answer): Part[] => rows.flatMap((row) => row.components);
const idOf = (answer: Answer, label?: string): string =>
  partsOf(answer).find((part) => label === undefined || part.label === label)?.custom_id ?? '';

async function nominate(filmId = 'daisies'): Promise<string> {
  nextId += 1n;
  const id = String(nextId);
  await services.nominations.nominate({ guildId, userId: '9', filmId, note: '', id, now });
  return id;
}

const stateOf = async (id: string): Promise<string> => (await services.nominations.get(guildId, id)).state;

test('whom the guild has given a command uses what its answer carries, to the end: menu, button and form', async () => {
  const id = await nominate();
  const list = await use(trusted, 'filmweek', 'nominations', 'list');
  const opened = await press(trusted, idOf(list), [id]);
  const form = await press(trusted, idOf(opened, enUS['nomination.decline']));
  const declined = await submit(trusted, form.custom_id ?? '');
  expect(JSON.stringify(declined)).toContain(enUS['nomination.declined']);
  expect(await stateOf(id)).toBe('declined');
});

test('whom the guild has given /filmconfig goes through the setup', async () => {
  const first = await use(trusted, 'filmconfig', 'setup');
  await press(trusted, idOf(first, enUS['choice.posts.ru']));
  expect((await services.settings.of(guildId)).language).toBe('ru');
});

test('a pass is good for the one who got it', async () => {
  const id = await nominate();
  const list = await use(trusted, 'filmweek', 'nominations', 'list');
  const opened = await press(trusted, idOf(list), [id]);
  const accept = idOf(opened, enUS['nomination.accept']);
  expect((await press({ id: '99' }, accept)).content).toBe(enUS['error.old-component']);
  expect(await stateOf(id)).toBe('open');
});

test('a pass ends 15 minutes after the command, however often it was used, and says so kindly', async () => {
  const id = await nominate();
  const list = await use(trusted, 'filmweek', 'nominations', 'list');
  now = someEvening.add({ minutes: 14 });
  const accept = idOf(await press(trusted, idOf(list), [id]), enUS['nomination.accept']);
  now = someEvening.add({ minutes: 16 });
  expect((await press(trusted, accept)).content).toBe(enUS['error.pass-over']);
  expect(await stateOf(id)).toBe('open');
});

test('a pass whose end was changed is none', async () => {
  const id = await nominate();
  const list = await use(trusted, 'filmweek', 'nominations', 'list');
  const [route, until = '', mac] = idOf(list).split(':');
  const later = (parseInt(until, 36) + 3600).toString(36);
  const forged = await press(trusted, [route, later, mac].join(':'), [id]);
  expect(forged.content).toBe(enUS['error.old-component']);
});

test('who has the right loses the buttons with it, at once', async () => {
  const id = await nominate();
  const list = await use(moderator, 'filmweek', 'nominations', 'list');
  const opened = await press(moderator, idOf(list), [id]);
  const without = { id: moderator.id };
  expect((await press(without, idOf(opened, enUS['nomination.accept']))).content).toBe(enUS['moderator.only']);
  const setup = await use(manager, 'filmconfig', 'setup');
  expect((await press({ id: manager.id }, idOf(setup))).content).toBe(enUS['error.not-allowed']);
  expect(await stateOf(id)).toBe('open');
});

test('the role that the club has chosen moderates, and who loses the role does not', async () => {
  await services.settings.change(guildId, { moderatorRole: '5' }, now);
  const id = await nominate();
  const byRole = { id: '34', roles: ['5'] };
  const opened = await press(byRole, idOf(await use(byRole, 'filmweek', 'nominations', 'list')), [id]);
  const accept = idOf(opened, enUS['nomination.accept']);
  expect((await press({ id: byRole.id }, accept)).content).toBe(enUS['moderator.only']);
  await press(byRole, accept);
  expect(await stateOf(id)).toBe('accepted');
});

test('an answer to everybody gives nobody a pass, and no more does a command for everybody', async () => {
  const card = await send(moderator, {
    type: 2,
    data: {
      name: 'film',
      type: 1,
      options: [{ name: 'info', type: 1, options: [{ name: 'film', value: 'daisies' }] }],
    },
  });
  const post = idOf(card, enUS['card.post']);
  expect((await press(trusted, post)).content).toBe(enUS['moderator.only']);
});
