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

test('a post that Discord does not take is called back within a minute: the right to it lasts for two', async () => {
  await using stack = new AsyncDisposableStack();
  const discord = stack.use(await LocalDiscord.start());
  discord.answer(() => ({ status: 200, afterMs: 600_000 }));
  const log = pino({ level: 'silent' });
  const office = new WeeklyPostOffice({
    ...openBulk({ apiUrl: discord.apiUrl, token: 'token', metrics: noMetrics, log, stack }),
    ...{ clock: () => someEvening, log, ownId: () => '9' },
    ...{ render: () => Promise.resolve({ reply: { content: 'Wings' }, title: 'Wings' }), renderNotice: () => ({}) },
  });
  // The only clock that counts here is the signal’s.
  let passMs: (ms: number) => void = () => undefined;
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((forMs) => {
    const over = new AbortController();
    passMs = (ms) => void (ms >= forMs && over.abort());
    return over.signal;
  });
  let answer: string | undefined;
  const parcel = { record: anOccurrence(), film: aFilm(), club: defaultSettings };
  void office.send(parcel).then(({ kind }) => (answer = kind));
  await vi.waitFor(() => expect(discord.calls).toHaveLength(1));
  passMs(59_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(answer).toBeUndefined();
  passMs(60_000);
  await vi.waitFor(() => expect(answer).toBe('unknown'), 2000);
  expect(leaseEnd(someEvening).since(someEvening).total('minutes')).toBe(2);
});
