import { afterEach, beforeEach, expect, test } from 'vitest';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import { startClub, textOf } from '../support/club.ts';
import type { Club, Visitor } from '../support/club.ts';

let club: Club;
let clara: Visitor;

beforeEach(async () => {
  club = await startClub();
  clara = await club.as('moderator');
});
afterEach(() => club[Symbol.asyncDispose]());

const check = async () => textOf(await clara.command('/filmconfig check'));

/** All that Discord is asked about the server itself. */
const aboutServer = { path: /^\/guilds\/\d+\/(?:roles|members|channels)/ };

/** As it is with a server that has the commands alone. */
const leaveServer = (): void => club.playground.faults.rest.next(aboutServer, { refused: 404, code: 10_004 }, 3);

/** The setup, at its last question. */
async function lastQuestion() {
  let question = await clara.command('/filmconfig setup');
  for (let time = 0; time < 4; time += 1) question = await clara.press(question, enUS['setup.skip']);
  return question;
}

test('where the bot is no member the check says so and what that costs, with an invitation', async () => {
  leaveServer();
  const checked = await clara.command('/filmconfig check');
  expect(textOf(checked)).toContain('I am not in this server');
  expect(textOf(checked)).toMatch(/permissions=85056&guild_id=\d+/);
  expect(JSON.stringify(checked.message.components)).toContain('permissions=85056');
});

test('the last answer of the setup is kept and told, and can be taken back, where the bot is no member', async () => {
  const question = await lastQuestion();
  leaveServer();
  const end = await clara.pick(question, '@moderators');
  expect(textOf(end)).toMatch(/nobody → <@&\d+>[\s\S]*That is all\.[\s\S]*I am not in this server/);
  expect(textOf(await clara.press(end, enUS['config.undo']))).toContain('→ nobody');
});

test('the last answer of the setup is kept and told while Discord says nothing of the server', async () => {
  const question = await lastQuestion();
  club.playground.faults.rest.next(aboutServer, { status: 503 }, 1000);
  const end = textOf(await clara.pick(question, '@moderators'));
  expect(end).toMatch(/nobody → <@&\d+>[\s\S]*That is all\.[\s\S]*\/filmconfig check/);
  club.playground.faults.clear();
  expect(await check()).toContain('Everything that is needed is there.');
});
