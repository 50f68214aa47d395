import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createRest } from '../../src/discord/rest.ts';
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

test('what fails is not repeated by the client: whoever called knows whether it may', async () => {
  await using discord = await LocalDiscord.start();
  discord.answer(() => ({ status: 502 }));
  const rest = createRest({ apiUrl: discord.apiUrl, token: 'token', log });
  await expect(rest.post('/webhooks/1/token', { auth: false })).rejects.toThrow('Bad Gateway');
  expect(discord.calls).toHaveLength(1);
});
