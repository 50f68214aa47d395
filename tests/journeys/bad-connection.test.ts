import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { startApp } from '../../src/app.ts';
import { spoilings } from '../../src/playground/faults/dispatch-faults.ts';
import type { GatewayFaults } from '../../src/playground/faults/gateway-faults.ts';
import type { MessageView } from '../../src/playground/protocol.ts';
import { Playground } from '../../src/playground/server.ts';
import { Club } from '../support/club.ts';
import type { Visitor } from '../support/club.ts';

/*
 * The whole bot, while the gateway has a bad day: it comes back by itself, resumes where it can, and its members notice
 * nothing but a command that nobody told it of. Each test has a club of its own: most of their time is waiting.
 */
async function openScene() {
  const places = { devGuildId: undefined, libraryDir: undefined, databaseUrl: 'sqlite::memory:' };
  const parts = { clock: () => Temporal.Now.instant(), random: () => 0.5, logger: pino({ level: 'silent' }) };
  const startBot = (address: { apiUrl: string; token: string }) =>
    startApp({ ...address, ...places, logLevel: 'silent', logFormat: 'json' }, parts);
  const club = new Club(await Playground.start({ port: 0, startBot, heartbeatIntervalMs: 1000 }));
  const { ledger, gateway, faults } = club.playground;
  const seen = (what: string) => ledger.events('gateway').filter((event) => event.what === what).length;
  const requests = (path: RegExp) => ledger.requests.filter((request) => path.test(request.path));
  const sessions = () => ({ identifies: seen('identify'), resumes: seen('resume') });
  const [anna, boris] = [await club.as('member'), await club.as('newcomer')];
  return {
    ...{ anna, boris, sessions, gateway: faults.gateway },
    answers: () => requests(/\/callback$/),
    asked: () => requests(/^\/gateway\/bot$/).length,
    until: async (wanted: ReturnType<typeof sessions>) => {
      await vi.waitFor(() => expect(sessions()).toEqual(wanted), { timeout: 30_000, interval: 20 });
      await vi.waitFor(() => expect(gateway.online).toBe(true), { timeout: 15_000 });
    },
    expectAnAnswer: async () => expect((await anna.command('/film help')).state).toBe('sent'),
    [Symbol.asyncDispose]: () => club[Symbol.asyncDispose](),
  };
}

const all = (visitor: Visitor) =>
  visitor.until('the world', ({ messages }) => Object.values(messages).flat() as readonly MessageView[]);

type Happening = readonly [what: string, happen: (gateway: GatewayFaults) => void];

describe.concurrent('the bot resumes its session and answers', () => {
  const happenings: readonly Happening[] = [
    ['a connection that is lost', (gateway) => gateway.drop()],
    ['a connection that breaks with an error', (gateway) => gateway.break()],
    ['a reconnect that Discord asks for (op 7)', (gateway) => gateway.reconnect()],
    ['a session taken away to be resumed (op 9)', (gateway) => gateway.invalidate(true)],
    ['a connection that says nothing any more', (gateway) => gateway.silence()],
    ...[1001, 1011, 4000, 4001, 4002, 4009].map((code): Happening => [
      `a close with ${code}`,
      (gateway) => gateway.close(code),
    ]),
  ];
  test.each(happenings)('after %s', async (_what, happen) => {
    await using scene = await openScene();
    const { gateway, sessions, until, expectAnAnswer } = scene;
    happen(gateway);
    await until({ identifies: 1, resumes: 1 });
    await expectAnAnswer();
    expect(sessions()).toEqual({ identifies: 1, resumes: 1 });
  });
});

describe.concurrent('the bot starts one new session, asks before whether it may, and answers', () => {
  const happenings: readonly Happening[] = [
    ['a session that is over (op 9)', (gateway) => gateway.invalidate(false)],
    ...[1000, 4003, 4005, 4007, 4008].map((code): Happening => [
      `a close with ${code}`,
      (gateway) => gateway.close(code),
    ]),
  ];
  test.each(happenings)('after %s', async (_what, happen) => {
    await using scene = await openScene();
    const { gateway, sessions, until, asked, expectAnAnswer } = scene;
    const before = asked();
    happen(gateway);
    await until({ identifies: 2, resumes: 0 });
    await expectAnAnswer();
    expect({ ...sessions(), asked: asked() - before }).toEqual({ identifies: 2, resumes: 0, asked: 1 });
  });

  test('after a resume that is refused', async () => {
    await using scene = await openScene();
    const { gateway, until, expectAnAnswer } = scene;
    gateway.refuse('resume', 1);
    gateway.drop();
    await until({ identifies: 2, resumes: 1 });
    await expectAnAnswer();
  });
});

test.concurrent('a bot whose resumes and identifies are refused again and again comes back, slower each time', async () => {
  await using scene = await openScene();
  const { gateway, until, expectAnAnswer } = scene;
  gateway.refuse('resume', 1, 4000);
  gateway.refuse('resume', 1);
  gateway.refuse('identify', 1);
  gateway.drop();
  await until({ identifies: 3, resumes: 2 });
  await expectAnAnswer();
}, 60_000);

test.concurrent('a command of the moment in which the connection is lost is answered once, after the resume', async () => {
  await using scene = await openScene();
  const { anna, gateway, answers, sessions } = scene;
  gateway.drop();
  const answer = await anna.command('/film help');
  expect(answer.state).toBe('sent');
  expect(answers()).toHaveLength(1);
  expect(sessions()).toEqual({ identifies: 1, resumes: 1 });
});

describe.concurrent('events', () => {
  test('that come twice are answered once, also when a resume repeats them', async () => {
    await using scene = await openScene();
    const { anna, gateway, answers, until } = scene;
    gateway.events.double(2);
    await anna.command('/film help');
    await anna.command('/film themes');
    gateway.drop();
    await until({ identifies: 1, resumes: 1 });
    await sleep(200);
    expect(answers()).toHaveLength(2);
    expect(await all(anna)).toHaveLength(2);
  });

  test('that come in another order are all answered, and repeated after a resume none is answered again', async () => {
    await using scene = await openScene();
    const { anna, boris, gateway, answers, until, expectAnAnswer } = scene;
    gateway.events.reverse(2);
    await Promise.all([anna.command('/film help'), boris.command('/film help')]);
    gateway.drop();
    await until({ identifies: 1, resumes: 1 });
    await expectAnAnswer();
    expect(answers()).toHaveLength(3);
    expect(new Set(answers().map(({ path }) => path)).size).toBe(3);
  });

  test.each(spoilings)('that come spoiled (%s) do no harm to the next one', async (way) => {
    await using scene = await openScene();
    const { anna, gateway, sessions, expectAnAnswer } = scene;
    gateway.events.spoil(way);
    const isReadable = way === 'no number';
    const { state } = await anna.command('/film help');
    expect(state).toBe(isReadable ? 'sent' : 'failed');
    await expectAnAnswer();
    expect(sessions()).toEqual({ identifies: 1, resumes: 0 });
  });

  test('of 5 MB are read and forgotten', async () => {
    await using scene = await openScene();
    const { gateway, sessions, expectAnAnswer } = scene;
    for (let times = 0; times < 3; times++) gateway.oversize(5 * 1024 * 1024);
    await expectAnAnswer();
    expect(sessions()).toEqual({ identifies: 1, resumes: 0 });
  });
});
