import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { components } from '../../src/components/index.ts';
import { readCustomId } from '../../src/discord/component.ts';
import { BareApi } from './bare-api.ts';
import { Contract } from './contract.ts';
import { absence, descriptionFile, readDescription } from './description.ts';
import { wholeEvening } from './evening.ts';
import type { Evening } from './evening.ts';
import { objectsIn } from './events.ts';
import { corrected, knownDeviations } from './known-deviations.ts';
import { routeOf } from './routes.ts';
import type { Call } from './wiretap.ts';

describe.skipIf(!descriptionFile)(`the contract with Discord${absence}`, () => {
  let evening: Evening;
  let contract: Contract;
  beforeAll(async () => {
    contract = new Contract(corrected(readDescription(), knownDeviations));
    evening = await wholeEvening();
    // All commands with all of their buttons, one after the other.
  }, 180_000);

  test('every request of the bot is one that Discord describes, with no field that it does not know', () => {
    expect(evening.bot.length).toBeGreaterThan(100);
    expect(requestFaults(contract, evening.bot)).toEqual([]);
  });

  test('every answer of the playground is one that Discord describes, with no field that it does not know', () => {
    expect(answerFaults(contract, evening)).toEqual([]);
  });

  test('what the playground takes, Discord would take', () => {
    expect(requestFaults(contract, evening.client.filter(isTaken))).toEqual([]);
  });

  test('members, users, channels and messages look the same when the gateway tells of them', () => {
    const objects = evening.events.flatMap(objectsIn);
    const names = `UserPIIResponse GuildRoleResponse GuildMemberResponse UserResponse MessageResponse
      GuildChannelResponse ThreadResponse PrivateChannelResponse MessageReactionEmojiResponse`.split(/\s+/);
    expect(names.filter((name) => !objects.some(([schema]) => schema === name))).toEqual([]);
    expect([...new Set(objects.flatMap(([schema, value]) => contract.object(schema, value)))]).toEqual([]);
  });

  test('every route that the playground serves was asked, and gave what was asked for', () => {
    const served = new BareApi().routes;
    expect(served.length).toBeGreaterThan(30);
    const asked = new Set(
      [...evening.bot, ...evening.client].filter(isTaken).map(({ method, path }) => {
        const sameMethod = served.filter((route) => route.startsWith(`${method} `));
        return routeOf(sameMethod, `${method} ${path}`);
      }),
    );
    expect(served.filter((route) => !asked.has(route))).toEqual([]);
  });

  test('every refusal that a bot must live with was among the answers', () => {
    const statuses = new Set([...evening.bot, ...evening.client].map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 201, 204, 400, 401, 403, 404, 429]));
  });

  test('every command, button and menu of the bot was used', () => {
    const uses = evening.events.filter(({ t }) => t === 'INTERACTION_CREATE').map(({ d }) => JSON.stringify(d));
    // A subcommand of a group is there where both are.
    const used = (path: readonly string[]): boolean =>
      uses.some((use) => path.every((name) => use.includes(`"name":"${name}"`)));
    const subcommands = commands.flatMap((command) =>
      command.kind === 'slash' ? command.subcommands.map(({ name }) => name.split(' ')) : [[command.name]],
    );
    expect(subcommands.filter((path) => !used(path))).toEqual([]);
    const routes = new Set(
      uses
        .flatMap((use) => /"data":\{"custom_id":"([^"]+)"/.exec(use)?.[1] ?? [])
        .map((customId) => readCustomId(customId).route),
    );
    expect(components.map(({ route }) => route).filter((route) => !routes.has(route))).toEqual([]);
  });

  test.each(knownDeviations)('Discord differs from its description: $what', (known) => {
    const others = knownDeviations.filter((other) => other !== known);
    const literal = new Contract(corrected(readDescription(), others));
    const differs = (call: Call): boolean =>
      literal.answer(call).length > 0 || (isTaken(call) && literal.request(call).length > 0);
    expect(evening.client.some(differs)).toBe(true);
  });

  test('a field that nobody knows is noticed in every body', () => {
    const all = [...evening.bot, ...evening.client].filter(isTaken);
    const more = (body: unknown): object => ({ ...(body as object), nobody: 'knows' });
    const found = [
      ...all.filter(({ sent }) => isObject(sent)).map((call) => contract.request({ ...call, sent: more(call.sent) })),
      ...all
        .filter(({ answered }) => isObject(answered))
        .map((call) => contract.answer({ ...call, answered: more(call.answered) })),
    ];
    expect(found.length).toBeGreaterThan(200);
    expect(found.filter((faults) => !faults.some((fault) => fault.endsWith('properties: "nobody"')))).toEqual([]);
  });

  test('the contract names what is wrong', () => {
    const call = evening.bot.find(
      ({ path, sent }) => path.endsWith('/callback') && JSON.stringify(sent).includes('"title"'),
    );
    if (!call) throw new Error('the bot sent no embed');
    const name = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
    const broken = (data: object): readonly string[] => contract.request({ ...call, sent: { type: 4, data } });
    const unknown = 'must NOT have unevaluated properties';
    expect(broken({ ephemeral: true })).toEqual([`${name}: /data ${unknown}: "ephemeral"`]);
    expect(broken({ embeds: [{ titel: 'x' }] })).toEqual([`${name}: /data/embeds/0 ${unknown}: "titel"`]);
    expect(broken({ flags: 'none' })).toEqual([`${name}: /data/flags must be integer,null (it is "none")`]);
    expect(contract.request({ ...call, query: new URLSearchParams('wait=true') })).toEqual([
      `${name}: wait is unknown`,
    ]);
    expect(contract.request({ ...call, path: '/films' })).toEqual(['POST /films: Discord has no such route']);
    expect(contract.answer({ ...call, status: 500 })).toEqual([`${name}: answers nothing with 500`]);
    expect(contract.answer({ ...call, answered: {} })).toEqual([`${name} → 204: has a body`]);
  });
});

const isObject = (body: unknown): boolean => typeof body === 'object' && body !== null && !Array.isArray(body);
const isTaken = ({ status }: Call): boolean => status < 300;

const requestFaults = (contract: Contract, calls: readonly Call[]): readonly string[] => [
  ...new Set(calls.flatMap((call) => contract.request(call))),
];

const answerFaults = (contract: Contract, { bot, client }: Evening): readonly string[] => [
  ...new Set([...bot, ...client].flatMap((call) => contract.answer(call))),
];
