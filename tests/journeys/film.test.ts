import { afterAll, beforeAll, expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { startClub, textOf } from '../support/club.ts';
import type { Club } from '../support/club.ts';

let club: Club;
beforeAll(async () => {
  club = await startClub();
});
afterAll(() => club[Symbol.asyncDispose]());

test('a member asks for a theme, opens a card, and its buttons still work after the bot was restarted', async () => {
  const anna = await club.as('member');
  const list = await anna.command('/film theme', { theme: 'evacuation' });
  expect(list).toMatchObject({ ephemeral: false, state: 'sent' });
  expect(textOf(list)).toContain('Evacuation');

  const card = await anna.pick(list, /./);
  expect(card).toMatchObject({ ephemeral: true, state: 'sent' });
  expect(textOf(card)).toContain(enUS['card.fact']);
  const similar = await anna.press(card, enUS['card.show-similar']);
  expect(similar.ephemeral).toBe(true);

  await club.restartBot();
  const again = await anna.press(card, enUS['card.show-similar']);
  expect(textOf(again)).toBe(textOf(similar));
  expect(textOf(await anna.pick(list, /./))).toBe(textOf(card));
});

test('a theme can be typed in any alphabet and completes while typing', async () => {
  const anna = await club.as('member');
  const offered = await anna.choices('/film theme', 'theme', 'эвак');
  expect(offered.map(({ value }) => value)).toContain('evacuation');
  expect(textOf(await anna.command('/film theme', { theme: 'эвакуация' }))).toContain('Evacuation');
});

test('what a Russian-speaking member asks for in private is answered in Russian', async () => {
  const vera = await club.as('moderator', 'ru');
  const open = await vera.command('/film themes');
  const hidden = await vera.command('/film themes', { private: true });
  expect(open.ephemeral).toBe(false);
  expect(hidden.ephemeral).toBe(true);
  expect(textOf(open)).not.toMatch(/эвакуация/i);
  expect(textOf(hidden)).toMatch(/эвакуация/i);
});

test('in a direct message the bot speaks the language of the person', async () => {
  const vera = await club.as('moderator', 'ru');
  const card = await vera.command('/film random', {}, 'dm');
  expect(card.ephemeral).toBe(false);
  expect(textOf(card)).toContain(ru['card.fact']);
});

test('what only one member can see nobody else sees', async () => {
  const anna = await club.as('member');
  const vera = await club.as('moderator', 'ru');
  const hidden = await anna.command('/film themes', { private: true });
  await vera.command('/film help');
  const seen = await vera.until('the channel', ({ messages }) => Object.values(messages).flat());
  expect(seen.map(({ message }) => message.id)).not.toContain(hidden.message.id);
});

test('a film that nobody knows is answered kindly', async () => {
  const anna = await club.as('member');
  const answer = await anna.command('/film info', { film: 'qqqq zzzz' });
  expect(textOf(answer)).not.toBe('');
  expect(textOf(answer)).not.toContain(enUS['error.bug'].slice(0, 20));
});

test('a lost connection costs a member nothing: the command of that moment is answered after the resume', async () => {
  const anna = await club.as('member');
  club.playground.faults.gateway.drop();
  const answer = await anna.command('/film help');
  expect(answer.state).toBe('sent');
});

test('what somebody says while the bot takes its time is no answer of the bot', async () => {
  const [anna, clara] = [await club.as(), await club.as('moderator')];
  const channelId = await anna.until('the channel', ({ channels }) => channels[0]?.id);
  club.playground.faults.rest.next('callback', { delayMs: 800 });
  const [answer] = await Promise.all([
    anna.command('/film info', { film: 'wings' }),
    clara.act({ do: 'say', channelId, content: 'Good evening' }),
  ]);
  expect(textOf(answer)).toContain('Wings');
});
