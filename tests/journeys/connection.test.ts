import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { LocalGateway } from '../discord/local-gateway.ts';
import { someEvening } from '../support/requests.ts';

/*
 * The whole bot against a gateway that misbehaves as Discord's may: lost connections, sessions that end, events twice.
 */
let discord: LocalGateway;
let bot: App;

beforeEach(async () => {
  discord = await LocalGateway.start();
  const nowhere = { devGuildId: undefined, databaseUrl: 'sqlite::memory:', libraryDir: undefined };
  const config = { token: 'a-token', apiUrl: discord.apiUrl, ...nowhere };
  const logger = pino({ level: 'silent' });
  const levels = { logLevel: 'silent', logFormat: 'json' } as const;
  bot = await startApp({ ...config, ...levels }, { clock: () => someEvening, random: () => 0.5, logger });
});

afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await discord[Symbol.asyncDispose]();
});

let sequence = 100;
function ask(id: string): void {
  sequence += 1;
  const d = {
    id,
    application_id: '6',
    token: `token-${id}`,
    type: 2,
    data: { id: '1', type: 1, name: 'film', options: [{ name: 'themes', type: 1, options: [] }] },
    guild_id: '1',
    guild_locale: 'en-US',
    locale: 'ru',
    channel_id: '2',
    member: { user: { id: '3' }, permissions: '0' },
  };
  discord.send(discord.socket, { op: 0, t: 'INTERACTION_CREATE', s: sequence, d });
}

const answers = (id: string) =>
  discord.calls.filter(({ call }) => call === `POST /interactions/${id}/token-${id}/callback`);
const answered = (id: string) => vi.waitFor(() => expect(answers(id)).toHaveLength(1), { timeout: 5000, interval: 10 });
const sent = (op: number) => discord.received.filter((message) => message.op === op).length;
const until = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { timeout: 10_000, interval: 10 });

test('a bot registers its commands and answers', async () => {
  expect(discord.calls.map(({ call }) => call.split('?')[0])).toEqual([
    'GET /applications/6/commands',
    'PUT /applications/6/commands',
  ]);
  ask('11');
  await answered('11');
  expect(answers('11')[0]?.body).toMatchObject({ type: 4, data: { allowed_mentions: { parse: [] } } });
});

test('after a lost connection the bot resumes and answers', async () => {
  discord.socket.terminate();
  await until(() => sent(6) === 1);
  ask('12');
  await answered('12');
  expect(sent(2)).toBe(1);
});

test('after a session that Discord ended the bot starts another and answers; its commands are known already', async () => {
  const calls = discord.calls.length;
  discord.send(discord.socket, { op: 9, d: false });
  await until(() => sent(2) === 2);
  ask('13');
  await answered('13');
  expect(discord.calls).toHaveLength(calls + 1);
});

test('a command that arrives again after a resume is answered once', async () => {
  ask('14');
  await answered('14');
  discord.socket.terminate();
  await until(() => sent(6) === 1);
  ask('14');
  ask('15');
  await answered('15');
  expect(answers('14')).toHaveLength(1);
});
