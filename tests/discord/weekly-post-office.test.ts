import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { openBulk } from '../../src/discord/bulk.ts';
import { WeeklyPostOffice } from '../../src/discord/weekly-post-office.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { leaseEnd } from '../../src/domain/occurrence.ts';
import { noMetrics } from '../../src/services/metrics.ts';
import { aFilm } from '../support/library.ts';
import { anOccurrence } from '../support/schedules.ts';
import { someEvening } from '../support/requests.ts';
import { LocalDiscord } from './local-discord.ts';

afterEach(() => void vi.restoreAllMocks());

const log = pino({ level: 'silent' });
const parcel = { record: anOccurrence(), film: aFilm(), club: defaultSettings };

/** What carries posts to a server that answers as told. */
async function anOffice(stack: AsyncDisposableStack) {
  const discord = stack.use(await LocalDiscord.start());
  const office = new WeeklyPostOffice({
    ...openBulk({ apiUrl: discord.apiUrl, token: 'token', metrics: noMetrics, log, stack }),
    ...{ clock: () => someEvening, log, ownId: () => '9' },
    ...{ render: () => Promise.resolve({ reply: { content: 'Wings' }, title: 'Wings' }), renderNotice: () => ({}) },
  });
  return { discord, office };
}

test.each<[string, unknown]>([
  ['no list', {}],
  ['a list of nothing', [null]],
  ['messages of nobody', [{ id: '1' }]],
  ['a text', 'Hello'],
])('what is %s tells neither that a post is there nor that it is not, and is no error', async (_, body) => {
  await using stack = new AsyncDisposableStack();
  const { discord, office } = await anOffice(stack);
  discord.answer(() => ({ status: 200, body }));
  const { settings } = anOccurrence();
  for (const channelKind of ['text', 'forum'] as const) {
    const record = anOccurrence({ settings: { ...settings, channelKind } });
    expect(await office.find(record)).toEqual({ kind: 'unknown' });
    expect(await office.send({ ...parcel, record })).toEqual({ kind: 'unknown' });
  }
});

test('a message with parts of a kind that is new hides none of the others', async () => {
  await using stack = new AsyncDisposableStack();
  const { discord, office } = await anOffice(stack);
  const custom_id = `week-card:main:${anOccurrence().key}:wings`;
  const strange = [
    { type: 99 },
    { type: 98, components: 'none' },
    { type: 1, components: [{ type: 97, custom_id: 5 }] },
  ];
  const bodies = [
    { id: '1', author: { id: '9' }, components: strange },
    { id: '2', author: { id: '9' }, components: [...strange, { type: 1, components: [{ type: 2, custom_id }] }] },
  ];
  discord.answer(() => ({ status: 200, body: bodies }));
  expect(await office.find(anOccurrence())).toEqual({ kind: 'done', value: { channelId: '500', messageId: '2' } });
});

test('a post that Discord does not take is called back within a minute: the right to it lasts for two', async () => {
  await using stack = new AsyncDisposableStack();
  const { discord, office } = await anOffice(stack);
  discord.answer(() => ({ status: 200, afterMs: 600_000 }));
  // The only clock that counts here is the signal’s.
  let passMs: (ms: number) => void = () => undefined;
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((forMs) => {
    const over = new AbortController();
    passMs = (ms) => void (ms >= forMs && over.abort());
    return over.signal;
  });
  let answer: string | undefined;
  void office.send(parcel).then(({ kind }) => (answer = kind));
  await vi.waitFor(() => expect(discord.calls).toHaveLength(1));
  passMs(59_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answer).toBeUndefined();
  passMs(60_000);
  await vi.waitFor(() => expect(answer).toBe('unknown'), 2000);
  expect(leaseEnd(someEvening).since(someEvening).total('minutes')).toBe(2);
});
