import { DiscordAPIError, HTTPError } from '@discordjs/rest';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerOf } from '../../src/discord/answer.ts';
import { OperatorError } from '../../src/errors.ts';

const request = { body: undefined, files: undefined };
const refused = (status: number, code: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'https://discord.com/api', request);
const of = (error: unknown) => answerOf(() => Promise.reject(error as Error));

test.each([
  [403, 50_001, { kind: 'refused', refusal: 'access' }],
  [403, 50_013, { kind: 'refused', refusal: 'permission' }],
  [404, 10_003, { kind: 'refused', refusal: 'channel-gone' }],
  [404, 10_004, { kind: 'refused', refusal: 'channel-gone' }],
  [404, 10_008, { kind: 'gone' }],
  [400, 50_024, { kind: 'refused', refusal: 'channel-type' }],
  [400, 50_083, { kind: 'refused', refusal: 'permission' }],
  [400, 200_000, { kind: 'refused', refusal: 'text' }],
  [400, 240_000, { kind: 'refused', refusal: 'text' }],
  [400, 30_003, { kind: 'refused', refusal: 'full' }],
  [400, 50_035, { kind: 'refused', refusal: 'invalid' }],
  [403, 99_999, { kind: 'refused', refusal: 'permission' }],
  [429, 20_028, { kind: 'limited', waitMs: 60_000 }],
])('Discord’s %i with code %i has one meaning', async (status, code, answer) => {
  expect(await of(refused(status, code))).toEqual(answer);
});

test('what may have been done is told from what never got there', async () => {
  expect(await of(new HTTPError(502, 'Bad Gateway', 'POST', 'https://discord.com/api', request))).toEqual({
    kind: 'unknown',
  });
  expect(await of(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toEqual({ kind: 'unknown' });
  expect(await of(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))).toEqual({ kind: 'unsent' });
});

test('an answer of a shape that none has tells nothing', async () => {
  expect(await answerOf(async () => z.array(z.string()).parse({}))).toEqual({ kind: 'unknown' });
});

test('a refused token ends the process, and a bug is no answer', async () => {
  await expect(of(refused(401, 0))).rejects.toBeInstanceOf(OperatorError);
  await expect(of(new TypeError('oops'))).rejects.toThrow('oops');
});
