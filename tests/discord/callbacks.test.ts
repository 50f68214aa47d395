import { DefaultUserAgent, DiscordAPIError, HTTPError } from '@discordjs/rest';
import { InteractionResponseType } from 'discord-api-types/v10';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { isOutage } from '../../src/discord/error-reply.ts';
import { LocalDiscord } from './local-discord.ts';
import type { Answer } from './local-discord.ts';

let discord: LocalDiscord;
let callbacks: Callbacks;
beforeEach(async () => {
  discord = await LocalDiscord.start();
  callbacks = new Callbacks({ apiUrl: discord.apiUrl, log: pino({ level: 'silent' }) });
});
afterEach(async () => {
  await callbacks[Symbol.asyncDispose]();
  await discord[Symbol.asyncDispose]();
});

const stopping = new AbortController();
const post = (to = callbacks) =>
  to.post(
    { id: '1', token: 'tok/en' },
    { type: InteractionResponseType.Pong },
    { untilMs: performance.now() + 2800, signal: stopping.signal },
  );
const failureOf = (to: Callbacks): Promise<unknown> =>
  post(to).then(
    () => undefined,
    (error: unknown) => error,
  );
const failure = () => failureOf(callbacks);
const answered = { status: 400, body: { code: 40060, message: 'already acknowledged' } };

/** Answers the first calls so, one after the other; 204 afterwards. */
function answers(...each: readonly Answer[]): void {
  const left = [...each];
  discord.answer(() => left.shift());
}

test('an answer goes to its interaction, under the path of the API, without the bot’s token', async () => {
  await post();
  expect(discord.calls).toMatchObject([
    {
      method: 'POST',
      path: '/interactions/1/tok%2Fen/callback',
      body: { type: 1 },
      authorization: undefined,
      userAgent: DefaultUserAgent,
    },
  ]);
});

test('a stumble of Discord’s is tried again, and an answer that had arrived counts', async () => {
  answers({ status: 502 }, { status: 503 }, answered);
  expect(await post()).toBe('answered before');
  expect(discord.calls).toHaveLength(3);
});

test('an answer whose receipt got lost is sent again in time', async () => {
  answers({ status: 204, afterMs: 10_000 }, answered);
  await post();
  expect(discord.calls).toHaveLength(2);
});

test('a rate limit is waited out as long as Discord waits for the answer', async () => {
  answers({ status: 429, body: { message: 'slow down', retry_after: 0.3, global: false } });
  await post();
  const [first, second] = discord.calls;
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(290);
});

test('a rate limit for longer than that is an outage', async () => {
  answers({ status: 429, body: { message: 'slow down', retry_after: 60, global: true } });
  const error = await failure();
  expect(error).toMatchObject({ status: 429 });
  expect(isOutage(error)).toBe(true);
  expect(discord.calls).toHaveLength(1);
});

test.each([
  ['says something else', { status: 429, body: { retry_after: 'soon' } }],
  ['says nothing', { status: 429 }],
  ['lasts for ever', { status: 429, body: { retry_after: -1 } }],
])('a rate limit that %s is not run into again', async (_, limit) => {
  discord.answer(() => limit);
  expect(isOutage(await failure())).toBe(true);
  expect(discord.calls).toHaveLength(1);
});

test('a refusal in an unknown shape is a refusal all the same', async () => {
  answers({ status: 400, body: { code: 50035, message: { a: 1 }, errors: { a: null } } });
  expect(await failure()).toMatchObject({ code: 50035, status: 400 });
  expect(discord.calls).toHaveLength(1);
});

test('a refusal is told at once, without what was sent', async () => {
  answers({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
  const error = await failure();
  expect(error).toBeInstanceOf(DiscordAPIError);
  expect(error).toMatchObject({ code: 50035, status: 400, requestBody: { json: undefined } });
  expect(discord.calls).toHaveLength(1);
});

test('an outage is asked again, less and less often, for as long as Discord would take the answer', async () => {
  discord.answer(() => ({ status: 503 }));
  const error = await failure();
  expect(error).toBeInstanceOf(HTTPError);
  expect(isOutage(error)).toBe(true);
  const pauses = discord.calls.slice(1).map(({ atMs }, at) => atMs - (discord.calls[at]?.atMs ?? 0));
  expect(pauses.length).toBeGreaterThan(3);
  expect(pauses.length).toBeLessThan(9);
  expect(pauses.at(-1)).toBeGreaterThan(pauses[0] ?? Infinity);
});

test('nobody at the other end is an outage', async () => {
  await using nobody = new Callbacks({ apiUrl: 'http://127.0.0.1:1/api', log: pino({ level: 'silent' }) });
  const error = await failureOf(nobody);
  expect(isOutage(error)).toBe(true);
});
