import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationCommandOptionType } from 'discord.js';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Callbacks } from '../../src/discord/callbacks.ts';
import { defineOption, defineSubcommand } from '../../src/discord/command.ts';
import type { Command } from '../../src/discord/command.ts';
import { defineComponent } from '../../src/discord/component.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { PickedChannel, PickedRole } from '../../src/discord/picked.ts';
import { createRest } from '../../src/discord/rest.ts';
import { OperatorError, UserError } from '../../src/errors.ts';
import enUS from '../../src/locales/en-US.json' with { type: 'json' };
import ru from '../../src/locales/ru.json' with { type: 'json' };
import { endless } from '../support/club.ts';
import { someEvening } from '../support/requests.ts';
import type { Services } from '../../src/services/services.ts';
import { aFilm, aLibrary } from '../support/library.ts';
import { aClub, servicesOf } from '../support/services.ts';
import { aSeal } from '../support/seal.ts';
import { LocalDiscord } from './local-discord.ts';

const String_ = ApplicationCommandOptionType.String;
const words = defineOption({ key: 'words', type: String_, schema: z.string().max(20).optional() });
const completed = defineOption({
  key: 'completed',
  type: String_,
  schema: z.string().optional(),
  autocomplete: ({ typed, options, t }) => {
    if (typed === 'bug') throw new Error('no such list');
    return [
      { name: `${typed} ${t.locale} ${String(options['words'])}`.padEnd(120, '!'), value: 'first' },
      { name: 'too long to send', value: 'x'.repeat(101) },
      { name: ' ', value: 'blank' },
      ...Array.from({ length: 30 }, (_, index) => ({ name: `n${index}`, value: `v${index}` })),
    ];
  },
});

const place = defineOption({
  key: 'place',
  type: ApplicationCommandOptionType.Channel,
  schema: PickedChannel.optional(),
});
const group = defineOption({ key: 'group', type: ApplicationCommandOptionType.Role, schema: PickedRole.optional() });

const words_ = { en: 'All', ru: 'Все' };
const wait = (ms: number) => sleep(ms);
const subcommand = (name: string, visibility: 'public' | 'ephemeral', answer: () => Promise<object> | object) =>
  defineSubcommand({
    name,
    options: {},
    visibility,
    execute: async ({ t }) => ({ content: t.locale, ...(await answer()) }),
  });

const commands: readonly Command[] = [
  {
    kind: 'slash',
    name: 'club',
    inDirectMessages: true,
    subcommands: [
      defineSubcommand({
        name: 'say',
        options: { words, completed },
        visibility: ({ words: said }) => (said === 'secret' ? 'ephemeral' : 'public'),
        execute: ({ options, t, permissions }) => ({
          content: `${options.words ?? 'nothing'} in ${t.locale} ${permissions}`,
        }),
      }),
      defineSubcommand({
        name: 'shelf put',
        options: { words, completed },
        visibility: 'public',
        execute: ({ options }) => ({ content: `${options.words ?? 'nothing'} on the shelf` }),
      }),
      defineSubcommand({
        name: 'go',
        options: { place, group },
        visibility: 'public',
        execute: ({ options }) => ({
          content: `${options.place?.id} ${options.place?.botMay ?? 'who knows'} ${options.group?.id}`,
        }),
      }),
      subcommand('slow', 'public', () => wait(1800)),
      subcommand('slow-secret', 'ephemeral', () => wait(1800)),
      subcommand('refused', 'public', () => Promise.reject(new UserError('error.old-component'))),
      subcommand('slow-refused', 'public', () =>
        wait(1800).then(() => Promise.reject(new UserError('error.old-component'))),
      ),
      subcommand('operator', 'public', () =>
        Promise.reject(new OperatorError({ problem: 'disk full', remedy: 'buy one' }, { exitCode: 74 })),
      ),
      subcommand('embed', 'public', () => ({ content: '', embeds: [{ title: 'Wings' }] })),
      defineSubcommand({
        name: 'library',
        options: {},
        visibility: 'public',
        execute: ({ club }, { films }) => ({ content: `${club.warnings} ${films.collections.length}` }),
      }),
      subcommand('bug', 'public', () => Promise.reject(new TypeError('secret detail'))),
      subcommand('form', 'public', () => ({ modal: { custom_id: 'form', title: 'Form', components: [] } })),
      subcommand('pings', 'public', () => ({ content: '@everyone <@1>' })),
    ],
  },
  {
    kind: 'message',
    name: 'Film details',
    key: 'error.operator',
    inDirectMessages: false,
    visibility: 'ephemeral',
    execute: ({ message }) => ({ content: `about ${message.id}` }),
  },
];

const component = (placement: 'update' | 'same' | 'public' | 'ephemeral', name: string, slow = 0) =>
  defineComponent({
    route: name,
    args: z.tuple([z.coerce.number().int()]),
    placement,
    execute: async ({ t, values, fields }, [number]) => {
      if (slow) await wait(slow);
      if (number === 13) throw new UserError('error.unavailable');
      return { content: [t.locale, number, ...values, ...Object.entries(fields).flat()].join(' ') };
    },
  });
const components = [
  component('update', 'turn'),
  component('same', 'open'),
  component('ephemeral', 'hide'),
  component('update', 'slow-turn', 1800),
];

let discord: LocalDiscord;
let router: InteractionRouter;
let services: Services;
let lines: string[];

beforeEach(async () => {
  discord = await LocalDiscord.start();
  lines = [];
  services = servicesOf(
    aLibrary([aFilm()], {
      collections: [{ id: 'all', name: words_, introduction: words_, films: ['daisies'] }],
    }),
  );
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  router = new InteractionRouter({
    rest: createRest({
      apiUrl: discord.apiUrl,
      token: 'token',
      log,
    }),
    callbacks: new Callbacks({ apiUrl: discord.apiUrl, log }),
    services,
    commands,
    components,
    seal: aSeal(components),
    budgets: endless(),
    log,
    clock: () => someEvening,
    applicationId: () => '1400000000000000001',
  });
});

afterEach(() => discord[Symbol.asyncDispose]());

let nextId = 1300000000000000000n;
const guild = {
  guild_id: '1000000000000000001',
  guild_locale: 'ru',
  locale: 'en-GB',
  member: { user: { id: '1100000000000000001', username: 'anna' }, permissions: '8' },
  channel_id: '1200000000000000001',
};
const inDirectMessage = { user: { id: '1100000000000000001' }, locale: 'ru', channel_id: '1200000000000000002' };

/** As Discord sends it, with the fields that nobody reads left in. */
function use(type: number, data: object, where: object = guild) {
  nextId += 1n;
  return {
    id: String(nextId),
    application_id: '1400000000000000002',
    token: `tok-${nextId}`,
    version: 1,
    type,
    data,
    app_permissions: '0',
    entitlements: [],
    authorizing_integration_owners: { '0': '1' },
    context: 0,
    ...where,
  };
}
const command = (name: string, options: object[] = [], where?: object) =>
  use(2, { id: '1', type: 1, name: 'club', options: [{ name, type: 1, options }] }, where);
const press = (customId: string, extra: object = {}, flags = 0) =>
  use(3, { custom_id: customId, component_type: 2 }, { ...guild, message: { id: '77', flags, content: '' }, ...extra });

const sent = () => discord.calls.map(({ method, path, body }) => ({ method, path, body: body as Body }));
type Body = { type?: number; content?: string; flags?: number; data?: Record<string, unknown> } & Record<
  string,
  unknown
>;
const first = () => sent()[0]?.body ?? {};

test('a command is answered at once, in the guild’s language, and can ping nobody', async () => {
  const payload = command('say', [{ name: 'words', type: 3, value: 'hello' }]);
  await router.handle(payload);
  expect(discord.calls).toHaveLength(1);
  expect(discord.calls[0]).toMatchObject({
    method: 'POST',
    path: `/interactions/${payload.id}/${payload.token}/callback`,
    authorization: undefined,
    body: { type: 4, data: { content: 'hello in ru 8', allowed_mentions: { parse: [] } } },
  });
  expect(first().data).not.toHaveProperty('flags');
});

describe('what the guild has chosen', () => {
  const here = guild.guild_id;

  test('is the language of public answers, whatever Discord says of the guild', async () => {
    await services.settings.change(here, { language: 'en-US' }, someEvening);
    await router.handle(command('say'));
    await router.handle(command('say', [], { ...guild, guild_id: '1000000000000000002' }));
    await router.handle(command('refused'));
    expect(sent().map(({ body }) => body.data?.['content'])).toEqual([
      ...['nothing in en-US 8', 'nothing in ru 8', enUS['error.old-component']],
    ]);
  });

  test('is text instead of embeds', async () => {
    await services.settings.change(here, { plainText: true }, someEvening);
    await router.handle(command('embed'));
    expect(first().data).toMatchObject({ content: '**Wings**', embeds: [] });
  });

  test('is what doors get, and a smaller library', async () => {
    const [some] = services.films.collections;
    await services.settings.change(here, { disabledCollections: [some?.id ?? ''], warnings: false }, someEvening);
    await router.handle(command('library'));
    await router.handle(command('library', [], inDirectMessage));
    expect(sent().map(({ body }) => body.data?.['content'])).toEqual(['false 0', 'true 1']);
  });
});

test('what only the member sees speaks the member’s language', async () => {
  await router.handle(command('say', [{ name: 'words', type: 3, value: 'secret' }]));
  expect(first().data).toMatchObject({ content: 'secret in en-US 8', flags: 64 });
});

test('in a direct message everything speaks the person’s language', async () => {
  await router.handle(command('say', [], inDirectMessage));
  expect(first().data).toMatchObject({ content: 'nothing in ru 0' });
});

test('a message command gets the message it was used on', async () => {
  const data = {
    id: '2',
    type: 3,
    name: 'Film details',
    target_id: '55',
    resolved: { messages: { '55': { id: '55' } } },
  };
  await router.handle(use(2, data));
  expect(first().data).toMatchObject({ content: 'about 55', flags: 64 });
});

const put = (options: object[]) => [{ name: 'put', type: 1, options }];
const shelf = (options: object[], type = 2) =>
  use(type, { id: '1', type: 1, name: 'club', options: [{ name: 'shelf', type: 2, options: put(options) }] });

test('a subcommand of a group gets its options', async () => {
  await router.handle(shelf([{ name: 'words', type: 3, value: 'a book' }]));
  expect(first().data).toMatchObject({ content: 'a book on the shelf' });
});

test('an option of a subcommand of a group is completed', async () => {
  await router.handle(shelf([{ name: 'completed', type: 3, value: 'x', focused: true }], 4));
  expect(first()).toMatchObject({ type: 8 });
});

describe('a channel and a role that were picked', () => {
  const options = [
    { name: 'place', type: 7, value: '42' },
    { name: 'group', type: 8, value: '43' },
  ];
  const go = (resolved?: object) =>
    use(2, { id: '1', type: 1, name: 'club', options: [{ name: 'go', type: 1, options }], resolved });

  test('come with what the bot may do there', async () => {
    await router.handle(go({ channels: { '42': { id: '42', app_permissions: '2048' } }, roles: { '43': {} } }));
    expect(first().data).toMatchObject({ content: '42 2048 43' });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['others', { channels: { '9': { id: '9', app_permissions: '8' } }, roles: null }],
    ['nonsense', { channels: { '42': { app_permissions: 'all' } }, roles: 7 }],
  ])('are taken by their ids where Discord says %s of them', async (_what, resolved) => {
    await router.handle(go(resolved as object));
    expect(first().data).toMatchObject({ content: '42 who knows 43' });
  });

  test('that are no ids are answered kindly', async () => {
    await router.handle(command('go', [{ name: 'place', type: 7, value: 'general' }]));
    expect(first().data).toMatchObject({ content: enUS['error.old-command'] });
  });
});

test('a form is the first answer', async () => {
  await router.handle(command('form'));
  expect(first()).toMatchObject({ type: 9, data: { custom_id: 'form' } });
});

describe('what a stranger or an old registration sends', () => {
  const old = { type: 4, data: { content: enUS['error.old-command'], flags: 64 } };

  test.each([
    ['a subcommand that is gone', command('gone')],
    ['an option that is gone', command('say', [{ name: 'gone', type: 3, value: 'x' }])],
    ['an option named like a part of JavaScript', command('say', [{ name: 'constructor', type: 3, value: 'x' }])],
    ['a value of another kind', command('say', [{ name: 'words', type: 4, value: 7 }])],
    ['a value that is too long', command('say', [{ name: 'words', type: 3, value: 'x'.repeat(21) }])],
    ['a group without its subcommand', command('shelf')],
    ['a command without subcommand', use(2, { id: '1', name: 'club', type: 1 })],
    ['a command named like a part of JavaScript', use(2, { id: '1', name: '__proto__', type: 1 })],
    ['a command without data', use(2, undefined as unknown as object)],
    ['a message command without its message', use(2, { id: '2', type: 3, name: 'Film details', target_id: '55' })],
  ])('%s is answered kindly and logged', async (_what, payload) => {
    await router.handle(payload);
    expect(sent().map(({ body }) => body)).toMatchObject([old]);
    expect(lines.join('')).toContain('"level":40');
  });

  test.each([
    ['an unknown route', press('gone:1')],
    ['arguments that do not fit', press('turn:many')],
    ['too many arguments', press('turn:1:2')],
    ['no custom_id', use(3, { component_type: 2 })],
    ['a route named like a part of JavaScript', press('constructor:1')],
  ])('a button with %s is answered kindly', async (_what, payload) => {
    await router.handle(payload);
    expect(sent().map(({ body }) => body)).toMatchObject([
      { type: 4, data: { content: enUS['error.old-component'], flags: 64 } },
    ]);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'INTERACTION'],
    ['no token', { id: '1', type: 2, data: {}, user: { id: '1' } }],
    ['no user', { id: '1', type: 2, token: 't', data: {} }],
    ['a type from the future', use(99, {})],
    ['a ping', use(1, {})],
  ])('%s is let pass', async (_what, payload) => {
    await router.handle(payload);
    expect(discord.calls).toEqual([]);
    expect(lines.join('')).not.toMatch(/"level":[456]0/);
  });

  test('types of options that are missing do no harm: what has a value is none of the subcommands', async () => {
    const options = [{ name: 'words', value: 'hello' }];
    await router.handle(use(2, { id: '1', name: 'club', options: [{ name: 'say', options }] }));
    expect(first().data).toMatchObject({ content: 'hello in ru 8' });
  });

  test('a message command whose target is not named is about the one message that came along', async () => {
    await router.handle(use(2, { type: 3, name: 'Film details', resolved: { messages: { '55': { id: '55' } } } }));
    expect(first().data).toMatchObject({ content: 'about 55' });
  });

  test('a member that is nobody does not hide the user', async () => {
    await router.handle({ ...command('say'), member: 'anna', user: { id: '1' } });
    expect(discord.calls).toHaveLength(1);
  });

  test('what was typed is in no line of the log', async () => {
    await router.handle(press('turn:what-was-typed'));
    await router.handle(press('gone:what-was-typed'));
    expect(lines.join('')).toContain('from another version');
    expect(lines.join('')).not.toContain('what-was-typed');
  });

  test('fields that are null or missing although documented do no harm', async () => {
    await router.handle({
      ...command('say', [
        {
          name: 'words',
          type: 3,
          value: null,
        } as object,
      ]),
      application_id: null,
      channel_id: null,
      guild_locale: null,
      locale: null,
      message: null,
      context: null,
      member: { user: { id: '1' }, permissions: null },
      user: null,
    });
    expect(first().data).toMatchObject({ content: 'nothing in en-US 0' });
  });

  test('in a guild whose language nobody tells speaks English to all, not the language of who asked', async () => {
    await router.handle({ ...command('say'), guild_locale: undefined, locale: 'ru' });
    expect(first().data).toMatchObject({ content: 'nothing in en-US 8' });
  });
});

describe('a component', () => {
  test('goes over the message that carries it', async () => {
    await router.handle(press('turn:2'));
    expect(first()).toMatchObject({ type: 7, data: { content: 'ru 2', embeds: [], components: [] } });
  });

  test('on an ephemeral message speaks the member’s language', async () => {
    await router.handle(press('turn:2', {}, 64));
    expect(first()).toMatchObject({ type: 7, data: { content: 'en-US 2' } });
  });

  test('opens a new message for the same people', async () => {
    await router.handle(press('open:1'));
    await router.handle(press('open:1', {}, 64));
    const [open, hidden] = sent().map(({ body }) => body);
    expect(open).toMatchObject({ type: 4, data: { content: 'ru 1' } });
    expect(open?.data).not.toHaveProperty('flags');
    expect(hidden).toMatchObject({ type: 4, data: { content: 'en-US 1', flags: 64 } });
  });

  test('hands on what was picked and what was typed', async () => {
    await router.handle(use(3, { custom_id: 'hide:1', component_type: 3, values: ['a', 'b'] }));
    const label = { type: 18, component: { type: 4, custom_id: 'note', value: 'good' } };
    const row = { type: 1, components: [{ type: 4, custom_id: 'why', value: 'because' }] };
    await router.handle(use(5, { custom_id: 'hide:2', components: [row, label] }));
    expect(sent().map(({ body }) => body.data?.['content'])).toEqual(['en-US 1 a b', 'en-US 2 why because note good']);
  });

  test('of a form without a message answers in a message of its own', async () => {
    await router.handle(use(5, { custom_id: 'turn:2', components: [] }));
    expect(first()).toMatchObject({ type: 4, data: { content: 'en-US 2', flags: 64 } });
  });

  test('that fails leaves its message alone and tells the member only', async () => {
    await router.handle(press('turn:13'));
    expect(sent().map(({ body }) => body)).toMatchObject([
      { type: 4, data: { content: enUS['error.unavailable'], flags: 64 } },
    ]);
  });
});

describe.concurrent('a slow door', () => {
  /** Its own server: these wait in real time, side by side. */
  async function slowly(payload: ReturnType<typeof use>, answer?: Parameters<LocalDiscord['answer']>[0]) {
    await using local = await LocalDiscord.start();
    if (answer) local.answer(answer);
    const log = pino({ level: 'silent' });
    const parts = {
      services: aClub(),
      commands,
      components,
      seal: aSeal(components),
      budgets: endless(),
      log,
      clock: () => someEvening,
    };
    const rest = createRest({ apiUrl: local.apiUrl, token: 'token', log });
    const started = performance.now();
    await using callbacks = new Callbacks({ apiUrl: local.apiUrl, log });
    await new InteractionRouter({ ...parts, rest, callbacks, applicationId: () => '' }).handle(payload);
    const webhook = `/webhooks/1400000000000000002/${payload.token}`;
    const calls = local.calls.map(({ method, path, body }) => ({
      call: `${method} ${path.replace(webhook, '').replace(/.*callback$/, 'callback')}`,
      body: body as Body,
    }));
    return { calls, firstMs: (local.calls[0]?.atMs ?? Infinity) - started };
  }

  test('is announced before Discord gives up, and answered by an edit', async ({ expect }) => {
    const { calls, firstMs } = await slowly(command('slow'));
    expect(firstMs).toBeLessThan(2500);
    expect(calls).toMatchObject([
      { call: 'POST callback', body: { type: 5 } },
      { call: 'PATCH /messages/@original', body: { content: 'ru', allowed_mentions: { parse: [] } } },
    ]);
    expect(calls[0]?.body.data).not.toHaveProperty('flags');
  });

  test('that is private stays private', async ({ expect }) => {
    const { calls } = await slowly(command('slow-secret'));
    expect(calls).toMatchObject([
      { call: 'POST callback', body: { type: 5, data: { flags: 64 } } },
      { call: 'PATCH /messages/@original', body: { content: 'en-US' } },
    ]);
  });

  test('of a button is announced without a waiting message', async ({ expect }) => {
    const { calls } = await slowly(press('slow-turn:2'));
    expect(calls).toMatchObject([
      { call: 'POST callback', body: { type: 6 } },
      { call: 'PATCH /messages/@original', body: { content: 'ru 2' } },
    ]);
  });

  test('that fails in public takes its waiting message back and tells the member only', async ({ expect }) => {
    const { calls } = await slowly(command('slow-refused'));
    expect(calls).toMatchObject([
      { call: 'POST callback', body: { type: 5 } },
      { call: 'DELETE /messages/@original' },
      { call: 'POST ', body: { content: enUS['error.old-component'], flags: 64, allowed_mentions: { parse: [] } } },
    ]);
  });

  test('whose waiting message cannot be taken back ends it in the guild’s language', async ({ expect }) => {
    const { calls } = await slowly(command('slow-refused'), ({ method }) =>
      method === 'DELETE' ? { status: 403, body: { code: 50013, message: 'Missing Permissions' } } : undefined,
    );
    expect(calls.at(-1)).toMatchObject({
      call: 'PATCH /messages/@original',
      body: { content: ru['error.old-component'] },
    });
  });

  test('of a button that fails leaves the message alone', async ({ expect }) => {
    const { calls } = await slowly(press('slow-turn:13'));
    expect(calls).toMatchObject([
      { call: 'POST callback', body: { type: 6 } },
      { call: 'POST ', body: { content: enUS['error.unavailable'], flags: 64 } },
    ]);
  });

  test('is still answered when Discord says the announcement was there already', async ({ expect }) => {
    const { calls } = await slowly(command('slow'), ({ path }) =>
      path.endsWith('/callback') ? { status: 400, body: { code: 40060, message: 'already acknowledged' } } : undefined,
    );
    expect(calls.map(({ call }) => call)).toEqual(['POST callback', 'PATCH /messages/@original']);
  });
});

describe('when something goes wrong', () => {
  test('the member’s mistake is explained to the member alone', async () => {
    await router.handle(command('refused'));
    expect(first()).toMatchObject({ type: 4, data: { content: enUS['error.old-component'], flags: 64 } });
    expect(lines.join('')).not.toMatch(/"level":[456]0/);
  });

  test('what the operator has to fix is in the log with its remedy, not in the chat', async () => {
    await router.handle(command('operator'));
    expect(first().data).toMatchObject({ content: enUS['error.operator'], flags: 64 });
    expect(lines.join('')).toContain('buy one');
  });

  test('a bug is an apology with a reference that the log has, too', async () => {
    const payload = command('bug');
    await router.handle(payload);
    expect(first().data).toMatchObject({ content: expect.stringContaining(payload.id) as string, flags: 64 });
    expect(JSON.stringify(first())).not.toContain('secret detail');
    const entry = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ level }) => level === 50);
    expect(entry).toMatchObject({
      reference: payload.id,
      err: { stack: expect.stringContaining('secret detail') as string },
    });
  });

  test.each([401, 403])(
    'an answer that Discord refuses (%s) is no bug of ours, and is not tried again',
    async (status) => {
      discord.answer(() => ({ status, body: { code: 0, message: 'not you' } }));
      await router.handle(command('say'));
      expect(discord.calls).toHaveLength(1);
      expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([40]);
    },
  );

  test.each([
    ['10062', 404],
    ['50027', 401],
  ])('an interaction that is over (%s) is noted and never retried', async (code, status) => {
    discord.answer(() => ({ status, body: { code: Number(code), message: 'over' } }));
    await router.handle(command('say'));
    await router.handle(command('say'));
    expect(discord.calls).toHaveLength(2);
    expect(lines.join('')).toContain('"level":30');
    expect(lines.join('')).not.toMatch(/"level":[456]0/);
  });

  test('an answer that had arrived although Discord stumbled counts once', async () => {
    let tries = 0;
    discord.answer(() => {
      tries += 1;
      return tries === 1 ? { status: 502 } : { status: 400, body: { code: 40060, message: 'already acknowledged' } };
    });
    await router.handle(command('say'));
    expect(discord.calls).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/"level":[456]0/);
  });

  test('a message that Discord refuses becomes an apology', async () => {
    discord.answer(({ body }) =>
      (body as Body).data?.['flags'] === 64
        ? undefined
        : { status: 400, body: { code: 50035, message: 'Invalid Form Body' } },
    );
    await router.handle(command('say'));
    expect(sent().at(-1)?.body.data).toMatchObject({ content: expect.stringContaining('Sorry') as string, flags: 64 });
    expect(lines.join('')).toContain('Invalid Form Body');
  });

  test('an outage is a warning, and the next interaction is served', async () => {
    discord.answer(() => ({ status: 503 }));
    await router.handle(command('say'));
    discord.answer(() => undefined);
    await router.handle(command('say'));
    expect(discord.calls.at(-1)?.body).toMatchObject({ type: 4 });
    expect(lines.join('')).toContain('"level":40');
    expect(lines.join('')).not.toContain('"level":50');
  });
});

test('an interaction that is delivered twice is answered once', async () => {
  const payload = command('say');
  await Promise.all([router.handle(payload), router.handle(structuredClone(payload))]);
  await router.handle(payload);
  expect(discord.calls).toHaveLength(1);
});

describe('autocomplete', () => {
  const typing = (name: string, value: unknown) =>
    use(4, {
      id: '1',
      type: 1,
      name: 'club',
      options: [
        {
          name: 'say',
          type: 1,
          options: [
            {
              name: 'words',
              type: 3,
              value: 'w',
            },
            {
              name,
              type: 3,
              value,
              focused: true,
            },
          ],
        },
      ],
    });
  const choices = () => (first().data?.['choices'] ?? []) as { name: string; value: string }[];

  test('offers at most 25 choices that Discord takes, in the member’s language', async () => {
    await router.handle(typing('completed', 'ев'));
    expect(first().type).toBe(8);
    expect(choices()).toHaveLength(25);
    expect(choices()[0]?.name).toMatch(/^ев en-US w!+…$/);
    expect(
      choices().filter(({ name, value }) => name.length > 100 || value.length > 100 || name.trim() === ''),
    ).toEqual([]);
  });

  test.each([
    ['an error in the list', 'completed', 'bug'],
    ['an option without a list', 'words', 'x'],
    ['an option that is gone', 'gone', 'x'],
  ])('%s offers nothing and says so in the log', async (_what, name, value) => {
    await router.handle(typing(name, value));
    expect(first()).toMatchObject({ type: 8, data: { choices: [] } });
    expect(lines.join('')).toMatch(/"level":[45]0/);
  });
});

test('a bot that stops waits for running handlers and takes no new ones', async () => {
  const running = router.handle(command('slow'));
  const closing = router.close(5000);
  await router.handle(command('say'));
  await closing;
  await running;
  expect(sent().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
});

test('a bot that stops does not wait longer than it said', async () => {
  const running = router.handle(command('slow'));
  const started = performance.now();
  await router.close(100);
  expect(performance.now() - started).toBeLessThan(1000);
  await running;
});

test('a limit that does not say how long it lasts is not run into again at once', async () => {
  discord.answer(() => ({ status: 429, body: { message: 'You are being blocked', code: 0 } }));
  await router.handle(command('say'));
  expect(discord.calls).toHaveLength(1);
});
