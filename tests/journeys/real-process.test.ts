import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Playground } from '../../src/playground/server.ts';
import { memoryOf, startRealBot, withProbe } from '../support/real-bot.ts';

/* The bot as a process of its own, as an operator runs it, against the playground. */
let playground: Playground;
beforeEach(async () => {
  playground = await Playground.start({ port: 0, heartbeatIntervalMs: 1000 });
});
afterEach(() => playground[Symbol.asyncDispose]());

describe('what only the operator can mend ends the process with 69 and one line', () => {
  const oneLine = (words: string) =>
    expect.stringMatching(new RegExp(`^kinoklub: Discord ${words}[^\n]*\n$`)) as string;

  test('a wrong token', async () => {
    const { ended } = startRealBot(playground, { DISCORD_TOKEN: 'another-token' });
    expect(await ended).toMatchObject({ code: 69, stderr: oneLine('refuses the token') });
    expect(playground.ledger.events('gateway')).toEqual([]);
  });

  test('intents that Discord does not allow', async () => {
    playground.faults.gateway.refuse('identify', 1, 4014);
    const { ended } = startRealBot(playground);
    expect(await ended).toMatchObject({ code: 69, stderr: oneLine('does not allow the requested intents') });
    expect(playground.ledger.events('gateway').map(({ what }) => what)).toEqual(['identify', 'closed']);
  });

  test('a token that is revoked while the bot runs', async () => {
    const { ended, until } = startRealBot(playground);
    await until('kinoklub is ready');
    playground.faults.gateway.close(4004);
    expect(await ended).toMatchObject({ code: 69, stderr: oneLine('refuses the token') });
  });

  test('a token that is revoked while the connection is lost', async () => {
    const { ended, until } = startRealBot(playground);
    await until('kinoklub is ready');
    playground.faults.gateway.refuse('resume', 1);
    playground.faults.rest.during(60_000, 'other', { status: 401 });
    playground.faults.gateway.drop();
    expect(await ended).toMatchObject({ code: 69, stderr: oneLine('refuses the token') });
  });
});

test('through every fault the bot keeps no more than 50 MB, and ends in good health', async () => {
  const bot = startRealBot(playground, { LOG_LEVEL: 'warn', ...withProbe });
  const { faults, gateway, world } = playground;
  const online = () => vi.waitFor(() => expect(gateway.online).toBe(true), { timeout: 30_000, interval: 20 });
  await vi.waitFor(() => expect(world.commands.size).toBe(1), { timeout: 30_000, interval: 20 });
  const [anna, channel] = [world.people[0]?.id ?? '', world.channels[0]?.id ?? ''];
  const film = [...world.commands.values()].flat().find(({ name }) => name === 'film')?.id ?? '';
  const ask = async (times: number): Promise<void> => {
    const options = [{ name: 'random', type: 1, options: [] }];
    for (let count = 0; count < times; count++) {
      await playground.act({ as: anna, do: 'command', channelId: channel, commandId: film, options });
      await sleep(2);
    }
  };

  await ask(200);
  await sleep(500);
  const before = await memoryOf(bot);
  const most = { keptMb: 0, rssMb: 0 };
  const measure = async (): Promise<void> => {
    const { keptMb, rssMb } = await memoryOf(bot);
    most.keptMb = Math.max(most.keptMb, keptMb);
    most.rssMb = Math.max(most.rssMb, rssMb);
  };
  for (const fault of [
    { status: 500 },
    { cut: 'before' },
    { cut: 'after' },
    { limited: 'user', retryAfterS: 60 },
    { delayMs: 9000 },
  ] as const) {
    faults.rest.during(1500, 'callback', fault);
    await ask(200);
    await measure();
    faults.clear();
  }
  for (let times = 0; times < 5; times++) faults.gateway.oversize(5 * 1024 * 1024);
  faults.gateway.events.double(100);
  await ask(100);
  faults.gateway.events.spoil('cut short', 'binary', 'unknown opcode', 'no name', 'no data', 'no number');
  await ask(6);
  await measure();
  for (const cut of [() => faults.gateway.drop(), () => faults.gateway.break(), () => faults.gateway.reconnect()]) {
    cut();
    await sleep(800);
    await online();
    await ask(20);
  }
  faults.outage(3000);
  await sleep(3000);
  await online();
  await ask(20);
  await measure();
  console.log(
    `kept ${before.keptMb.toFixed(1)} MB before, at most ${most.keptMb.toFixed(1)} MB; RSS ${before.rssMb.toFixed(0)}, ${most.rssMb.toFixed(0)} MB`,
  );
  expect(most.keptMb - before.keptMb).toBeLessThan(50);

  const answered = [...world.interactions.values()].at(-1);
  await vi.waitFor(() => expect(answered?.answered).toBe(true), 5000);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
}, 120_000);
