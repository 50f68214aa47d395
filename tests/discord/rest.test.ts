import { RateLimitError } from '@discordjs/rest';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createRest } from '../../src/discord/rest.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { LocalDiscord } from './local-discord.ts';

const log = pino({ level: 'silent' });

test('a limit that does not say how long it lasts is not run into again at once', async () => {
  await using discord = await LocalDiscord.start();
  discord.answer(() => ({ status: 429, body: { message: 'You are being blocked', code: 0 } }));
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log });
  const asked = rest.get('/gateway/bot', { signal: AbortSignal.timeout(500) }).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 600));
  expect(discord.calls).toHaveLength(1);
  discord.answer(() => ({ status: 200, body: {} }));
  await asked;
});

test('a limit that is kept by a short wait is worth no warning, one that holds calls up is', async () => {
  await using discord = await LocalDiscord.start();
  const lines: string[] = [];
  const heard = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log: heard, mostWaitMs: 5000 });
  const lasting = (seconds: string) =>
    discord.answer(() => ({
      status: 204,
      headers: {
        'x-ratelimit-bucket': 'reactions',
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': seconds,
      },
    }));
  const react = (emoji: number) => rest.put(`/channels/500/messages/600/reactions/${emoji}/@me`);
  lasting('0.05');
  for (const emoji of [1, 2, 3]) await react(emoji);
  expect(lines).toEqual([]);
  lasting('60');
  await react(4);
  await expect(react(5)).rejects.toBeInstanceOf(RateLimitError);
  expect(lines).toEqual([expect.stringContaining('waiting for a rate limit')]);
  expect(discord.calls).toHaveLength(4);
});

test('what fails is not repeated by the client: whoever called knows whether it may', async () => {
  await using discord = await LocalDiscord.start();
  discord.answer(() => ({ status: 502 }));
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log });
  await expect(rest.post('/webhooks/1/token', { auth: false })).rejects.toThrow('Bad Gateway');
  expect(discord.calls).toHaveLength(1);
});

test('calls are counted by what they are for, without ids, tokens and emoji, and so are those without an answer', async () => {
  const counted: string[] = [];
  const metrics = {
    ...noMetrics,
    requested: ({ method, route, status }: Record<string, string>) => void counted.push(`${method} ${route} ${status}`),
  };
  const discord = await LocalDiscord.start();
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log, metrics });
  discord.answer(() => ({ status: 200, body: {} }));
  await rest.put('/channels/1234567890123456789/messages/1234567890123456780/reactions/5%EF%B8%8F%E2%83%A3/@me');
  await rest.get('/channels/1234567890123456789/messages/1234567890123456780/reactions/%F0%9F%8E%AC?limit=100');
  await rest.patch('/webhooks/1234567890123456789/aW50ZXJhY3Rpb24/messages/@original', { auth: false });
  discord.answer(() => ({ status: 403, body: { code: 50013, message: 'Missing Permissions' } }));
  await rest.get('/guilds/1234567890123456789').catch(() => undefined);
  await discord[Symbol.asyncDispose]();
  await rest.get('/users/@me').catch(() => undefined);
  expect(counted).toEqual([
    'PUT /channels/:id/messages/:id/reactions/:emoji/@me 200',
    'GET /channels/:id/messages/:id/reactions/:emoji 200',
    'PATCH /webhooks/:id/:token/messages/@original 200',
    'GET /guilds/:id 403',
    'GET /users/@me none',
  ]);
});
