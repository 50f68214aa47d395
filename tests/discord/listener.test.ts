import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineListener, Listeners } from '../../src/discord/listener.ts';
import { aClub } from '../support/services.ts';

const event = GatewayDispatchEvents.GuildCreate;
const shape = z.object({ id: z.string() });
const hearing = (...handlers: ((data: { id: string }) => void | Promise<void>)[]): Listeners =>
  new Listeners({
    listeners: handlers.map((handle) => defineListener({ event, shape, handle })),
    services: aClub(),
    log: pino({ level: 'silent' }),
  });

test('a listener hears its event and no other', () => {
  const heard: string[] = [];
  const listeners = hearing(({ id }) => void heard.push(id));
  listeners.hear({ t: event, d: { id: '1' } });
  listeners.hear({ t: GatewayDispatchEvents.GuildDelete, d: { id: '2' } });
  expect(heard).toEqual(['1']);
});

test('a malformed event and a failing listener keep nobody else from hearing', async () => {
  const heard: string[] = [];
  const fails = (): never => {
    throw new Error('broken');
  };
  const listeners = hearing(fails, ({ id }) => void heard.push(id));
  listeners.hear({ t: event, d: { id: 1 } });
  listeners.hear({ t: event, d: null });
  listeners.hear({ t: event, d: { id: '2' } });
  await Promise.resolve();
  expect(heard).toEqual(['2']);
});
