import { aClub } from '../support/services.ts';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { components as ourComponents } from '../../src/components/index.ts';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { defineComponent } from '../../src/discord/component.ts';
import type { Component } from '../../src/discord/component.ts';
import { button, buttonRow } from '../../src/discord/embeds/rows.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { createRest } from '../../src/discord/rest.ts';
import { Seal, sealLength } from '../../src/discord/seal.ts';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { endless } from '../support/club.ts';
import { someEvening } from '../support/requests.ts';
import { sealedId } from '../support/seal.ts';
import { LocalDiscord } from './local-discord.ts';

let done: string[] = [];
const ask = defineComponent({
  route: 'ask',
  args: z.tuple([]),
  placement: 'update',
  execute: () => ({ components: buttonRow(button('Do it', act.customId('this'))) }),
});
const act: Component<z.ZodTuple<[z.ZodString]>> = defineComponent({
  route: 'act',
  args: z.tuple([z.string()]),
  placement: 'update',
  acts: true,
  execute: (_request, [what]) => {
    done.push(what);
    return { content: 'done' };
  },
});
const components = [ask, act] as readonly Component[];

const seal = new Seal({ key: randomBytes(32), components });
const here = { guildId: '1000000000000000001', userId: '3' };

const sealed = (customId: string, place: { guildId: string | undefined; userId: string } = here): string =>
  sealedId(seal, customId, place);

const anId = fc.string({ unit: 'binary', maxLength: 20 }).map((what) => act.customId(what));
const aPlace = fc.record({
  guildId: fc.option(fc.stringMatching(/^\d{1,20}$/), { nil: undefined }),
  userId: fc.stringMatching(/^\d{1,20}$/),
});

describe('a sealed custom_id', () => {
  test('opens where it was made, for everybody there, and in direct messages for the one person', () => {
    fc.assert(
      fc.property(anId, aPlace, fc.stringMatching(/^\d{1,20}$/), (id, place, other) => {
        const given = sealed(id, place);
        expect(given.length).toBe(id.length + sealLength);
        expect(seal.opened(given, place)?.customId).toBe(id);
        const opened = seal.opened(given, { ...place, userId: other });
        expect(opened?.customId).toBe(place.guildId !== undefined || other === place.userId ? id : undefined);
      }),
    );
  });

  test('opens in no other guild, in no direct message, and with no other bot’s key', () => {
    const others = new Seal({ key: randomBytes(32), components });
    fc.assert(
      fc.property(anId, aPlace, aPlace, (id, place, elsewhere) => {
        const given = sealed(id, place);
        fc.pre(place.guildId !== elsewhere.guildId);
        expect(seal.opened(given, elsewhere)).toBeUndefined();
        expect(others.opened(given, place)).toBeUndefined();
      }),
    );
  });

  test('opens with no change to it, whatever is changed where', () => {
    const change = fc.record({
      from: fc.nat(60),
      cut: fc.nat(20),
      put: fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 3 })),
    });
    fc.assert(
      fc.property(anId, change, (id, { from, cut, put }) => {
        const given = sealed(id);
        const changed = given.slice(0, from) + put + given.slice(from + cut);
        fc.pre(changed !== given && /^act(:|$)/.test(changed));
        expect(seal.opened(changed, here)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('was never written by a stranger', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        expect(seal.opened(`act:${rest}`, here)).toBeUndefined();
      }),
    );
    expect(seal.opened('act', here)).toBeUndefined();
    expect(seal.opened(act.customId('this'), here)).toBeUndefined();
  });
});

test('only what acts is sealed, in messages and in forms; links stay', () => {
  const page = { components: [...buttonRow(button('Ask', 'ask')), ...buttonRow(button('Do', 'act:1'))], content: 'x' };
  const link = { type: 2, style: 5, label: 'Read', url: 'https://example.org' } as const;
  const ids = seal
    .sealed({ ...page, components: [...page.components, ...buttonRow(link)] }, here)
    .components.flatMap((row) => row.components);
  expect(ids).toEqual([button('Ask', 'ask'), button('Do', expect.stringMatching(/^act:1:[\w-]{16}$/) as string), link]);
  const form = { title: 'Why?', components: [] };
  expect(seal.sealed({ modal: { ...form, custom_id: 'act:1' } }, here).modal).toEqual({
    ...form,
    custom_id: sealed('act:1'),
  });
  expect(seal.sealed({ modal: { ...form, custom_id: 'ask' } }, here).modal.custom_id).toBe('ask');
  expect(seal.sealed({ content: 'x' }, here)).toEqual({ content: 'x' });
});

describe('the seal fits into a custom_id:', () => {
  test('one that acts has room for it, and too much is our mistake and found at once', () => {
    expect(sealed(act.customId('x'.repeat(79)))).toHaveLength(100);
    expect(() => act.customId('x'.repeat(80))).toThrow(RangeError);
  });

  /** The longest that an argument may be, if it does not say so: ids of the library have 40 characters, numbers of a time 10. */
  const longest = (schema: z.core.$ZodType): string => {
    if (schema instanceof z.ZodEnum) {
      return schema.options.map(String).toSorted((one, other) => other.length - one.length)[0] ?? '';
    }
    if (schema instanceof z.ZodPipe) return longest(schema.in);
    if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return longest(schema.unwrap());
    if (schema instanceof z.ZodString) return 'x'.repeat(schema.maxLength ?? 40);
    return 'x'.repeat(schema instanceof z.ZodNumber ? 10 : 40);
  };
  const snowflakes: Record<string, string[]> = {
    'delete-data': ['this_server', '9'.repeat(20), '9'.repeat(20), '9'.repeat(10)],
  };

  test.each(ourComponents.filter(({ acts }) => acts).map((component) => [component.route, component] as const))(
    '%s with the longest arguments there may be',
    (route, component) => {
      const items = component.args instanceof z.ZodTuple ? component.args.def.items : [];
      const args = snowflakes[route] ?? items.map(longest);
      expect(component.customId(...args).length + sealLength).toBeLessThanOrEqual(100);
    },
  );
});

describe('pressed in Discord,', () => {
  let discord: LocalDiscord;
  let router: InteractionRouter;
  let lines: string[];
  let nextId = 1300000000000000000n;

  beforeEach(async () => {
    [done, lines] = [[], []];
    discord = await LocalDiscord.start();
    const { apiUrl } = discord;
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
    router = new InteractionRouter({
      ...{ rest: createRest({ apiUrl, token: 'token', log }), callbacks: new Callbacks({ apiUrl, log }), log },
      ...{ commands: [], components, seal, budgets: endless(), services: aClub(), clock: () => someEvening },
      applicationId: () => '6',
    });
  });
  afterEach(() => discord[Symbol.asyncDispose]());

  type Body = { data: { content?: string; components?: { components: { custom_id: string }[] }[] } };

  async function press(customId: string, where: object = { guild_id: here.guildId }, locale = 'en-US'): Promise<Body> {
    discord.calls.length = 0;
    nextId += 1n;
    await router.handle({
      ...{ id: String(nextId), token: 'token', type: 3, data: { custom_id: customId, component_type: 2 } },
      ...{ message: { id: '77' }, member: { user: { id: here.userId } }, locale, ...where },
    });
    expect(discord.calls).toHaveLength(1);
    return discord.calls[0]?.body as Body;
  }

  test('a button that the bot gave away acts in its guild alone, and elsewhere says kindly that it does not', async () => {
    const customId = (await press('ask')).data.components?.[0]?.components[0]?.custom_id ?? '';
    expect((await press(customId)).data.content).toBe('done');
    expect(done).toEqual(['this']);
    expect((await press(customId, { guild_id: '666' })).data).toMatchObject({
      content: enUS['error.old-component'],
      flags: 64,
    });
    expect((await press(customId, {}, 'ru')).data.content).toBe(ru['error.old-component']);
    expect(done).toEqual(['this']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/"level":40.*"route":"act".*not with a seal of this place/);
  });

  test('one from before there were seals, or a forged one, changes nothing', async () => {
    for (const customId of ['act:this', 'act:this:AAAAAAAAAAAAAAAA', 'act'])
      expect((await press(customId)).data.content).toBe(enUS['error.old-component']);
    expect(done).toEqual([]);
    expect(lines.join('')).not.toContain('AAAA');
  });
});
