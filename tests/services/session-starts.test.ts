import { pino } from 'pino';
import { expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.ts';
import { SessionStarts } from '../../src/services/session-starts.ts';
import { StartStore } from '../../src/stores/start-store.ts';
import { memoryDatabase } from '../support/database.ts';

const aStore = async () => new StartStore((await memoryDatabase()).db);
const { signal } = new AbortController();
let nowMs = 1_000_000;
const clock = () => Temporal.Instant.fromEpochMilliseconds(nowMs);

/** What each new process has: the same store, and a life of its own. */
const aProcess = (store: Pick<StartStore, 'get' | 'put'>, lines: string[] = []) =>
  new SessionStarts({ store, clock, log: pino({}, { write: (line) => void lines.push(line) }) });

test('the fourth start in a row waits, and says so', async () => {
  const store = await aStore();
  const lines: string[] = [];
  for (let start = 0; start < 3; start += 1) expect(await aProcess(store, lines).admit(signal)).toBe(false);
  expect(lines).toEqual([]);
  const stopping = new AbortController();
  const waiting = aProcess(store, lines).admit(stopping.signal);
  await expect.poll(() => lines.join('')).toContain('"waitMs":5000');
  stopping.abort();
  await expect(waiting).rejects.toThrow('aborted');
  expect(await store.get()).toHaveLength(3);
});

test('a session that lasted makes the next start free again', async () => {
  const store = await aStore();
  for (let start = 0; start < 3; start += 1) await aProcess(store).admit(signal);
  await aProcess(store).succeeded();
  expect(await aProcess(store).admit(signal)).toBe(false);
});

test('what was started long enough ago costs no wait', async () => {
  const store = await aStore();
  for (let start = 0; start < 3; start += 1) await aProcess(store).admit(signal);
  nowMs += 5000;
  expect(await aProcess(store).admit(signal)).toBe(false);
});

test('a store that takes nothing and tells nothing does not keep the bot from starting, but the log tells', async () => {
  const lines: string[] = [];
  const away = () => Promise.reject(new StoreUnavailable());
  expect(await aProcess({ get: away, put: away }, lines).admit(signal)).toBe(false);
  expect(lines.join('')).toContain('could not read when the last starts were');
  expect(lines.join('')).toContain('could not remember this start');
});

test('who is asked to stop while the store is away stops all the same', async () => {
  const lines: string[] = [];
  const away = () => Promise.reject(new StoreUnavailable());
  await aProcess({ get: away, put: away }, lines).takeBack();
  expect(lines.join('')).toContain('could not read when the last starts were');
});

test('a store that cannot be read keeps the starts that it holds', async () => {
  const written: (readonly number[])[] = [];
  const put = async (starts: readonly number[]): Promise<void> => void written.push(starts);
  await aProcess({ get: () => Promise.reject(new StoreUnavailable()), put }).takeBack();
  expect(written).toEqual([]);
});
