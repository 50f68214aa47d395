import { DiscordAPIError } from '@discordjs/rest';
import { expect, test } from 'vitest';
import { createLogger, redact } from '../src/log.ts';

// Made up, in the shape of the real ones.
const botToken = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcdE', 'abcdefghijklmnopqrstuvwxyz0123456789ab'].join('.');
const interactionToken = `aW50ZXJhY3Rpb246MTIz${'Ab0-_'.repeat(20)}`;

function logged(write: (log: ReturnType<typeof createLogger>) => void, format: 'json' | 'pretty' = 'json'): string {
  const lines: string[] = [];
  write(
    createLogger(
      { level: 'trace', format, secrets: ['the-playground-token'] },
      { write: (line) => void lines.push(line) },
    ),
  );
  return lines.join('');
}

test('a bot token is in no line, however it got there', () => {
  const output = logged((log) => {
    log.info(`connecting with ${botToken}`);
    log.info({ headers: { Authorization: `Bot ${botToken}` }, token: 'short.one.x' }, 'request');
    log.info({ body: JSON.stringify({ token: 'short.one.x', shard: [0, 1] }) }, 'identify');
    log.error({ err: new Error('outer', { cause: new Error(`inner ${botToken}`) }) }, 'failed');
    log.error(new Error(`login with the-playground-token failed`));
  });
  expect(output).not.toContain(botToken.slice(-20));
  expect(output).not.toContain('short.one.x');
  expect(output).not.toContain('the-playground-token');
  expect(output).toContain('shard');
});

test('an interaction token is in no line, neither in the URL of an error nor in its stack or cause', () => {
  const url = `https://discord.com/api/v10/webhooks/1234567890/${interactionToken}/messages/@original`;
  const error = new DiscordAPIError({ code: 10062, message: 'Unknown interaction' }, 10062, 404, 'PATCH', url, {
    files: undefined,
    body: { content: 'a private reply' },
  });
  const output = logged((log) => {
    log.warn({ err: error }, 'failed');
    log.warn({ err: new Error(`POST /interactions/99/${interactionToken}/callback`, { cause: error }) }, 'failed');
    log.debug({ nested: { deep: { deeper: { d: { token: 'plain' }, url } } } }, interactionToken);
  });
  expect(output).not.toContain(interactionToken);
  expect(output).not.toContain('plain');
  expect(output).not.toContain('a private reply');
  expect(output).toContain('/webhooks/1234567890/[redacted]/messages/@original');
  expect(output).toContain('10062');
});

test('a token of any shape is hidden in the address of an interaction', () => {
  expect(redact('POST /interactions/12/to.k-en_1/callback')).toBe('POST /interactions/12/[redacted]/callback');
  expect(redact('POST /webhooks/12/tok"')).toBe('POST /webhooks/12/[redacted]"');
});

test('a line stays JSON after its secrets are gone', () => {
  const output = logged((log) => log.info({ token: 'a"b\\c', authorization: 'Bot x' }, 'odd "quotes" stay'));
  expect(JSON.parse(output)).toMatchObject({
    token: '[redacted]',
    authorization: '[redacted]',
    msg: 'odd "quotes" stay',
  });
});

test('on a terminal the same secrets are gone', () => {
  const output = logged((log) => log.info({ url: `/interactions/1/${interactionToken}/callback` }, 'hello'), 'pretty');
  expect(output).toContain('hello');
  expect(output).not.toContain(interactionToken);
});

test('ids stay readable: they are how a log is searched', () => {
  expect(redact('interaction 1234567890123456789 in guild 9876543210987654321')).toContain('1234567890123456789');
});
