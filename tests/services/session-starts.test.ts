import { pino } from 'pino';
import { expect, test } from 'vitest';
import { SessionStarts } from '../../src/services/session-starts.ts';
import { MemoryStartStore } from '../../src/stores/start-store.ts';
import type { StartStore } from '../../src/stores/start-store.ts';

const { signal } = new AbortController();
let nowMs = 1_000_000;
const clock = () => Temporal.Instant.fromEpochMilliseconds(nowMs);

/** What each new process has: the same store, and a life of its own. */
const aProcess = (store: StartStore, lines: string[] = []) =>
  new SessionStarts({ store, clock, log: pino({}, { write: (line) => void lines.push(line) }) });

test('the fourth start in a row waits, and says so', async () => {
  const store = new MemoryStartStore();
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
  const store = new MemoryStartStore();
  for (let start = 0; start < 3; start += 1) await aProcess(store).admit(signal);
  await aProcess(store).succeeded();
  expect(await aProcess(store).admit(signal)).toBe(false);
});

test('what was started long enough ago costs no wait', async () => {
  const store = new MemoryStartStore();
  for (let start = 0; start < 3; start += 1) await aProcess(store).admit(signal);
  nowMs += 5000;
  expect(await aProcess(store).admit(signal)).toBe(false);
});

test('a disk that takes nothing does not keep the bot from starting, but the log tells', async () => {
  const lines: string[] = [];
  const full: StartStore = { get: () => Promise.resolve([]), put: () => Promise.reject(new Error('ENOSPC')) };
  expect(await aProcess(full, lines).admit(signal)).toBe(false);
  expect(lines.join('')).toContain('could not remember this start');
});
