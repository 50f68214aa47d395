import { describe, expect, test, vi } from 'vitest';
import { BareApi } from './bare-api.ts';
import { optionTree, plainOptions } from './client/commands.ts';
import { everyComponent, everyForm, everyNewComponent } from './client/components.ts';
import { fullEmbed } from './client/messages.ts';
import { Contract } from './contract.ts';
import { absence, descriptionFile, readDescription } from './description.ts';
import { corrected, knownDeviations } from './known-deviations.ts';
import { mutantsOf } from './mutants.ts';
import type { Call } from './wiretap.ts';

// So many requests take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const mentions = { parse: ['everyone'], users: ['1'], roles: ['2'], replied_user: true };
const texts = { content: 'Hello', embeds: [fullEmbed], flags: 4, allowed_mentions: mentions };
const where = { contexts: [0], integration_types: [0], dm_permission: true, default_member_permissions: '32' };
const film = { type: 1, name: 'film', description: 'Films', options: optionTree, ...where };

/** What may be sent, by the call that sends it. Each mutant of an answer goes to an interaction of its own. */
const sendable: readonly (readonly [what: string, call: (api: BareApi) => string, body: unknown])[] = [
  ['texts and embeds', (api) => api.posting, { ...texts, nonce: 'x', enforce_nonce: false }],
  ['components', (api) => api.posting, { content: 'Hello', components: everyComponent }],
  ['the new layout', (api) => api.posting, { flags: 1 << 15, components: everyNewComponent }],
  ['an answer', (api) => api.answering(), { type: 4, data: { ...texts, components: everyComponent } }],
  ['choices', (api) => api.completing(), { type: 8, data: { choices: [{ name: 'Earth', value: 'earth' }] } }],
  ...everyForm.map((data, at) => [`form ${at + 1}`, (api: BareApi) => api.answering(), { type: 9, data }] as const),
  ['a list of commands', (api) => `PUT ${api.commands}`, [film, { type: 3, name: 'Film details', ...where }]],
  ['a command', (api) => `POST ${api.commands}`, { name: 'film', description: 'Films', options: plainOptions }],
];

describe.skipIf(!descriptionFile)(`the playground refuses what Discord's description forbids${absence}`, () => {
  const contract = descriptionFile ? new Contract(corrected(readDescription(), knownDeviations)) : undefined;

  test.each(sendable)('in %s', async (_, callIn, body) => {
    const api = new BareApi();
    const callOf = (sent: unknown): Call => {
      const [method = '', path = ''] = callIn(api).split(' ');
      return {
        method,
        path,
        sent,
        files: [],
        query: new URLSearchParams(),
        status: 0,
        headers: {},
        answered: undefined,
      };
    };
    const [whole, faultsOf] = [callOf(body), (call: Call) => contract?.request(call) ?? []];
    expect(faultsOf(whole)).toEqual([]);
    expect(await api.status(whole)).toBeLessThan(300);
    const taken: string[] = [];
    let tried = 0;
    for (const mutant of mutantsOf(body)) {
      const call = callOf(mutant);
      const faults = faultsOf(call);
      // What is still allowed says nothing here: Discord's documentation forbids more than its description.
      if (faults.length === 0) continue;
      tried += 1;
      const status = await api.status(call);
      if (status < 400 || status >= 500) taken.push(...faults);
    }
    expect(tried).toBeGreaterThan(10);
    expect([...new Set(taken)]).toEqual([]);
  });
});
